# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The past of opportunities, rebuilt in SQL."""

# a database that was just restored has no statistics to plan with
ANALYZE = "ANALYZE crm_lead, mail_message, mail_tracking_value"
# to compile so many subqueries takes longer than to run them
NO_JIT = "SET LOCAL jit = off"
INDEX = """
    CREATE INDEX ON opportunity_plus_change (lead_id, merged_from, field, moment, id);
    ANALYZE opportunity_plus_change
"""
DROP = """
    DROP TABLE opportunity_plus_change, opportunity_plus_moment,
               opportunity_plus_state, opportunity_plus_row
"""

# when something may have happened: creation (0), tracked changes (1), today (2). A
# lead starts with its conversion; core notes the date of a conversion anew each time
# somebody converts, so the chatter is believed first
MOMENTS = """
    CREATE TEMPORARY TABLE opportunity_plus_moment ON COMMIT DROP AS
    WITH told AS (
        SELECT lead_id,
               max(moment) FILTER (WHERE field = 'type') AS converted,
               max(moment) AS last_change,
               min(moment) FILTER (WHERE field = 'stage_id') AS first_move
          FROM opportunity_plus_change
         WHERE merged_from = ''
      GROUP BY lead_id
    ),
    opportunity AS (
        SELECT lead.id, lead.create_uid, lead.stage_id, lead.date_closed,
               lead.date_last_stage_update, told.last_change,
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
                SELECT FROM crm_lead_revision known WHERE known.lead_number = lead.id)
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
     UNION ALL
    SELECT id, '',
           date_trunc('second', GREATEST(
               start, date_last_stage_update, last_change,
               CASE WHEN outcome <> 'open' THEN date_closed END)),
           2, 2147483647, NULL, COALESCE(stage_id, 0)::text, outcome, NULL
      FROM opportunity
"""

# stage and outcome at each moment
STATES = """
    CREATE TEMPORARY TABLE opportunity_plus_state ON COMMIT DROP AS
    WITH known AS (
        SELECT moment.*,
               NULLIF(COALESCE(
                   moment.stage, %(next_stage)s, %(previous_stage)s,
                   CASE moment.merged_from WHEN '' THEN lead.stage_id::text END
               ), '0') AS stage_then
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

# the moments that changed a fact are the rows
ROWS = """
    CREATE TEMPORARY TABLE opportunity_plus_row ON COMMIT DROP AS
    WITH valued AS (
        SELECT moment.*, COALESCE((%(revenue)s)::numeric, 0) AS expected_revenue,
               NULLIF(%(user)s, '0')::integer AS user_then,
               NULLIF(%(team)s, '0')::integer AS team_then,
               NULLIF(%(lost_reason)s, '0')::integer AS reason_then,
               CASE WHEN changed.fields @> ARRAY['probability']
                    THEN (%(probability)s)::float8 END AS probability,
               CASE WHEN changed.fields @> ARRAY['date_deadline']
                    THEN NULLIF(%(date_deadline)s, '')::date END AS date_deadline
          FROM opportunity_plus_state moment
          JOIN crm_lead lead ON lead.id = moment.lead_id
     LEFT JOIN %(changed)s changed
            ON changed.lead_id = moment.lead_id
           AND changed.merged_from = moment.merged_from
    ),
    compared AS (
        SELECT valued.*, concat_ws(',', %(changes)s) AS changed
          FROM valued
        WINDOW timeline AS (PARTITION BY lead_id, merged_from ORDER BY number)
    )
    SELECT nextval('crm_lead_revision_id_seq') AS id, ordered.*
      FROM (SELECT compared.* FROM compared WHERE number = 1 OR changed <> ''
          ORDER BY lead_id, merged_from, number) ordered
"""
# column at a moment -> the fact
FACTS = {
    "stage_then": "stage_id",
    "outcome": "outcome",
    "expected_revenue": "expected_revenue",
    "probability": "probability",
    "date_deadline": "date_deadline",
    "user_then": "salesperson_id",
    "team_then": "team_id",
}
CHANGE = "CASE WHEN {0} IS DISTINCT FROM lag({0}) OVER timeline THEN '{1}' END"
INSERT = """
    INSERT INTO crm_lead_revision (
        id, lead_number, lead_id, merged_into_id, lead_name, date_from, date_to,
        stage_id, from_stage_id, deleted_stage, outcome, from_outcome, is_stay,
        date_out, stay_id, user_id, salesperson_id, team_id, company_id,
        opportunity_type_id, expected_revenue, probability, date_deadline,
        lost_reason_id, changed, is_backfilled, is_interaction
    )
    WITH compared AS (
        SELECT fact.*, number = 1 OR changed ~ '(stage_id|outcome)' AS is_stay,
               merged_from = '' AS is_own,
               lag(stage_then) OVER timeline AS stage_before,
               lag(outcome) OVER timeline AS outcome_before,
               lead(date_in) OVER timeline AS next_date_in
          FROM opportunity_plus_row fact
        WINDOW timeline AS (PARTITION BY lead_id, merged_from ORDER BY number)
    ),
    stay AS (
        SELECT compared.*,
               max(id) FILTER (WHERE is_stay) OVER (
                   timeline ROWS UNBOUNDED PRECEDING) AS stay,
               min(date_in) FILTER (WHERE is_stay) OVER (
                   timeline ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
                   AS next_stay
          FROM compared
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
    SELECT stay.id, CASE WHEN is_own THEN lead.id ELSE 0 END,
           CASE WHEN is_own THEN lead.id END, CASE WHEN NOT is_own THEN lead.id END,
           CASE WHEN is_own THEN lead.name ELSE merged_from END,
           date_in, CASE WHEN is_own THEN next_date_in
                         ELSE COALESCE(next_date_in, date_in) END,
           stay.stage_id, CASE WHEN is_stay THEN origin.id END, ghost.name, outcome,
           CASE WHEN is_stay THEN outcome_before END, is_stay,
           CASE WHEN NOT is_stay OR outcome <> 'open' THEN NULL
                WHEN is_own THEN next_stay
                ELSE COALESCE(next_stay, next_date_in, date_in) END,
           CASE WHEN NOT is_stay THEN stay END,
           mover.id, salesperson.id, team.id, lead.company_id, lead.opportunity_type_id,
           stay.expected_revenue,
           CASE WHEN is_last THEN COALESCE(lead.probability, 0)
                ELSE stay.probability END,
           CASE WHEN is_last THEN lead.date_deadline ELSE stay.date_deadline END,
           lost_reason.id, CASE WHEN number = 1 THEN 'created' ELSE changed END, TRUE,
           COALESCE(is_stay AND number > 1 AND stay.user_id <> %(superuser)s, FALSE)
      FROM stay
      JOIN crm_lead lead ON lead.id = stay.lead_id
CROSS JOIN LATERAL (SELECT next_date_in IS NULL AND is_own AS is_last) present
 LEFT JOIN crm_stage origin ON origin.id = stay.stage_before::integer
 LEFT JOIN ghost ON ghost.id = stay.stage_then::integer AND stay.stage_id IS NULL
 LEFT JOIN res_users mover ON mover.id = stay.user_id
 LEFT JOIN res_users salesperson ON salesperson.id = user_then
 LEFT JOIN crm_team team ON team.id = team_then
 LEFT JOIN crm_lost_reason lost_reason
        ON lost_reason.id = CASE outcome WHEN 'lost' THEN reason_then END
  ORDER BY stay.id
"""
