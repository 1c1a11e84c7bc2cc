# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..foundation.transaction import remember
from .stay_end import ENDED

LAST = """
    SELECT DISTINCT ON (lead_number) id
      FROM crm_lead_revision
     WHERE lead_number = ANY(%s) AND is_stay AND outcome = 'open'
  ORDER BY lead_number, id DESC
"""
# The running stay takes over the clock, the snoozes and the stalls of the one before.
# Where that one goes on by itself, there is nothing to take over.
RESUMED = """
    WITH resumed AS (
        UPDATE crm_lead_revision stay
           SET date_clock = COALESCE(past.date_clock, past.date_from),
               snooze_count = past.snooze_count
          FROM crm_lead_revision past
         WHERE past.id = ANY(%s) AND stay.lead_number = past.lead_number
           AND stay.id <> past.id AND stay.stage_id IS NOT DISTINCT FROM past.stage_id
           AND stay.is_stay AND stay.outcome = 'open' AND stay.date_out IS NULL
     RETURNING stay.lead_number, stay.id, past.id AS past_id
    ),
    emptied AS (
        UPDATE crm_lead_revision past
           SET snooze_count = 0
          FROM resumed
         WHERE past.id = resumed.past_id AND past.snooze_count > 0
    ),
    stalls AS (
        UPDATE crm_lead_stall stall
           SET stay_id = resumed.id
          FROM resumed
         WHERE stall.stay_id = resumed.past_id
    )
    SELECT lead_number, id, past_id FROM resumed
"""
# memory of the transaction: the row that begins the running stay, and that of the stay
# which goes on with it, by id of the opportunity
RESUMED_NOW = "opportunity_plus.stays_resumed"


class CrmLead(models.Model):
    """A stay that was ended by a slip, such as a closing that is undone, goes on.

    The ledger has a new row for it, whose clock began when the old one did.
    """

    _inherit = "crm.lead"

    @api.model
    def _oplus_stays_ended(self):
        """Return what this transaction has ended, by id of the opportunity."""
        return remember(self.env, ENDED)

    def _oplus_stay_last(self):
        """Return the ids of the ledger's rows of their last open stays."""
        # raw SQL: one row of each, whatever the length of its history
        return [id_ for (id_,) in self.env.execute_query(SQL(LAST, self.ids))]

    def _oplus_stay_go_on(self, past, ended):
        """Let the running stays go on where others have ended.

        :param past: ids of the ledger's rows of the ended stays
        :param ended: what ended with them, see ``_oplus_stays_ended``
        """
        # raw SQL: the ledger is not written by the ORM
        rows = self.env.execute_query(SQL(RESUMED, past))
        self.env["crm.lead.stall"].invalidate_model(flush=False)
        self.env["crm.lead.revision"].invalidate_model(flush=False)
        ids = [lead_id for lead_id, *_stays in rows]
        remember(self.env, RESUMED_NOW).update({id_: stays for id_, *stays in rows})
        # sudo: what has ended was the system's, and whoever brings it back may not read
        # the stalls
        leads = self.sudo()
        leads._oplus_stay_resume(
            leads._oplus_stay_known({id_: ended[id_] for id_ in ids if id_ in ended})
        )
        if ids and self._oplus_deadline_is_used():
            self._oplus_deadline_renew(lead_ids=ids)

    def _oplus_stay_known(self, ended):
        """Return what ended without activities whose stall, user or type is gone."""
        plans = [vals for one in ended.values() for vals in one["activities"]]
        fields, there = self.env["mail.activity"]._fields, {}
        for name in ("oplus_stall_id", "user_id", "activity_type_id"):
            records = self.env[fields[name].comodel_name]
            ids = {vals[name] for vals in plans if vals[name]}
            there[name] = set(records.browse(ids).exists()._ids)
        known = {
            id_: [vals for vals in one["activities"] if _is_known(vals, there)]
            for id_, one in ended.items()
        }
        self._oplus_stay_pass_on([vals for own in known.values() for vals in own])
        return {id_: {**ended[id_], "activities": known[id_]} for id_ in ended}

    def _oplus_stay_pass_on(self, plans):
        """Give activities of users who are archived, or see the opportunity no longer,
        to who is in charge now.

        :param plans: values of activities, which are changed
        """
        ids = {}
        for vals in plans:
            ids.setdefault(vals["user_id"], []).append(vals["res_id"])
        stalls, users = self.env["crm.lead.stall"], self.env["res.users"]
        read = {id_: stalls._stall_readable(users.browse(id_), ids[id_]) for id_ in ids}
        admins = self._oplus_deadline_admins()
        for vals in plans:
            user, lead = users.browse(vals["user_id"]), self.browse(vals["res_id"])
            if not user.active or lead.id not in read[user.id]._ids:
                vals["user_id"] = lead._oplus_deadline_responsible(admins).id


def _is_known(vals, there):
    """Return whether all that an activity is about is still there.

    :param there: ids of what is, by name of the field
    """
    return all(vals[name] in ids for name, ids in there.items())
