# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..foundation.actions import reloading, telling
from ..foundation.naming import some_names
from ..recording.closed import CLOSED, UNDO_WITHIN
from .closing_memory import FINGERPRINT

# what is written back: first the levers, then what Odoo derives from them
LEFT = ("stage_id", "active", "probability", "automated_probability")
EXPLAINED = ("date_closed", "lost_reason_id", "lost_note")
BEFORE = LEFT + EXPLAINED

# what people do with an opportunity besides changing it: they write, do what was
# planned, and tick points
HAPPENED = """
    SELECT message.create_date AS date
      FROM mail_message message
     WHERE message.model = 'crm.lead' AND message.res_id = lead.id
       AND (message.mail_activity_type_id IS NOT NULL OR message.message_type NOT IN
           ('auto_comment', 'notification', 'user_notification'))
     UNION ALL
    SELECT tick.date FROM crm_lead_tick tick WHERE tick.lead_id = lead.id
"""
# the last closing of each opportunity, and whether the opportunity is still as it was
# left then: its last row in the ledger is that closing, nothing has been written since
# that changed it, and nothing else has happened to it
FOUND = f"""
    SELECT closing.lead_id, closing.user_id, closing.date, closing.before,
           (lead.write_date <= closing.date OR closing.fingerprint = {FINGERPRINT})
           AND NOT EXISTS (SELECT FROM ({HAPPENED}) since WHERE date > closing.date)
           AND past.outcome = closing.outcome AND past.user_id = closing.user_id
           AND past.date_from >= date_trunc('second', closing.date)
           AND 'outcome' = ANY(string_to_array(past.changed, ',')) AS is_untouched,
           -- the stage that it came from, if it had one, is still in use
           stage.active OR closing.before->>'stage_id' IS NULL AS is_stage_on
      FROM crm_lead_closing closing
      JOIN crm_lead lead ON lead.id = closing.lead_id
 LEFT JOIN crm_stage stage ON stage.id = (closing.before->>'stage_id')::integer
      JOIN LATERAL (
               SELECT * FROM crm_lead_revision
                WHERE lead_number = lead.id
             ORDER BY id DESC
                LIMIT 1
           ) past ON TRUE
     WHERE closing.lead_id = ANY(%s)
"""


def _kept(found, name):
    """Return what a closing has kept under a name, by id of the opportunity."""
    kept = {id_: closing["before"].get(name) for id_, closing in found.items()}
    return {id_: value for id_, value in kept.items() if value}


class CrmLead(models.Model):
    """Take a closing back that was a slip of the hand.

    Whoever has closed an opportunity may undo that once, within a minute, as long as
    nothing else has happened to it. This is the one way past the lock on closed
    opportunities. Stage, probability, reason, note, closed date and whether it was
    archived are then as before. The ledger and the chatter tell of both.
    """

    _inherit = "crm.lead"

    def oplus_action_undo_closing(self):
        """Undo the closings that may be undone.

        :return: an action that says what was undone, and what was not and why
        :raise UserError: nothing can be undone; says why for each opportunity
        """
        self._oplus_record_changes_now()
        refusals = self._oplus_undo_refusals()
        undone = self - self.browse(refusals)
        complaint = self._oplus_undo_complaint(refusals) if refusals else ""
        if not undone:
            raise UserError(complaint or self.env._("There is nothing to undo."))
        undone._oplus_undo_apply()
        message = self.env._("Open again: %(names)s", names=some_names(undone))
        following = reloading()
        if not complaint:
            return telling(message, following)
        return telling(f"{message}\n{complaint}", following, "warning", sticky=True)

    def _oplus_undo_found(self):
        """Return the last closing of each opportunity, a dict, by id."""
        # raw SQL: moments to the microsecond, compared with the ledger's last row
        rows = self.env.execute_query_dict(SQL(FOUND, self.ids))
        return {row["lead_id"]: row for row in rows}

    def _oplus_undo_allowed(self):
        """Return the ids of those whose closing the user may undo."""
        return (self - self.browse(self._oplus_undo_refusals()))._ids

    def _oplus_undo_refusals(self):
        """Return why opportunities stay closed, by id; the others may be undone."""
        found = self._oplus_undo_found()
        writable = set(self.exists()._filtered_access("write")._ids)
        refusals = {}
        for lead in self:
            reason = self.env._("You may not change it.")
            if lead.id in writable:
                reason = lead._oplus_undo_refusal(found.get(lead.id))
            if reason:
                refusals[lead.id] = reason
        rest = self - self.browse(refusals)
        return refusals | rest._oplus_undo_refusals_of_documents(found)

    def _oplus_undo_refusal(self, closing):
        """Return why a closing cannot be undone, or nothing."""
        if self.won_status not in CLOSED:
            return self.env._("It is open already.")
        if not closing or closing["user_id"] != self.env.uid:
            return self.env._("Only whoever closed it may undo that.")
        if not closing["before"]:
            return self.env._("The system closed it, or it was not open before.")
        if self.env.cr.now() - closing["date"] > UNDO_WITHIN:
            return self.env._("It was closed more than a minute ago.")
        if not closing["is_untouched"]:
            return self.env._("It has been changed since.")
        if not closing["is_stage_on"]:
            return self.env._("The stage that it came from is off.")
        return ""

    def _oplus_undo_refusals_of_documents(self, found):
        """Refuse those with an order or invoice that was made or changed since."""
        refusal = self.env._("An order or invoice was made or changed since.")
        return {
            lead.id: refusal
            for lead, date in self._oplus_undo_documents(found)
            if date > found[lead.id]["date"]
        }

    def _oplus_undo_documents(self, found):
        """Yield opportunities with the moments when their documents changed."""
        since = min((found[lead.id]["date"] for lead in self), default=None)
        kinds = {"sale.order": "opportunity_id", "account.move": "opportunity_ids"}
        for model, name in kinds.items() if self else ():
            domain = [(name, "in", self.ids), ("write_date", ">", since)]
            # sudo: documents that the user may not open speak against it as well
            for document in self.env[model].sudo().search(domain):
                for lead in document[name] & self:
                    yield lead, document.write_date

    def _oplus_undo_complaint(self, refusals):
        """Return the refusals in words, without names that the user may not read."""
        groups = defaultdict(list)
        for lead_id, reason in refusals.items():
            groups[reason].append(lead_id)
        readable = self.exists()._filtered_access("read")
        lines = [self.env._("Not undone:")]
        for reason, ids in groups.items():
            leads = self.browse(ids) & readable
            hidden = self.env._("%(count)s not available", count=len(ids))
            lines.append(f"{some_names(leads) or hidden}: {reason}")
        return "\n".join(lines)

    def _oplus_undo_apply(self):
        reason, groups = self.env._("The closing was undone."), {}
        found, stays = self._oplus_undo_found(), self._oplus_stay_last()
        self._oplus_undo_start(found)
        for lead_id, closing in found.items():
            key = json.dumps([closing["before"][name] for name in BEFORE])
            groups.setdefault(key, []).append(lead_id)
        # the lock is for everybody else. Who, when and what happened since were
        # checked; nothing but the values from before the closing is written
        for key, ids in groups.items():
            before = dict(zip(BEFORE, json.loads(key), strict=True))
            self.browse(ids)._oplus_unlocked()._oplus_undo_write(before, reason)
        self._oplus_record_changes_now()
        self._oplus_stay_go_on(stays, _kept(found, "ended"))
        self.env["crm.lead.reminder"]._reminder_resume(_kept(found, "reminder"))
        # what was undone cannot be undone twice
        closings = self.env["crm.lead.closing"]
        closings._system_search([("lead_id", "in", self.ids)])._system_unlink()

    def _oplus_undo_write(self, before, reason):
        """Bring opportunities back to how they stood before."""
        vals = {name: before[name] for name in LEFT}
        self.write(vals | {"stage_change_reason": reason})
        # Odoo derives the date from the rate, and what is reopened loses its reason
        self._oplus_record_changes_now()
        vals = {name: before[name] for name in EXPLAINED}
        self.with_context(mail_notrack=True).write(vals)
