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
    SELECT lead_number FROM resumed
"""


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
        ids = [lead_id for (lead_id,) in rows]
        # sudo: what has ended was the system's
        leads = self.sudo()
        leads._oplus_stay_resume(
            {id_: leads._oplus_stay_known(ended[id_]) for id_ in ids if id_ in ended}
        )
        if ids and self._oplus_deadline_is_used():
            self._oplus_deadline_renew(lead_ids=ids)

    def _oplus_stay_known(self, ended):
        """Leave out activities whose stall, user or type is gone."""
        names = ("oplus_stall_id", "user_id", "activity_type_id")
        fields = self.env["mail.activity"]._fields
        # sudo: whoever brings them back may not read the stalls
        kept = [
            vals
            for vals in ended["activities"]
            if all(
                self.env[fields[name].comodel_name].browse(vals.get(name)).exists()
                for name in names
            )
        ]
        return {**ended, "activities": kept}
