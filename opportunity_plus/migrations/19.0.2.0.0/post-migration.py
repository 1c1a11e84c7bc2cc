# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The stays become rows of the ledger, as they are. What the chatter tells of the time
between them becomes rows as well, and what an opportunity is today and neither tells
becomes one more row."""

from odoo import SUPERUSER_ID, api

# fact of the ledger -> tracked field, its column in a stay, its type, how it is empty
TRACKED = {
    "expected_revenue": ("expected_revenue", "expected_revenue", "numeric", ""),
    "probability": ("probability", "probability", "float8", ""),
    "date_deadline": ("date_deadline", "date_deadline", "date", ""),
    "salesperson_id": ("user_id", "salesperson_id", "integer", "0"),
    "team_id": ("team_id", "team_id", "integer", "0"),
}
# a fact within a stay: what the last change since its beginning says, or else the stay
FACT = """
    NULLIF(COALESCE((
        SELECT change.new_value
          FROM opportunity_plus_change change
         WHERE NOT is_stay AND change.lead_id = stay.lead_id
           AND change.merged_from = '' AND change.field = '{field}'
           AND change.moment > stay.date_in
           AND (change.moment, change.id) <= (date_from, change_id)
      ORDER BY change.moment DESC, change.id DESC
         LIMIT 1), stay.{column}::text), '{empty}')::{kind} AS {fact}
"""
FACTS = ",".join(
    FACT.format(fact=fact, field=field, column=column, kind=kind, empty=empty)
    for fact, (field, column, kind, empty) in TRACKED.items()
)
# the stays, and the moments within the own ones at which something else was changed
STEPS = f"""
    CREATE TEMPORARY TABLE opportunity_plus_step ON COMMIT DROP AS
    WITH stay AS (
        SELECT stay.*, merged_from IS NULL AS is_own,
               lead(date_in) OVER (PARTITION BY lead_id, merged_from ORDER BY id)
                   AS next_date_in,
               lag(date_out) OVER (PARTITION BY lead_id, merged_from ORDER BY id)
                   AS past_date_out
          FROM opportunity_plus_stay stay
    ),
    step AS (
        SELECT id AS stay, TRUE AS is_stay, date_in AS date_from, 0 AS change_id,
               user_id AS who
          FROM stay
         UNION ALL
        SELECT stay.id, FALSE, change.moment, max(change.id), min(change.user_id)
          FROM stay
          JOIN opportunity_plus_change change
            ON change.lead_id = stay.lead_id AND change.merged_from = ''
           AND change.moment > stay.date_in
           AND change.moment < COALESCE(
                   LEAST(stay.next_date_in, stay.date_out), 'infinity')
         WHERE is_own
           AND change.field = ANY(ARRAY{[field for field, *_rest in TRACKED.values()]})
      GROUP BY stay.id, change.moment, change.message_id
    )
    SELECT nextval('crm_lead_revision_id_seq') AS id, ordered.*
      FROM (SELECT stay.lead_id, stay.merged_from, stay.id AS stay, is_stay, date_from,
                   change_id, who, past_date_out, {FACTS}
              FROM step
              JOIN stay ON stay.id = step.stay
          ORDER BY stay.lead_id, merged_from, stay.id, NOT is_stay, date_from,
                   change_id) ordered
"""
# what differs from the step before; a company is known of stays alone
CHANGED = ",".join(
    f"CASE WHEN step.{fact} IS DISTINCT FROM lag(step.{fact}) OVER timeline"
    f" THEN '{fact}' END"
    for fact in TRACKED
)
# a stay of an opportunity that was merged into another one belongs to that one. A stay
# without another stage or outcome is a loss that was explained anew, or else that of
# an opportunity which was a lead for some time
ROWS = f"""
    INSERT INTO crm_lead_revision (
        id, lead_number, lead_id, merged_into_id, lead_name, date_from, date_to,
        is_stay, stay_id, date_out, stage_id, from_stage_id, deleted_stage, outcome,
        from_outcome, user_id, salesperson_id, team_id, company_id,
        opportunity_type_id, expected_revenue, probability, date_deadline,
        lost_reason_id, reason, changed, is_backfilled, is_interaction)
    WITH compared AS (
        SELECT step.*, stay.company_id,
               lag(stay.company_id) OVER timeline AS past_company,
               max(step.id) FILTER (WHERE is_stay) OVER (
                   timeline ROWS UNBOUNDED PRECEDING) AS stay_id,
               concat_ws(',', {CHANGED}) AS others
          FROM opportunity_plus_step step
          JOIN opportunity_plus_stay stay ON stay.id = step.stay
        WINDOW timeline AS (
            PARTITION BY step.lead_id, step.merged_from ORDER BY step.id)
    ),
    told AS (
        SELECT *, lead(date_from) OVER (
                   PARTITION BY lead_id, merged_from ORDER BY id) AS next_from
          FROM compared
         WHERE is_stay OR others <> ''
    )
    SELECT told.id, CASE WHEN is_own THEN lead.id ELSE 0 END,
           CASE WHEN is_own THEN lead.id END, CASE WHEN NOT is_own THEN lead.id END,
           CASE WHEN is_own THEN lead.name ELSE stay.merged_from END, told.date_from,
           CASE WHEN NOT is_own THEN COALESCE(next_from, stay.date_out, told.date_from)
                WHEN lead.type = 'opportunity' THEN LEAST(next_from, stay.date_out)
                ELSE COALESCE(LEAST(next_from, stay.date_out), GREATEST(
                    told.date_from, date_trunc('second', lead.write_date))) END,
           is_stay, CASE WHEN NOT is_stay THEN told.stay_id END,
           CASE WHEN is_stay THEN stay.date_out END, stay.stage_id,
           CASE WHEN is_stay THEN stay.from_stage_id END, stay.deleted_stage,
           stay.outcome, CASE WHEN is_stay THEN stay.from_outcome END, mover.id,
           salesperson.id, team.id, stay.company_id, lead.opportunity_type_id,
           told.expected_revenue, told.probability, told.date_deadline,
           CASE WHEN is_stay OR stay.outcome = 'lost' THEN stay.lost_reason_id END,
           CASE WHEN is_stay OR stay.outcome = 'lost' THEN stay.reason END,
           CASE WHEN NOT is_stay THEN others
                WHEN stay.from_outcome IS NULL OR past_date_out < told.date_from
                     OR (moved = '' AND stay.outcome <> 'lost') THEN 'created'
                ELSE concat_ws(',', NULLIF(moved, ''), NULLIF(others, ''), CASE
                     WHEN stay.company_id IS DISTINCT FROM past_company
                     THEN 'company_id' END, CASE moved WHEN '' THEN 'reason' END) END,
           stay.is_backfilled OR NOT is_stay, stay.is_interaction AND is_stay
      FROM told
      JOIN opportunity_plus_stay stay ON stay.id = told.stay
      JOIN crm_lead lead ON lead.id = stay.lead_id
CROSS JOIN LATERAL (SELECT stay.merged_from IS NULL AS is_own) whose
CROSS JOIN LATERAL (SELECT concat_ws(',',
           CASE WHEN stay.stage_id IS DISTINCT FROM stay.from_stage_id
                THEN 'stage_id' END,
           CASE WHEN stay.outcome <> stay.from_outcome
                THEN 'outcome' END) AS moved) moves
 LEFT JOIN res_users mover ON mover.id = told.who
 LEFT JOIN res_users salesperson ON salesperson.id = told.salesperson_id
 LEFT JOIN crm_team team ON team.id = told.team_id
  ORDER BY told.id
"""
PRESENT = """
    WITH present AS (
        INSERT INTO crm_lead_revision (
            lead_number, lead_id, lead_name, date_from, is_stay, stay_id, stage_id,
            outcome, user_id, salesperson_id, team_id, company_id, opportunity_type_id,
            expected_revenue, probability, date_deadline, lost_reason_id, reason,
            changed, is_backfilled, is_interaction)
        SELECT lead.id, lead.id, lead.name,
               GREATEST(past.date_from, date_trunc('second', lead.write_date)), FALSE,
               CASE WHEN past.is_stay THEN past.id ELSE past.stay_id END,
               past.stage_id, past.outcome, lead.write_uid, lead.user_id,
               lead.team_id, lead.company_id, lead.opportunity_type_id,
               COALESCE(lead.expected_revenue, 0), COALESCE(lead.probability, 0),
               lead.date_deadline, past.lost_reason_id,
               CASE past.outcome WHEN 'lost' THEN past.reason END,
               difference.changed, TRUE, FALSE
          FROM crm_lead_revision past
          JOIN crm_lead lead ON lead.id = past.lead_id
    CROSS JOIN LATERAL (SELECT concat_ws(',',
               CASE WHEN COALESCE(lead.expected_revenue, 0)
                         <> COALESCE(past.expected_revenue, 0)
                    THEN 'expected_revenue' END,
               CASE WHEN COALESCE(lead.probability, 0) <> COALESCE(past.probability, 0)
                    THEN 'probability' END,
               CASE WHEN lead.date_deadline IS DISTINCT FROM past.date_deadline
                    THEN 'date_deadline' END,
               CASE WHEN lead.user_id IS DISTINCT FROM past.salesperson_id
                    THEN 'salesperson_id' END,
               CASE WHEN lead.team_id IS DISTINCT FROM past.team_id
                    THEN 'team_id' END,
               CASE WHEN lead.company_id IS DISTINCT FROM past.company_id
                    THEN 'company_id' END) AS changed) difference
         WHERE past.date_to IS NULL AND lead.type = 'opportunity'
           AND difference.changed <> ''
     RETURNING lead_number, date_from
    )
    UPDATE crm_lead_revision past
       SET date_to = present.date_from
      FROM present
     WHERE past.lead_number = present.lead_number AND past.date_to IS NULL
"""
INDEX = """
    CREATE INDEX ON opportunity_plus_change (lead_id, field, moment, id);
    ANALYZE opportunity_plus_change
"""
DROP = """
    DROP TABLE opportunity_plus_stay, opportunity_plus_change, opportunity_plus_step
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    changes = env["crm.lead.revision"]._chatter_changes()
    for statement in (changes, INDEX, STEPS, ROWS, PRESENT, DROP):
        cr.execute(statement)
