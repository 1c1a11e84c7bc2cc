# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The ledger of the benchmark of the reports, and the bare SQL beside them."""

PIPELINE = (
    "DELETE FROM crm_lead",
    "DELETE FROM crm_lead_revision",
    """
    INSERT INTO crm_lead (id, name, type, active, stage_id, user_id, team_id,
                          won_status, probability, expected_revenue, company_id,
                          create_date, create_uid, write_date)
    SELECT number, 'Opportunity ' || number, 'opportunity', TRUE,
           (%(stages)s)[1 + number %% %(stage_count)s],
           -- team and salesperson agree: the members of a team are every 25th agent
           (%(agents)s)[1 + number %% %(agent_count)s],
           (%(teams)s)[1 + number %% %(agent_count)s %% %(team_count)s],
           'pending', 30, 1000, %(company)s, now(), 1, now()
      FROM generate_series(1, %(leads)s) number
    """,
    # each life: created some time in two years, a change every few days, and in the
    # end three of four are closed
    """
    INSERT INTO crm_lead_revision (
        token, lead_number, lead_id, lead_name, date_from, date_to, outcome, stage_id,
        expected_revenue, probability, date_deadline, salesperson_id, team_id,
        company_id, user_id, door, changed, named, is_stay, date_out, from_stage_id,
        from_outcome, is_interaction)
    WITH life AS (
        SELECT number, abs(hashint4(number)) AS chance,
               8 + (number %% 3 = 0)::integer AS steps,
               date_trunc('second', now() - INTERVAL '1 second'
                   * (3600 + abs(hashint4(number * 7)) %% 63000000)) AS start
          FROM generate_series(1, %(leads)s) number
    ),
    entry AS (
        SELECT life.*, step, abs(hashint4(number * 31 + step)) AS die,
               date_trunc('second', start + step * LEAST(
                   (now() - start) / steps,
                   INTERVAL '1 minute' * (1 + chance %% 20000))) AS date_from,
               CASE WHEN step < steps OR chance %% 4 = 0 THEN 'open'
                    WHEN chance %% 3 = 0 THEN 'won' ELSE 'lost' END AS outcome
          FROM life, generate_series(1, steps) step
    ),
    fact AS (
        SELECT entry.*, lead(date_from) OVER life AS date_to,
               step %% 2 = 1 OR outcome <> 'open' AS is_stay,
               -- in one of seven lives it goes to the next salesperson in between
               number + (chance %% 7 = 0 AND step > 3)::integer AS owner,
               COALESCE(lag(outcome) OVER life, 'open') AS from_outcome,
               CASE step WHEN 1 THEN 'created' ELSE 'expected_revenue' END AS changed
          FROM entry
        WINDOW life AS (PARTITION BY number ORDER BY step)
    )
    SELECT md5(number || ':' || step), number, number, 'Opportunity ' || number,
           date_from, date_to, outcome,
           CASE outcome WHEN 'won' THEN %(won)s
                ELSE (%(stages)s)[1 + (step / 2) %% %(stage_count)s] END,
           (die %% 9000000) / 100.0,
           CASE outcome WHEN 'won' THEN 100 WHEN 'lost' THEN 0 ELSE die %% 90 END,
           (start + INTERVAL '1 day' * (30 + die %% 90))::date,
           (%(agents)s)[1 + owner %% %(agent_count)s],
           (%(teams)s)[1 + owner %% %(agent_count)s %% %(team_count)s], %(company)s,
           (%(agents)s)[1 + owner %% %(agent_count)s], 'screen', changed, 1, is_stay,
           CASE WHEN is_stay AND outcome = 'open' THEN
                min(date_from) FILTER (WHERE is_stay) OVER (
                    PARTITION BY number ORDER BY step
                    ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) END,
           CASE WHEN is_stay THEN (%(stages)s)[1] END,
           CASE WHEN is_stay AND step > 1 THEN from_outcome END, is_stay
      FROM fact
  ORDER BY date_from
    """,
    "ANALYZE crm_lead_revision",
    # what the ledger ends with is what is there
    """
    UPDATE crm_lead lead
       SET stage_id = last.stage_id,
           won_status = CASE last.outcome WHEN 'open' THEN 'pending'
                                          ELSE last.outcome END,
           active = last.outcome <> 'lost', probability = last.probability,
           expected_revenue = last.expected_revenue,
           prorated_revenue = round(last.expected_revenue
                                    * last.probability::numeric / 100, 2),
           date_deadline = last.date_deadline, user_id = last.salesperson_id,
           team_id = last.team_id, create_date = start.date_from,
           date_closed = CASE WHEN last.outcome <> 'open' THEN last.date_from END
      FROM crm_lead_revision last, crm_lead_revision start
     WHERE last.lead_id = lead.id AND last.date_to IS NULL
       AND start.lead_id = lead.id AND start.changed = 'created'
    """,
    "ANALYZE crm_lead, crm_lead_revision, crm_team, crm_team_member",
)

BARE_PIPELINE = """
    SELECT {key}, count(*), sum(expected_revenue),
           sum(round(expected_revenue * probability::numeric / 100, 2))
      FROM crm_lead_revision
     WHERE outcome = 'open' AND date_from < %(end)s
       AND (date_to IS NULL OR date_to >= %(end)s) AND {mine}
  GROUP BY {key}
"""
# what became of each opportunity in each group
BARE_BRIDGE = """
    WITH entry AS (
        SELECT lead_number, id, date_from, date_to, outcome, {key},
               expected_revenue AS value
          FROM crm_lead_revision
         WHERE date_from < %(end)s AND (date_to IS NULL OR date_to >= %(start)s)
           AND (outcome = 'open' OR date_from >= %(start)s OR date_to < %(end)s)
           AND {mine}
    ),
    step AS (
        SELECT entry.*, lag(outcome) OVER life AS past_outcome,
               lag({key}) OVER life AS past_key,
               min(date_from) OVER life >= %(start)s AS is_new
          FROM entry
        WINDOW life AS (PARTITION BY lead_number ORDER BY date_from, id)
    ),
    fact AS (
        SELECT lead_number, {key}, id, 'opening' AS kind, value,
               is_new
          FROM step WHERE outcome = 'open' AND date_from < %(start)s
     UNION ALL
        SELECT lead_number, {key}, id, 'closing', value, is_new
          FROM step
         WHERE outcome = 'open' AND (date_to IS NULL OR date_to >= %(end)s)
     UNION ALL
        SELECT lead_number, {key}, id,
               CASE WHEN past_outcome IS NULL THEN 'new'
                    WHEN past_outcome <> 'open' THEN 'reopened'
                    ELSE 'reassigned_in' END, value, is_new
          FROM step
         WHERE date_from >= %(start)s AND outcome = 'open'
           AND (past_outcome IS DISTINCT FROM 'open' OR past_key <> {key})
     UNION ALL
        SELECT lead_number, past_key, id,
               CASE outcome WHEN 'open' THEN 'reassigned_out' ELSE outcome END, value,
               is_new
          FROM step
         WHERE past_outcome = 'open' AND (outcome <> 'open' OR past_key <> {key})
    ),
    life AS (
        SELECT lead_number, {key},
               max(value) FILTER (WHERE kind = 'opening') AS opening,
               max(value) FILTER (WHERE kind = 'closing') AS closing,
               bool_or(is_new) FILTER (WHERE kind = 'closing') AS is_new,
               CASE WHEN bool_or(kind = 'closing')
                    THEN max(id) FILTER (WHERE kind IN
                        ('new', 'reopened', 'reassigned_in'))
                    ELSE min(id) FILTER (WHERE kind IN
                        ('new', 'reopened', 'reassigned_in')) END AS came,
               max(id) FILTER (WHERE kind IN ('won', 'lost', 'reassigned_out')) AS went
          FROM fact
      GROUP BY lead_number, {key}
    ),
    told AS (
        SELECT life.*, CASE WHEN life.is_new THEN 'new' ELSE came.kind END AS came_as,
               went.kind AS went_as,
               COALESCE(closing, went.value) AS last
          FROM life
     LEFT JOIN fact came ON came.id = life.came AND came.lead_number = life.lead_number
           AND came.{key} = life.{key} AND came.kind IN
               ('new', 'reopened', 'reassigned_in')
     LEFT JOIN fact went ON went.id = life.went AND went.lead_number = life.lead_number
           AND went.{key} = life.{key} AND went.kind IN
               ('won', 'lost', 'reassigned_out')
    )
    SELECT {key}, kind, count(*), sum(value)
      FROM (SELECT {key}, 'opening' AS kind, opening AS value FROM told
             WHERE opening IS NOT NULL
             UNION ALL
            SELECT {key}, 'closing', closing FROM told WHERE closing IS NOT NULL
             UNION ALL
            SELECT {key}, came_as, last FROM told WHERE opening IS NULL
             UNION ALL
            SELECT {key}, went_as, -last FROM told WHERE closing IS NULL
             UNION ALL
            SELECT {key}, CASE WHEN last > opening THEN 'increased'
                                 ELSE 'decreased' END, last - opening
              FROM told WHERE last <> opening) movement
  GROUP BY {key}, kind
"""
