# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

from .asked import LONGEST_TOKEN, Asked
from .mail_activity import CHOSEN, ChosenStep

OPTIONS = {"next_summary", "next_user_id", "activity_id", "token"}
# of the move to another stage, with what stands for none
MOVE = {"values": {}, "checkpoint_ids": (), "reason": None, "override": None}


class CrmContactLogMixin(models.AbstractModel):
    """Logging a contact with a record: a done activity of Odoo's, with the next step.

    A save is done once: its ``token`` is kept with the activity. Who saves again, also
    at the same moment, gets what was made first.
    """

    _name = "crm.contact.log.mixin"
    _description = "Log of Contacts"

    def _oplus_contact_log(self, given, options, stage_id):
        """Keep a contact.

        :param given: what :class:`Asked` takes, as the caller sent it
        :param options: more of that: ``next_summary``, ``next_user_id`` (whose the next
            step is; the caller's if empty), ``activity_id`` (a planned activity that is
            done by this contact); ``reason``, ``override``, ``values`` and
            ``checkpoint_ids`` for ``oplus_stage_move``; ``token``, which names this
            save: the same one is done once
        :raise AccessError: the user may not read or write the record
        :raise UserError: names all that is wrong
        :return: see ``action_log_contact``
        """
        self.ensure_one()
        self._oplus_contact_check_read()
        if options.keys() - OPTIONS - MOVE.keys():
            raise UserError(
                self.env._("The interface was called with too few or unknown values.")
            )
        key = self._oplus_contact_key(options.pop("token", None))
        move = {name: options.pop(name, None) or none for name, none in MOVE.items()}
        if made := self._oplus_contact_made(key):
            return made
        asked = Asked(self, **given, **options)
        self._oplus_contact_check(asked)
        activity = asked.activity or self._oplus_contact_activity(asked, key)
        if asked.activity and key:
            # sudo: see the field
            activity.sudo().oplus_contact_token = key
        message, planned = self._oplus_contact_done(activity, asked)
        if stage_id:
            self._oplus_contact_move(stage_id, move)
        return self._oplus_contact_answer(activity, message, planned, False)

    # once

    def _oplus_contact_key(self, token):
        """:raise UserError: it is no token"""
        if not token:
            return False
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            token = ""
        if not 0 < len(token) <= LONGEST_TOKEN:
            raise self._oplus_contact_outdated()
        return f"{self.env.uid}:{token}"

    def _oplus_contact_outdated(self):
        return UserError(self.env._("Close the dialog and open it again."))

    def _oplus_contact_made(self, key):
        """Return the answer to the first save with this key, if there was one."""
        # sudo: see the field; the key begins with the id of the user
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        made = key and activities.search([("oplus_contact_token", "=", key)], limit=1)
        if not made:
            return None
        if (made.res_model, made.res_id) != (self._name, self.id):
            raise self._oplus_contact_outdated()
        # sudo: see the field
        messages = self.env["mail.message"].sudo()
        message = messages.search([("oplus_activity_id", "=", made.id)], limit=1)
        return self._oplus_contact_answer(
            made, message, message.oplus_next_activity_id, True
        )

    def _oplus_contact_answer(self, activity, message, planned, is_repeated):
        return {
            "activity_id": activity.id,
            "message_id": message.id,
            "next_activity_id": planned[:1].id,
            "stage_id": self._oplus_contact_stage_id(),
            "is_repeated": is_repeated,
        }

    def _oplus_contact_stage_id(self):
        return False

    # who, and with what

    def _oplus_contact_check_read(self):
        """:raise AccessError: the user may not read the record"""
        self.check_access("read")

    def _oplus_contact_refusals(self):
        """Yield why no contact may be logged here now."""
        yield from ()

    def _oplus_contact_check(self, asked):
        if not self.has_access("write"):
            raise AccessError(self._oplus_contact_reading())
        if complaints := [*self._oplus_contact_refusals(), *asked.complaints]:
            raise UserError("\n".join(complaints))
        if not (asked.activity or self._oplus_contact_type(asked)):
            raise UserError(
                self.env._(
                    "There is no activity type for this kind of contact. Ask an"
                    " administrator to set the kind of contact of one, under CRM,"
                    " Configuration, Activity Types."
                )
            )

    def _oplus_contact_reading(self):
        return self.env._(
            "You may only read %(name)s. Log a note for your colleagues instead.",
            name=self.display_name,
        )

    def _oplus_contact_type(self, asked):
        types = self.env["mail.activity.type"]
        return types._oplus_contact_type(asked.kind, self._name)

    # what is kept

    def _oplus_contact_vals(self, kind, day, user):
        return {
            "activity_type_id": kind.id,
            "date_deadline": day,
            "res_id": self.id,
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "user_id": user.id,
        }

    def _oplus_contact_day(self, asked):
        return fields.Datetime.context_timestamp(self, asked.date).date()

    def _oplus_contact_activity(self, asked, key):
        kind, day = self._oplus_contact_type(asked), self._oplus_contact_day(asked)
        vals = self._oplus_contact_vals(kind, day, self.env.user)
        try:
            with self.env.cr.savepoint():
                activity = self.env["mail.activity"].create(vals)
                if key:
                    # sudo: see the field
                    activity.sudo().oplus_contact_token = key
                    activity.flush_recordset()
                return activity
        except UniqueViolation as error:
            # the same save came twice: Odoo repeats it, and it finds the first one then
            raise ConcurrencyError(str(error)) from error

    def _oplus_contact_done(self, activity, asked):
        """Mark the activity as done, and plan the next step: the chosen one, else what
        the type of the activity triggers.

        :return: the message, and the planned activities
        """
        lines = [] if asked.reached else [self.env._("Nobody was reached.")]
        feedback = "\n".join(filter(None, [*lines, asked.note]))
        chosen = self._oplus_contact_chosen(asked, activity)
        done = activity.with_context(**{CHOSEN: chosen})
        message, planned = done._action_done(feedback=feedback)
        if asked.is_past:
            activity.date_done = self._oplus_contact_day(asked)
        if chosen and not planned:
            planned = self.env["mail.activity"].create(chosen.vals)
        # sudo: what a message says of a contact is written by the system alone
        message.sudo().write(
            {
                "date": asked.date,
                "oplus_is_unreached": not asked.reached,
                "oplus_activity_id": activity.id,
                "oplus_next_activity_id": planned[:1].id,
            }
        )
        return message, planned

    def _oplus_contact_chosen(self, asked, activity):
        if not asked.plans:
            return None
        vals = self._oplus_contact_vals(
            asked.next_type, asked.next_date, asked.next_user
        )
        summary = asked.next_summary or asked.next_type.summary
        return ChosenStep(activity.id, vals | {"summary": summary})
