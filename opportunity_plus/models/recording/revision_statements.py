# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the ledger records, and how, in SQL."""

# facts that a person named, as bits of ``named``
STAGE, OUTCOME, PROBABILITY = 1, 2, 4
# from how many points on an automatic change of the probability alone is recorded
POINTS = 5
# the facts, as columns of the ledger, and what they are of a stored opportunity
FACTS = {
    "stage_id": "lead.stage_id",
    "outcome": "CASE WHEN lead.won_status IN ('won', 'lost') THEN lead.won_status"
    " ELSE 'open' END",
    "expected_revenue": "COALESCE(lead.expected_revenue, 0)",
    "probability": "COALESCE(lead.probability, 0)",
    "date_deadline": "lead.date_deadline",
    "salesperson_id": "lead.user_id",
    "team_id": "lead.team_id",
    "company_id": "lead.company_id",
}
# what rows of earlier versions, or rebuilt ones, may not know
PAST = {
    name: f"COALESCE(past.{name}, 0)" for name in ("expected_revenue", "probability")
}
# what a deleted or merged opportunity was last
LAST = {name: f"past.{name}" for name in FACTS} | {
    "outcome": "CASE WHEN touched.survivor_id IS NULL THEN 'deleted' ELSE 'merged' END"
}

# Each touched opportunity as it is, with its last row from before this transaction
# (past) and the row that this transaction wrote already (mine). The tables are entered
# by ids and an index, whatever PostgreSQL knows of the number of rows.
FOUND = """
    WITH found AS MATERIALIZED (
        SELECT touched.number, touched.survivor_id,
               touched.is_commented OR COALESCE(
                   mine.changed ~ '(^|,)reason(,|$)', FALSE) AS is_commented,
               lead.id IS NOT NULL AS is_there,
               lead.type IS NOT DISTINCT FROM 'opportunity' AS is_here,
               GREATEST(past.date_from, date_trunc('second', %(now)s::timestamp))
                   AS moment,
               past.id AS past_id,
               CASE WHEN past.is_stay THEN past.id ELSE past.stay_id END
                   AS past_stay_id,
               COALESCE(past.date_to IS NOT NULL
                        AND (mine.id IS NULL OR mine.changed = 'created')
                        OR past.outcome IN ('deleted', 'merged'), TRUE) AS is_over,
               %(past)s,
               past.lost_reason_id AS past_lost_reason_id, past.reason AS past_reason,
               mine.id AS mine_id, mine.stage_id AS mine_stage_id,
               mine.outcome AS mine_outcome,
               %(present)s,
               COALESCE(lead.name, touched.name, past.lead_name) AS lead_name,
               CASE WHEN lead.id IS NULL THEN past.opportunity_type_id
                    ELSE lead.opportunity_type_id END AS opportunity_type_id,
               CASE lead.won_status WHEN 'lost' THEN lead.lost_reason_id END
                   AS lost_reason_id,
               CASE lead.won_status WHEN 'lost' THEN lead.lost_note
                    ELSE COALESCE(touched.reason, CASE WHEN mine.outcome <> 'lost'
                                                       THEN mine.reason END)
                    END AS reason,
               COALESCE(NULLIF(touched.user_id, %(superuser)s), mine.user_id,
                        touched.user_id,
                        -- where nobody is known to act, who wrote it at this moment
                        CASE WHEN lead.write_date
                                  >= date_trunc('second', %(now)s::timestamp)
                             THEN lead.write_uid END, %(superuser)s) AS user_id,
               COALESCE(
                   CASE WHEN touched.user_id <> %(superuser)s THEN touched.door END,
                   mine.door, 'automatic') AS door,
               touched.named | COALESCE(mine.named, 0) AS named
          FROM unnest(%(touched)s) AS touched (
               number, user_id, door, named, reason, is_commented, survivor_id,
               name)
     LEFT JOIN crm_lead lead ON lead.id = touched.number
     LEFT JOIN LATERAL (
                SELECT *
                  FROM crm_lead_revision revision
                 WHERE revision.lead_number = touched.number
                   AND (revision.token IS DISTINCT FROM %(token)s
                        -- what it did before it was merged away, it did
                        OR lead.id IS NULL AND touched.survivor_id IS NOT NULL)
              ORDER BY revision.id DESC
                 LIMIT 1
               ) past ON TRUE
     LEFT JOIN crm_lead_revision mine
            ON mine.lead_number = touched.number AND mine.token = %(token)s
           AND (lead.id IS NOT NULL OR touched.survivor_id IS NULL)
    ),
"""
# what differs, and whether it is worth a row
COMPARED = """
    compared AS MATERIALIZED (
        SELECT found.*,
               CASE WHEN is_here AND is_over THEN 'created'
                    WHEN is_here THEN concat_ws(',', %(changes)s, CASE
                        WHEN is_commented AND outcome = 'lost' AND past_outcome = 'lost'
                             AND (past_lost_reason_id, COALESCE(past_reason, ''))
                                 IS DISTINCT FROM (lost_reason_id, COALESCE(reason, ''))
                        THEN 'reason' END)
                    WHEN NOT is_there AND NOT is_over THEN 'outcome'
                    ELSE '' END AS changed
          FROM found
    ),
    due AS MATERIALIZED (
        SELECT compared.*,
               changed <> '' AND (
                   changed <> 'probability' OR named & %(by_person)s <> 0
                   OR abs(probability - past_probability) >= %(points)s) AS is_due,
               is_here AND changed ~ '(^|,)(created|stage_id|outcome|reason)(,|$)'
                   AS is_stay
          FROM compared
    ),
"""
# close what ends, take back what this transaction wrote too early, write what is due
WRITTEN = """
    closed AS (
        UPDATE crm_lead_revision revision
           SET date_to = CASE WHEN revision.id <> past_id THEN date_to
                              WHEN is_due OR NOT is_here THEN moment END,
               date_out = CASE WHEN revision.id <> past_stay_id
                                 OR revision.outcome <> 'open' THEN date_out
                               WHEN due.is_stay OR NOT is_here THEN moment END
          FROM due
         WHERE revision.id IN (past_id, past_stay_id) AND NOT is_over
           AND (is_due OR NOT is_here OR mine_id IS NOT NULL)
    ),
    gone AS (
        DELETE FROM crm_lead_revision revision
         USING due
         WHERE revision.id = mine_id AND NOT is_due
    ),
    written AS (
        INSERT INTO crm_lead_revision (
            token, lead_number, lead_id, merged_into_id, date_from, %(kept)s,
            is_stay, stay_id, from_stage_id, from_outcome, is_interaction)
        SELECT CASE WHEN is_there OR survivor_id IS NULL THEN %(token)s
                    ELSE %(token)s || '.' END,
               number, CASE WHEN is_there THEN number END,
               CASE WHEN NOT is_there THEN survivor.id END, moment, %(kept)s,
               is_stay, CASE WHEN NOT is_stay THEN past_stay_id END,
               CASE WHEN is_stay THEN past_stage_id END,
               CASE WHEN is_stay THEN past_outcome END,
               is_stay AND past_id IS NOT NULL AND user_id <> %(superuser)s
               AND door <> 'automatic'
               AND (past_stage_id IS DISTINCT FROM stage_id
                    AND named & %(by_stage)s <> 0
                    OR past_outcome <> outcome AND named & %(by_outcome)s <> 0)
          FROM due
     LEFT JOIN (SELECT id FROM crm_lead) survivor ON survivor.id = survivor_id
         WHERE is_due
            ON CONFLICT (lead_number, token) DO UPDATE SET %(replaced)s
    )
"""
# to the consumers: what is new since they were told last
TOLD = """
    SELECT number, stage_id,
           CASE WHEN mine_id IS NULL THEN past_stage_id ELSE mine_stage_id END,
           outcome, CASE WHEN mine_id IS NULL THEN past_outcome ELSE mine_outcome END,
           user_id, reason
      FROM due
     WHERE is_here
       AND CASE WHEN mine_id IS NULL THEN is_stay
                ELSE (mine_stage_id, mine_outcome) IS DISTINCT FROM (stage_id, outcome)
           END
"""
KEPT = (
    *("lead_name", *FACTS, "opportunity_type_id", "lost_reason_id", "reason"),
    *("user_id", "door", "changed", "named"),
)
REPLACED = (
    *("lead_id", "merged_into_id", "date_from", *KEPT, "is_stay", "stay_id"),
    *("from_stage_id", "from_outcome", "is_interaction"),
)
