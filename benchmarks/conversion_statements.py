# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ledger of the benchmarks of conversion and status, and the bare SQL beside them,
which knows the opportunities of the reader, and that nothing is deleted or reopened."""

PIPELINE = (
    "DELETE FROM crm_lead",
    "DELETE FROM crm_lead_revision",
    """
    INSERT INTO crm_lead (id, name, type, active, stage_id, user_id, team_id,
                          won_status, probability, expected_revenue, priority,
                          company_id, create_date, create_uid, write_date)
    SELECT number, 'Opportunity ' || number, 'opportunity', TRUE, (%(stages)s)[1],
           (%(agents)s)[1 + number %% %(agent_count)s],
           (%(teams)s)[1 + number %% %(agent_count)s %% %(team_count)s],
           'pending', 50, 1000 + number %% 999, '0', %(company)s,
           TIMESTAMP '2025-12-01' + number * INTERVAL '4 minutes', 1, now()
      FROM generate_series(1, %(leads)s) number
    """,
    # eight or nine rows each, half of which begin a stay; some go back, some are lost
    """
    INSERT INTO crm_lead_revision (
        lead_number, lead_id, lead_name, date_from, date_to, date_out, stage_id,
        from_stage_id, outcome, expected_revenue, probability, salesperson_id, team_id,
        company_id, is_stay, changed, token, door)
    WITH step AS (
        SELECT lead.*, step, abs(hashint4(lead.id * 31 + step)) AS chance,
               lead.create_date + step * INTERVAL '2 days'
               + abs(hashint4(lead.id + step)) %% 40 * INTERVAL '1 hour' AS moment,
               step %% 2 = 0 AS is_stay
          FROM crm_lead lead,
               generate_series(0, 7 + lead.id %% 2) step
    ),
    stay AS (
        SELECT step.*,
               CASE WHEN step >= 8 - id %% 3 AND id %% 2 = 0 THEN
                    CASE WHEN id %% 4 = 0 THEN 'won' ELSE 'lost' END
                    ELSE 'open' END AS outcome,
               (%(stages)s)[LEAST(%(stage_count)s, 1 + GREATEST(
                   0, step / 2 - (chance %% 7 = 0)::integer))] AS stage_then
          FROM step
    )
    SELECT id, id, name, moment, lead(moment) OVER life,
           CASE WHEN is_stay AND outcome = 'open'
                THEN lead(moment, 2) OVER life END,
           CASE WHEN outcome = 'won' THEN %(won)s ELSE stage_then END,
           NULL, outcome, expected_revenue, 50, user_id, team_id, company_id,
           is_stay, CASE WHEN step = 0 THEN 'created' WHEN is_stay THEN 'stage_id'
                         ELSE 'expected_revenue' END,
           md5(id || '-' || step), 'screen'
      FROM stay
    WINDOW life AS (PARTITION BY id ORDER BY step)
    """,
    "ANALYZE crm_lead, crm_lead_revision",
)
MINE = "lead_number > 0", "lead_number = ANY(%(ids)s)"
BARE_LIVES = """
    WITH place AS (
        SELECT id AS stage_id, is_won, row_number() OVER (ORDER BY sequence, id) AS rank
          FROM crm_stage
    ),
    stay AS NOT MATERIALIZED (
        SELECT entry.id, lead_number, outcome, date_from, rank,
               expected_revenue AS amount,
               CASE WHEN date_out < %(until)s THEN date_out END AS date_out
          FROM crm_lead_revision entry
          JOIN place USING (stage_id)
         WHERE is_stay AND date_from < %(until)s AND {mine}
    ),
    active AS (
        SELECT lead_number FROM stay
         WHERE date_from >= %(since)s OR date_out >= %(since)s
      GROUP BY lead_number
    ),
    life AS (
        SELECT lead_number, max(rank) AS highest, min(id) AS first_id,
               max(ARRAY[id, rank, (outcome = 'lost')::integer]) AS final,
               max(id) FILTER (WHERE outcome = 'won') AS won_id
          FROM stay
          JOIN active USING (lead_number)
      GROUP BY lead_number
    )
"""
BARE_CONVERSION = (
    BARE_LIVES
    + """,
    arrival AS (
        SELECT lead_number, place.rank, place.is_won, place.stage_id,
               min(ARRAY[stay.id, amount, (date_from >= %(since)s)::integer]) AS first
          FROM stay
          JOIN active USING (lead_number)
          JOIN place ON place.rank = stay.rank OR place.rank < stay.rank
           AND place.is_won IS NOT TRUE
      GROUP BY lead_number, place.rank, place.is_won, place.stage_id
    ),
    became AS (
        SELECT arrival.stage_id, first[2] AS amount,
               CASE WHEN life.highest > arrival.rank
                      OR arrival.is_won IS NOT TRUE AND won_id >= first[1]
                    THEN 'advanced'
                    WHEN final[2] <> arrival.rank THEN 'moved_back'
                    WHEN final[3] = 1 THEN 'lost'
                    ELSE 'still_here' END AS figure
          FROM arrival
          JOIN life USING (lead_number)
         WHERE first[3] = 1
    ),
    onward AS (
        SELECT stay.*, lead(CASE outcome WHEN 'open' THEN rank END)
                       OVER (PARTITION BY lead_number ORDER BY id) AS next_rank
          FROM stay
          JOIN active USING (lead_number)
    ),
    spent AS (
        SELECT rank, sum(EXTRACT(EPOCH FROM date_out - date_from))::float8 / 86400
                     AS days
          FROM onward
         WHERE outcome = 'open' AND date_out > date_from
      GROUP BY lead_number, rank
        HAVING bool_or(date_out >= %(since)s AND next_rank IS DISTINCT FROM rank)
    )
    SELECT stage_id, figure, count(*), sum(amount)::float8 FROM became GROUP BY 1, 2
 UNION ALL
    SELECT stage_id, 'leavers', count(*),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
      FROM spent JOIN place USING (rank) GROUP BY 1
 UNION ALL
    SELECT stage_id, 'running', count(*), 0
      FROM stay JOIN place USING (rank)
     WHERE outcome = 'open' AND date_out IS NULL GROUP BY 1
 UNION ALL
    SELECT stage_id, 'losses', count(*), 0
      FROM stay JOIN place USING (rank)
     WHERE outcome = 'lost' AND date_from >= %(since)s GROUP BY 1
"""
)
BARE_SUCCESS = (
    BARE_LIVES
    + """,
    created AS (
        SELECT final.outcome, now.expected_revenue AS amount
          FROM life
          JOIN crm_lead_revision begun ON begun.id = first_id
           AND begun.date_from >= %(since)s
          JOIN crm_lead_revision final ON final.id = life.final[1]
          JOIN crm_lead_revision now ON now.lead_number = life.lead_number
           AND now.date_from < %(until)s
           AND (now.date_to IS NULL OR now.date_to >= %(until)s)
    )
    SELECT outcome, count(*), sum(amount)::float8
      FROM stay
     WHERE outcome IN ('won', 'lost') AND date_from >= %(since)s
  GROUP BY outcome
 UNION ALL
    SELECT 'created_' || outcome, count(*), sum(amount)::float8
      FROM created
  GROUP BY outcome
"""
)
# what is open now: number, value, weighted value
BARE_OPEN = """
    SELECT stage_id, COALESCE(stage_deadline < now() AT TIME ZONE 'UTC', FALSE),
           count(*), sum(expected_revenue)::float8, sum(prorated_revenue)::float8
      FROM crm_lead
     WHERE type = 'opportunity' AND won_status = 'pending' AND {mine}
  GROUP BY 1, 2
"""


def bare_of(ids, statement):
    """Return a statement about all opportunities, or about known ones."""
    mine = MINE[ids is not None]
    name = "id" if statement is BARE_OPEN else "lead_number"
    return statement.replace("{mine}", mine.replace("lead_number", name))
