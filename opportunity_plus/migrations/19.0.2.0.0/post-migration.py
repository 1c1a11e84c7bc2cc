# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The stays become rows of the ledger, as they are; what an opportunity is today and
its last stay does not tell becomes one more row."""

# a stay of an opportunity that was merged into another one belongs to that one
STAYS = """
    INSERT INTO crm_lead_revision (
        lead_number, lead_id, merged_into_id, lead_name, date_from, date_to, is_stay,
        date_out, stage_id, from_stage_id, deleted_stage, outcome, from_outcome,
        user_id, salesperson_id, team_id, company_id, opportunity_type_id,
        expected_revenue, probability, date_deadline, lost_reason_id, reason, changed,
        is_backfilled, is_interaction)
    SELECT CASE WHEN is_own THEN lead.id ELSE 0 END, CASE WHEN is_own THEN lead.id END,
           CASE WHEN NOT is_own THEN lead.id END,
           CASE WHEN is_own THEN lead.name ELSE stay.merged_from END,
           stay.date_in,
           CASE WHEN NOT is_own THEN COALESCE(next_date_in, stay.date_out, stay.date_in)
                WHEN lead.type = 'opportunity' THEN LEAST(next_date_in, stay.date_out)
                ELSE COALESCE(LEAST(next_date_in, stay.date_out), GREATEST(
                    stay.date_in, date_trunc('second', lead.write_date))) END,
           TRUE, stay.date_out, stay.stage_id, stay.from_stage_id, stay.deleted_stage,
           stay.outcome, stay.from_outcome, stay.user_id, stay.salesperson_id,
           stay.team_id, stay.company_id, lead.opportunity_type_id,
           stay.expected_revenue, stay.probability, stay.date_deadline,
           stay.lost_reason_id, stay.reason,
           CASE WHEN stay.from_outcome IS NULL THEN 'created' ELSE concat_ws(',',
                CASE WHEN stay.stage_id IS DISTINCT FROM stay.from_stage_id
                     THEN 'stage_id' END,
                CASE WHEN stay.outcome <> stay.from_outcome THEN 'outcome' END) END,
           stay.is_backfilled, stay.is_interaction
      FROM (SELECT stay.*, merged_from IS NULL AS is_own,
                   lead(date_in) OVER (PARTITION BY lead_id, merged_from ORDER BY id)
                       AS next_date_in
              FROM opportunity_plus_stay stay) stay
      JOIN crm_lead lead ON lead.id = stay.lead_id
  ORDER BY stay.id
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
               past.id, past.stage_id, past.outcome, lead.write_uid, lead.user_id,
               lead.team_id, lead.company_id, lead.opportunity_type_id,
               COALESCE(lead.expected_revenue, 0), COALESCE(lead.probability, 0),
               lead.date_deadline, past.lost_reason_id, past.reason,
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
     RETURNING stay_id, date_from
    )
    UPDATE crm_lead_revision past
       SET date_to = present.date_from
      FROM present
     WHERE past.id = present.stay_id
"""


def migrate(cr, version):
    cr.execute(STAYS)
    cr.execute(PRESENT)
    cr.execute("DROP TABLE opportunity_plus_stay")
    cr.execute("ANALYZE crm_lead_revision")
