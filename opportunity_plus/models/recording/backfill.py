# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

from .backfill_chatter import CHANGED

# a database that was just restored has no statistics to plan with
ANALYZE = "ANALYZE crm_lead, mail_message, mail_tracking_value"
INDEX = """
    CREATE INDEX ON opportunity_plus_change (lead_id, merged_from, field, moment, id);
    ANALYZE opportunity_plus_change
"""
DROP = """
    DROP TABLE opportunity_plus_change, opportunity_plus_moment, opportunity_plus_state
"""

# when something may have happened: creation (0), tracked changes (1), today (2). A
# lead starts with its conversion; core notes the date of a conversion anew each time
# somebody converts, so the chatter is believed first
MOMENTS = """
    CREATE TEMPORARY TABLE opportunity_plus_moment ON COMMIT DROP AS
    WITH told AS (
        SELECT lead_id,
               max(moment) FILTER (WHERE field = 'type') AS converted,
               min(moment) FILTER (WHERE field = 'stage_id') AS first_move
          FROM opportunity_plus_change
         WHERE merged_from = ''
      GROUP BY lead_id
    ),
    opportunity AS (
        SELECT lead.*,
               date_trunc('second', COALESCE(
                   told.converted,
                   CASE WHEN told.first_move < lead.date_conversion
                        THEN LEAST(lead.create_date, told.first_move) END,
                   GREATEST(lead.create_date, lead.date_conversion),
                   told.first_move, lead.date_last_stage_update, lead.write_date,
                   now() AT TIME ZONE 'UTC')) AS start,
               CASE lead.won_status WHEN 'won' THEN 'won' WHEN 'lost' THEN 'lost'
                                    ELSE 'open' END AS outcome
          FROM crm_lead lead
     LEFT JOIN told ON told.lead_id = lead.id
         WHERE lead.type = 'opportunity'
           AND NOT EXISTS (
                SELECT FROM crm_lead_stage_history stay
                 WHERE stay.lead_id = lead.id AND stay.merged_from IS NULL)
    )
    SELECT id AS lead_id, '' AS merged_from, start AS moment, 0 AS step,
           0 AS change_id, create_uid AS user_id, NULL AS stage, NULL AS outcome,
           NULL AS archived
      FROM opportunity
     UNION ALL
    SELECT change.lead_id, change.merged_from, min(change.moment), 1, max(change.id),
           min(change.user_id),
           max(new_value) FILTER (WHERE field = 'stage_id'),
           max(new_value) FILTER (WHERE field = 'won_status'),
           max(new_value) FILTER (WHERE field = 'active')
      FROM opportunity_plus_change change
      JOIN opportunity ON opportunity.id = change.lead_id
     WHERE change.merged_from <> '' OR change.moment >= opportunity.start
  GROUP BY change.lead_id, change.merged_from, change.message_id
    HAVING bool_or(field IN ('stage_id', 'won_status', 'active'))
     UNION ALL
    SELECT id, '',
           date_trunc('second', GREATEST(
               start, date_last_stage_update,
               CASE WHEN outcome <> 'open' THEN date_closed END)),
           2, 2147483647, NULL, stage_id::text, outcome, NULL
      FROM opportunity
"""

# stage and outcome at each moment
STATES = """
    CREATE TEMPORARY TABLE opportunity_plus_state ON COMMIT DROP AS
    WITH known AS (
        SELECT moment.*,
               COALESCE(moment.stage, %(next_stage)s, %(previous_stage)s,
                        CASE moment.merged_from WHEN '' THEN lead.stage_id::text END
               ) AS stage_then
          FROM opportunity_plus_moment moment
          JOIN crm_lead lead ON lead.id = moment.lead_id
    )
    SELECT moment.lead_id, moment.merged_from, moment.moment, moment.change_id,
           moment.user_id, stage_then, stage.id AS stage_id,
           COALESCE(moment.outcome, CASE WHEN stage.is_won THEN 'won' END,
                    moment.archived, %(next_outcome)s, %(previous_outcome)s, 'open'
           ) AS outcome,
           max(moment.moment) OVER (timeline ROWS UNBOUNDED PRECEDING) AS date_in,
           row_number() OVER timeline AS number
      FROM known moment
 LEFT JOIN crm_stage stage ON stage.id = stage_then::integer
    WINDOW timeline AS (
        PARTITION BY moment.lead_id, moment.merged_from
        ORDER BY moment.step = 2, moment.moment, moment.step, moment.change_id)
"""

# the moments that changed something are the stays
STAYS = """
    INSERT INTO crm_lead_stage_history (
        lead_id, stage_id, from_stage_id, deleted_stage, outcome, from_outcome,
        date_in, date_out, user_id, salesperson_id, team_id, company_id,
        expected_revenue, probability, date_deadline, lost_reason_id, is_backfilled,
        is_interaction, merged_from
    )
    WITH compared AS (
        SELECT state.*,
               lag(stage_then) OVER timeline AS stage_before,
               lag(outcome) OVER timeline AS outcome_before
          FROM opportunity_plus_state state
        WINDOW timeline AS (PARTITION BY lead_id, merged_from ORDER BY number)
    ),
    stay AS (
        SELECT compared.*, lead(date_in) OVER timeline AS next_date_in
          FROM compared
         WHERE number = 1
            OR (stage_then, outcome) IS DISTINCT FROM (stage_before, outcome_before)
        WINDOW timeline AS (PARTITION BY lead_id, merged_from ORDER BY number)
    ),
    ghost AS (
        SELECT deleted.id, max(deleted.name) AS name
          FROM mail_tracking_value value
          JOIN ir_model_fields field ON field.id = value.field_id
    CROSS JOIN LATERAL (VALUES (value.old_value_integer, value.old_value_char),
                               (value.new_value_integer, value.new_value_char)
               ) deleted(id, name)
         WHERE field.model = 'crm.lead' AND field.name = 'stage_id'
           AND deleted.id <> 0
           AND NOT EXISTS (SELECT FROM crm_stage WHERE crm_stage.id = deleted.id)
      GROUP BY deleted.id
    )
    SELECT moment.lead_id, moment.stage_id, origin.id, ghost.name, outcome,
           outcome_before, date_in, CASE WHEN moment.outcome <> 'open' THEN NULL
                WHEN moment.merged_from = '' THEN moment.next_date_in
                ELSE COALESCE(moment.next_date_in, moment.date_in) END,
           mover.id, salesperson.id, team.id, lead.company_id, (%(revenue)s)::numeric,
           CASE WHEN is_last THEN lead.probability END,
           CASE WHEN is_last THEN lead.date_deadline END,
           lost_reason.id, TRUE,
           COALESCE(moment.number > 1 AND moment.user_id <> %(superuser)s, FALSE),
           NULLIF(moment.merged_from, '')
      FROM stay moment
      JOIN crm_lead lead ON lead.id = moment.lead_id
 LEFT JOIN %(changed)s changed
        ON changed.lead_id = moment.lead_id
       AND changed.merged_from = moment.merged_from
CROSS JOIN LATERAL (
        SELECT moment.next_date_in IS NULL AND moment.merged_from = '' AS is_last
           ) present
 LEFT JOIN crm_stage origin ON origin.id = moment.stage_before::integer
 LEFT JOIN ghost ON ghost.id = moment.stage_then::integer AND moment.stage_id IS NULL
 LEFT JOIN res_users mover ON mover.id = moment.user_id
 LEFT JOIN res_users salesperson ON salesperson.id = (%(user)s)::integer
 LEFT JOIN crm_team team ON team.id = (%(team)s)::integer
 LEFT JOIN crm_lost_reason lost_reason
        ON lost_reason.id = CASE moment.outcome
                            WHEN 'lost' THEN (%(lost_reason)s)::integer END
  ORDER BY moment.lead_id, moment.merged_from, moment.number
"""


class CrmLeadStageHistory(models.Model):
    """Rebuilds the past of opportunities from the tracking values of the chatter.

    HOW: a tracking value tells the old value, the new one and the moment. So the
    value of a field at any moment is the old value of the next change, or today's
    value where none followed. The moments of interest are the creation (of a
    converted lead: the conversion), each tracked change of stage or outcome, and
    the present, in case tracking was switched off for the last change. Moments
    that changed neither stage nor outcome are dropped.

    MERGED: core moves the messages of merged opportunities to the surviving one
    and gives them a subject; their moves become rows with ``merged_from``.

    COST: a few statements over temporary tables, which PostgreSQL sorts and spills
    to disk; no row passes through the memory of the server process.
    """

    _inherit = "crm.lead.stage.history"

    def _history_backfill(self):
        """Rebuild the history of all opportunities that have none of their own.

        Safe to run again: what was rebuilt or recorded before is left alone.
        """
        self.env.flush_all()
        for statement in (
            SQL(ANALYZE),
            self._chatter_changes(),
            SQL(INDEX),
            SQL(MOMENTS),
            self._backfill_states(),
            self._backfill_stays(),
            SQL(DROP),
            SQL("ANALYZE crm_lead_stage_history"),
        ):
            # raw SQL: a million values are no matter for the ORM
            self.env.cr.execute(statement)
        self.env.invalidate_all(flush=False)

    def _backfill_states(self):
        return SQL(
            STATES,
            next_stage=self._chatter_neighbour("stage_id", after=True),
            previous_stage=self._chatter_neighbour("stage_id", after=False),
            next_outcome=self._chatter_neighbour("won_status", after=True),
            previous_outcome=self._chatter_neighbour("won_status", after=False),
        )

    def _backfill_stays(self):
        return SQL(
            STAYS,
            superuser=SUPERUSER_ID,
            changed=SQL(CHANGED),
            revenue=self._chatter_value("expected_revenue"),
            user=self._chatter_value("user_id"),
            team=self._chatter_value("team_id"),
            lost_reason=self._chatter_value("lost_reason_id"),
        )
