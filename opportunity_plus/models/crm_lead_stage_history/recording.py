# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

APPEND = """
    WITH present AS (
        SELECT id, stage_id, user_id, team_id, company_id, expected_revenue,
               probability, date_deadline, lost_reason_id,
               CASE won_status WHEN 'won' THEN 'won' WHEN 'lost' THEN 'lost'
                               ELSE 'open' END AS outcome,
               date_trunc('second', write_date) AS moment,
               COALESCE((%(actors)s::jsonb ->> id::text)::integer,
                        write_uid) AS mover_id
          FROM crm_lead
         WHERE id = ANY(%(lead_ids)s) AND type = 'opportunity'
    ),
    closed AS (
        UPDATE crm_lead_stage_history stay
           SET date_out = GREATEST(stay.date_in, present.moment)
          FROM present
         WHERE stay.lead_id = present.id AND stay.date_out IS NULL
           AND stay.outcome = 'open' AND stay.merged_from IS NULL
           AND (stay.stage_id, stay.outcome)
               IS DISTINCT FROM (present.stage_id, present.outcome)
     RETURNING stay.id
    )
    INSERT INTO crm_lead_stage_history (
        lead_id, stage_id, from_stage_id, outcome, date_in, user_id, salesperson_id,
        team_id, company_id, expected_revenue, probability, date_deadline,
        lost_reason_id, is_interaction
    )
    SELECT present.id, present.stage_id, last.stage_id, present.outcome,
           GREATEST(last.date_in, present.moment), present.mover_id,
           present.user_id, present.team_id, present.company_id,
           present.expected_revenue, present.probability, present.date_deadline,
           CASE present.outcome WHEN 'lost' THEN present.lost_reason_id END,
           last.stage_id <> present.stage_id AND present.id = ANY(%(moved)s)
           AND present.mover_id <> %(superuser)s
      FROM present
 LEFT JOIN LATERAL (
            SELECT stay.stage_id, stay.outcome, stay.date_in
              FROM crm_lead_stage_history stay
             WHERE stay.lead_id = present.id AND stay.merged_from IS NULL
          ORDER BY stay.id DESC
             LIMIT 1
           ) last ON TRUE
     WHERE (last.stage_id, last.outcome)
           IS DISTINCT FROM (present.stage_id, present.outcome)
           -- close first: an opportunity has one running stay at a time
       AND (SELECT count(*) FROM closed) >= 0
"""

ADOPT = """
    UPDATE crm_lead_stage_history stay
       SET lead_id = %(head)s,
           merged_from = COALESCE(stay.merged_from, tail.name),
           date_out = CASE stay.outcome WHEN 'open'
                           THEN COALESCE(stay.date_out, %(now)s) END
      FROM crm_lead tail
     WHERE tail.id = ANY(%(tails)s) AND stay.lead_id = tail.id
"""


class CrmLeadStageHistory(models.Model):
    """Writes the rows. Nobody else may, so these methods use SQL, which also keeps
    the cost of a batch at one statement; only ids enter, the rest is read from the
    opportunities."""

    _inherit = "crm.lead.stage.history"

    def _history_append(self, pending):
        """Record where the touched opportunities are now.

        Closes the running stay of each one that left its stage or outcome, and
        opens a stay for each one whose stage or outcome differs from its last
        stay. Comparing with the last row makes it safe to call at any time.

        :param pending: the opportunities that may have changed, and who did it
        """
        self._history_execute(
            APPEND,
            lead_ids=list(pending.changed | pending.created),
            actors=json.dumps(pending.actors),
            moved=list(pending.moved),
            superuser=SUPERUSER_ID,
        )

    def _history_adopt(self, head, tails):
        """Put the rows of opportunities that are merged away under the survivor.

        :param head: the opportunity that stays
        :param tails: the opportunities that are about to be deleted
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
