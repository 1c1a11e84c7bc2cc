# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.transaction import remember
from ..recording.revision_values import SLIP
from .deadline_statements import RUNNING
from .stay_resumed import RESUMED_NOW

# Running stays in a stage that the opportunity had left less than a minute before, and
# was open ever since. What ended with the stay there was kept with the one after it.
RETURNED = (
    """
    SELECT stay.lead_number, past.id, since.ended
      FROM crm_lead_revision stay
CROSS JOIN LATERAL (
           SELECT id, outcome, date_out
             FROM crm_lead_revision
            WHERE lead_number = stay.lead_number AND id < stay.id
              AND is_stay AND stage_id = stay.stage_id
         ORDER BY id DESC
            LIMIT 1
           ) past
CROSS JOIN LATERAL (
           SELECT bool_and(outcome = 'open') AS is_open,
                  (array_agg(ended_before ORDER BY id))[1] AS ended
             FROM crm_lead_revision
            WHERE lead_number = stay.lead_number AND is_stay
              AND id > past.id AND id < stay.id
           ) since
     WHERE stay.lead_number = ANY(%(leads)s) AND stay.date_clock IS NULL
       AND past.outcome = 'open' AND since.is_open
       AND stay.date_from - past.date_out < %(slip)s AND """
    + RUNNING
)
# The stay that went on too early gives back what it took over.
GIVEN_BACK = """
    WITH moved AS (
        SELECT stay.id, stay.lead_number, stay.snooze_count, resumed.past_id
          FROM unnest(%s::integer[], %s::integer[]) resumed (stay_id, past_id)
          JOIN crm_lead_revision stay ON stay.id = resumed.stay_id
          JOIN crm_lead lead ON lead.id = stay.lead_number
         WHERE stay.date_clock IS NOT NULL  -- else a savepoint was rolled back
           AND (lead.stage_id IS DISTINCT FROM stay.stage_id
                OR lead.won_status IS DISTINCT FROM 'pending')
    ),
    past AS (
        UPDATE crm_lead_revision past
           SET snooze_count = moved.snooze_count
          FROM moved
         WHERE past.id = moved.past_id
    ),
    stay AS (
        UPDATE crm_lead_revision stay
           SET snooze_count = 0, date_clock = NULL
          FROM moved
         WHERE stay.id = moved.id
    ),
    stalls AS (
        UPDATE crm_lead_stall stall
           SET stay_id = moved.past_id
          FROM moved
         WHERE stall.stay_id = moved.id
    )
    SELECT lead_number FROM moved
"""


class CrmLead(models.Model):
    """A slip of the mouse ends nothing: an opportunity that is back within a minute in
    the stage that it had left has not left it, as far as clock, snooze and plan are
    concerned. The ledger keeps the rows of what happened.
    """

    _inherit = "crm.lead"

    def _oplus_slip_follow(self, changes):
        """Let the stays go on of opportunities that are back after a slip.

        :param changes: what the ledger has recorded
        """
        ids = [change.lead_id for change in changes if change.may_return]
        if not ids:
            return
        # raw SQL: the rows of any number of opportunities in one statement
        rows = self.env.execute_query(SQL(RETURNED, leads=ids, slip=SLIP))
        if rows:
            ended = {lead_id: one for lead_id, _past, one in rows if one}
            self._oplus_stay_go_on([past for _lead, past, _ended in rows], ended)

    def _oplus_slip_take_back(self, lead_ids):
        """End what went on too early: a savepoint has recorded a return, and the same
        transaction has moved the opportunity again.

        :param lead_ids: of those that it has touched since
        """
        memory, stalls = remember(self.env, RESUMED_NOW), self.env["crm.lead.stall"]
        resumed = [memory[id_] for id_ in memory.keys() & lead_ids]
        if not resumed:
            return
        stays, pasts = map(list, zip(*resumed, strict=True))
        # raw SQL: the ledger is not written by the ORM
        rows = self.env.execute_query(SQL(GIVEN_BACK, stays, pasts))
        stalls.invalidate_model(flush=False)
        if leads := self.browse(lead_id for (lead_id,) in rows):
            leads.write({"snooze_until": False, "snooze_reason": False})
            stalls._stall_cancel(leads)
