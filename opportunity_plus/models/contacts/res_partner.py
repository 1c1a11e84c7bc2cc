# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.contact.log.mixin"]

    def oplus_action_log_contact(
        self,
        kind,
        reached,
        note,
        date=None,
        next_type_id=None,
        next_date=None,
        stage_id=None,
        lead_id=None,
        **options,
    ):
        """Log a contact with a customer, about one of its opportunities or none.

        The values are those of ``crm.lead.action_log_contact``.

        :param lead_id: an open opportunity of the same company; without one, the
            contact is logged on the customer, and there is no stage to move to
        :raise UserError: the opportunity is not one of this customer's
        """
        self.ensure_one()
        self.check_access("read")
        record = self._oplus_contact_lead(lead_id) if lead_id else self
        step = {"next_type_id": next_type_id, "next_date": next_date}
        given = {"kind": kind, "reached": reached, "note": note, "date": date, **step}
        return record._oplus_contact_log(given, options, stage_id)

    def _oplus_contact_move(self, stage_id, options):
        raise UserError(self.env._("Choose the opportunity that is to move on."))

    def _oplus_contact_lead(self, lead_id):
        lead = self._oplus_contact_leads().filtered(lambda lead: lead.id == lead_id)
        if not lead:
            raise UserError(
                self.env._(
                    "This is no open opportunity of %(name)s that you may change."
                    " Choose another one.",
                    name=self.display_name,
                )
            )
        return lead

    def _oplus_contact_leads(self):
        """Return the open opportunities of the company that the user may write."""
        leads = self.env["crm.lead"]
        if not leads.has_access("write"):
            return leads
        found = leads.search(
            [
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("partner_id", "child_of", self.commercial_partner_id.ids),
            ]
        )
        return found._filtered_access("write")

    def _oplus_contact_partner(self):
        return self

    def oplus_action_contacts(self):
        """Open the contacts of all contacts of the customer's company."""
        self.ensure_one()
        company = self.commercial_partner_id
        return self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_contact_action"
        ) | {"domain": [("commercial_partner_id", "=", company.id)]}
