# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from typing import NamedTuple

from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

# what the columns of an opportunity mean for its history
OUTCOME = SQL(
    "CASE lead.won_status WHEN 'won' THEN 'won' WHEN 'lost' THEN 'lost' ELSE 'open' END"
)
MOMENT = SQL("date_trunc('second', lead.write_date)")
MOVER = "COALESCE((%s::jsonb ->> lead.id::text)::integer, lead.write_uid)"
REASON = "%s::jsonb ->> lead.id::text"

# each table is entered by the ids and an index, whatever PostgreSQL knows or does not
# know of the number of rows
APPEND = """
    WITH closed AS (
        UPDATE crm_lead_stage_history stay
           SET date_out = GREATEST(stay.date_in, %(moment)s)
          FROM crm_lead lead
         WHERE stay.lead_id = ANY(%(lead_ids)s) AND stay.date_out IS NULL
           AND stay.outcome = 'open' AND stay.merged_from IS NULL
           AND lead.id = stay.lead_id
           AND (stay.stage_id, stay.outcome, 'opportunity')
               IS DISTINCT FROM (lead.stage_id, %(outcome)s, lead.type)
     RETURNING stay.id
    )
    INSERT INTO crm_lead_stage_history (
        lead_id, stage_id, from_stage_id, outcome, from_outcome, date_in, user_id,
        salesperson_id, team_id, company_id, expected_revenue, probability,
        date_deadline, lost_reason_id, reason, is_interaction
    )
    SELECT lead.id, lead.stage_id, last.stage_id, %(outcome)s, last.outcome,
           GREATEST(last.date_in, %(moment)s), %(mover)s, lead.user_id, lead.team_id,
           lead.company_id, lead.expected_revenue, lead.probability,
           lead.date_deadline,
           CASE lead.won_status WHEN 'lost' THEN lead.lost_reason_id END,
           CASE lead.won_status WHEN 'lost' THEN lead.lost_note ELSE %(reason)s END,
           last.date_in IS NOT NULL AND %(mover)s <> %(superuser)s
           AND (last.stage_id IS DISTINCT FROM lead.stage_id
                AND lead.id = ANY(%(moved)s)
                OR last.outcome <> %(outcome)s AND lead.id = ANY(%(decided)s))
      FROM crm_lead lead
 LEFT JOIN LATERAL (
            SELECT stay.stage_id, stay.outcome, stay.date_in, stay.lost_reason_id,
                   stay.reason,
                   stay.outcome = 'open' AND stay.date_out IS NOT NULL AS is_over
              FROM crm_lead_stage_history stay
             WHERE stay.lead_id = lead.id AND stay.merged_from IS NULL
          ORDER BY stay.id DESC
             LIMIT 1
           ) last ON TRUE
     WHERE lead.id = ANY(%(lead_ids)s) AND lead.type = 'opportunity'
       AND (last.is_over OR (last.stage_id, last.outcome)
                            IS DISTINCT FROM (lead.stage_id, %(outcome)s)
            -- a loss that was explained in another way
            OR lead.id = ANY(%(commented)s) AND last.outcome = 'lost'
               AND (last.lost_reason_id, COALESCE(last.reason, ''))
                   IS DISTINCT FROM (lead.lost_reason_id, COALESCE(lead.lost_note, '')))
           -- close first: an opportunity has one running stay at a time
       AND (SELECT count(*) FROM closed) >= 0
 RETURNING lead_id, stage_id, from_stage_id, outcome, from_outcome, user_id, reason
"""

# the opportunities that are merged away may survive, so they keep their own rows
ADOPT = """
    INSERT INTO crm_lead_stage_history (
        lead_id, stage_id, from_stage_id, deleted_stage, outcome, from_outcome,
        date_in, date_out, user_id, salesperson_id, team_id, company_id,
        expected_revenue, probability, date_deadline, lost_reason_id, reason,
        is_backfilled, is_interaction, merged_from
    )
    SELECT %(head)s, stay.stage_id, stay.from_stage_id, stay.deleted_stage,
           stay.outcome, stay.from_outcome, stay.date_in,
           CASE stay.outcome WHEN 'open' THEN
               COALESCE(stay.date_out, GREATEST(stay.date_in, %(now)s)) END,
           stay.user_id, stay.salesperson_id, stay.team_id, stay.company_id,
           stay.expected_revenue, stay.probability, stay.date_deadline,
           stay.lost_reason_id, stay.reason, stay.is_backfilled, stay.is_interaction,
           COALESCE(stay.merged_from, NULLIF(tail.name, ''), tail.id::text)
      FROM crm_lead_stage_history stay
      JOIN crm_lead tail ON tail.id = stay.lead_id
     WHERE tail.id = ANY(%(tails)s)
  ORDER BY stay.id
"""


class Change(NamedTuple):
    """What happened to one opportunity until the end of a transaction."""

    lead_id: int
    stage_id: int | None
    from_stage_id: int | None
    outcome: str
    from_outcome: str | None
    user_id: int | None
    reason: str | None

    @property
    def is_move(self):
        """Whether an opportunity that was there before entered another stage."""
        return bool(
            self.from_outcome and self.stage_id and self.stage_id != self.from_stage_id
        )

    @property
    def is_reopening(self):
        return self.from_outcome in ("won", "lost") and self.outcome != "lost"


class CrmLeadStageHistory(models.Model):
    """Writes the rows. Nobody else may, so these methods use SQL, which also keeps
    the cost of a batch at one statement; only ids enter, the rest is read from the
    opportunities."""

    _inherit = "crm.lead.stage.history"

    def _system_refusal(self):
        return self.env._("The stage history is written by the system alone.")

    def _history_append(self, pending):
        """Record where the touched opportunities are now.

        Closes the running stay of each one that left its stage or outcome, and opens
        a stay for each one whose stage or outcome differs from its last stay, also for
        a loss that was explained in another way. Comparing with the last row makes it
        safe to call at any time.

        :param pending: the opportunities that may have changed, and who did it
        :return: a list of :class:`Change`, one for each row
        """
        self._history_execute(
            APPEND,
            lead_ids=list(pending.changed | pending.created | pending.commented),
            mover=SQL(MOVER, json.dumps(pending.actors | pending.moved)),
            reason=SQL(REASON, json.dumps(pending.reasons)),
            moved=list(pending.moved),
            decided=list(pending.decided),
            commented=list(pending.commented),
            superuser=SUPERUSER_ID,
            outcome=OUTCOME,
            moment=MOMENT,
        )
        return [Change(*row) for row in self.env.cr.fetchall()]

    def _history_adopt(self, head, tails):
        """Copy the rows of opportunities that are merged away to the survivor.

        :param head: the opportunity that stays
        :param tails: the others; they are deleted afterwards as a rule, not always
        """
        now = self.env.cr.now().replace(microsecond=0)
        self._history_execute(ADOPT, head=head.id, tails=tails.ids, now=now)

    def _history_keep_stage_names(self, stages):
        """Note the names of stages that are about to be deleted."""
        for stage in stages:
            self._history_execute(
                "UPDATE crm_lead_stage_history SET deleted_stage = %(name)s"
                " WHERE stage_id = %(id)s",
                name=stage.name,
                id=stage.id,
            )

    def _history_execute(self, statement, **parameters):
        # raw SQL: see the class
        self.env.cr.execute(SQL(statement, **parameters))
        self.invalidate_model(flush=False)
        self.env["crm.lead"].invalidate_model(["stage_history_ids"], flush=False)
