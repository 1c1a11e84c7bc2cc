# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.contact.log.mixin"]

    def action_log_contact(
        self,
        kind,
        reached,
        note,
        date=None,
        next_type_id=None,
        next_date=None,
        stage_id=None,
        **options,
    ):
        """Log a contact about an opportunity, all or nothing.

        :param kind: ``call``, ``visit`` or ``message``
        :param reached: whether somebody was reached; if not, the silence goes on
        :param note: what was said; may be empty if nobody was reached
        :param date: when it was, in UTC; now if empty
        :param next_type_id: type of the activity that is the next step; that of this
            contact if there is only a date
        :param next_date: day of the next step; what the type proposes if empty
        :param stage_id: the stage to move to
        :param options: see ``_oplus_contact_log``
        :return: a dict with ``activity_id``, ``message_id``, ``next_activity_id``,
            ``stage_id`` and ``is_repeated``
        :raise AccessError: the user may not read or write the opportunity
        :raise UserError: names all that is wrong with the contact
        :raise ValidationError: names what the stage asks for
        """
        step = {"next_type_id": next_type_id, "next_date": next_date}
        given = {"kind": kind, "reached": reached, "note": note, "date": date, **step}
        return self._oplus_contact_log(given, options, stage_id)

    def _merge_dependences_history(self, opportunities):
        """Move the done activities as well: a message knows its meeting by them, and
        Odoo deletes those of opportunities that are gone."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        # sudo: as Odoo does with the messages, whoever wrote them
        done = activities.sudo().search(
            [
                ("active", "=", False),
                ("res_model", "=", self._name),
                ("res_id", "in", opportunities.ids),
            ]
        )
        done.write({"res_id": self.id})
        return super()._merge_dependences_history(opportunities)

    def _oplus_contact_check_read(self):
        if not self.has_access("read"):
            raise AccessError(
                self.env._(
                    "You can no longer see this opportunity. Ask its salesperson to"
                    " share it with you."
                )
            )

    def _oplus_contact_move(self, stage_id, options):
        self.oplus_stage_move(stage_id, **options)

    def _oplus_contact_stage_id(self):
        return self.stage_id.id

    def _oplus_contact_is_open(self):
        return self.active and self.won_status == "pending"

    def _oplus_contact_refusals(self):
        yield from super()._oplus_contact_refusals()
        if not self._oplus_contact_is_open():
            yield self.env._(
                "%(name)s is closed. Reopen it first, or log the contact on the"
                " customer.",
                name=self.display_name,
            )

    def oplus_action_contacts(self):
        """Open the contacts of the opportunity."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_contact_action"
        ) | {
            "domain": [("lead_id", "=", self.id)],
            "context": {"opportunity_plus_one_lead": True},
        }
