# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What became of opportunities that arrived in a stage, in SQL.

STAGES: a disabled stage counts as the one that replaces it today. A stay in a deleted
stage counts as one in the stage before. Stages are compared by their rank; 0 is none.

LIVES: the stays of an opportunity follow each other by their ids. Each knows the
highest rank before it, and how the life went until the end of the period.

ARRIVALS: a stay that goes beyond the highest rank so far is the first arrival in its
stage and, if wanted, in the enabled stages of its team's pipeline that it skips. A stay
that does not go beyond is a first arrival only if nothing before was one.
"""

# parameters: how to call a stage, as in the order on the board
STEPS = """
    place AS MATERIALIZED (
        SELECT stage.id AS stage_id, today.id AS today_id, today.is_won, today.active,
               dense_rank() OVER (
                   ORDER BY today.sequence, %(stage_name)s, today.id) AS rank
          FROM crm_stage stage
          JOIN crm_stage today ON today.id = COALESCE(stage.oplus_today_id, stage.id)
    ),
    step AS MATERIALIZED (
        SELECT stage_id, rank, COALESCE(is_won, FALSE) AS is_won,
               active AND is_won IS NOT TRUE AND %(is_lax)s AS is_skippable,
               (SELECT array_agg(crm_team_id) FROM crm_stage_crm_team_rel
                 WHERE crm_stage_id = place.stage_id) AS team_ids
          FROM place
         WHERE stage_id = today_id
    )
"""
# parameters: rows of the ledger that begin a stay, before the end of the period
STAYS = """
    stay AS MATERIALIZED (
        SELECT row.id, row.lead_number, row.outcome, row.date_from, row.team_id,
               row.stage_deadline, row.amount, row.is_asked,
               row.changed = 'created' AS is_new,
               COALESCE(place.rank, origin.rank, 0) AS rank,
               CASE WHEN row.outcome <> 'open' THEN NULL
                    WHEN row.date_out < %(until)s THEN row.date_out
                    WHEN row.merged_into_id IS NOT NULL AND row.date_out IS NULL
                    THEN row.date_from END AS date_out
          FROM (%(rows)s) row
     LEFT JOIN place ON place.stage_id = row.stage_id
     LEFT JOIN place origin ON origin.stage_id = row.from_stage_id
    )
"""
LIVES = """
    life AS MATERIALIZED (
        SELECT stay.*,
               lag(outcome) OVER past AS outcome_before,
               lead(CASE outcome WHEN 'open' THEN rank END) OVER past AS next_rank,
               COALESCE(max(rank) OVER past, 0) AS peak,
               max(rank) OVER whole AS highest,
               max(rank) FILTER (WHERE outcome = 'won') OVER whole AS highest_won,
               max(id) FILTER (WHERE outcome = 'won') OVER whole AS won_id,
               max(id) FILTER (WHERE outcome <> 'won') OVER whole AS unwon_id,
               max(id) FILTER (WHERE outcome <> 'lost') OVER whole AS unlost_id,
               -- it was created, or a lead became it again, and was in before
               min(id) FILTER (WHERE is_new AND is_asked AND date_from >= %(since)s)
                   OVER whole AS new_id,
               bool_or(outcome = 'open' AND is_asked AND date_from < %(since)s
                       AND (date_out IS NULL OR date_out >= %(since)s))
                   OVER whole AS was_open,
               last_value(rank) OVER whole AS last_rank,
               last_value(outcome) OVER whole AS last_outcome,
               last_value(date_out) OVER whole AS last_out
          FROM stay
         WHERE lead_number IN (SELECT lead_number FROM stay
                                WHERE date_from >= %(since)s OR date_out >= %(since)s)
        WINDOW line AS (PARTITION BY lead_number ORDER BY id),
               past AS (line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
               whole AS (line ROWS BETWEEN UNBOUNDED PRECEDING
                                       AND UNBOUNDED FOLLOWING)
    )
"""
# Everything before a peak is lower, so that the highest rank of a life comes after it.
# Of the few other arrivals, what comes after them is looked up.
ENTRIES = """
    back AS (
        SELECT life.id, life.lead_number, life.rank
          FROM life
          JOIN step ON step.rank = life.rank
         WHERE date_from >= %(since)s AND life.rank < life.peak AND is_asked
           AND NOT EXISTS (
               SELECT FROM life earlier
                WHERE earlier.lead_number = life.lead_number AND earlier.id < life.id
                  AND (earlier.rank = step.rank
                       OR step.is_skippable AND earlier.rank > step.rank
                      AND earlier.peak < step.rank AND (
                          step.team_ids IS NULL
                          OR earlier.team_id = ANY(step.team_ids))))
    ),
    after AS (
        SELECT back.id, max(life.rank) AS highest,
               max(life.rank) FILTER (WHERE life.outcome = 'won') AS highest_won
          FROM back
          JOIN life ON life.lead_number = back.lead_number AND life.id >= back.id
      GROUP BY back.id
    ),
    arrival AS (
        SELECT id, lead_number, amount, rank, last_rank, last_outcome, last_out,
               highest, highest_won, won_id, at_rank, is_won
          FROM life
    CROSS JOIN LATERAL (
               SELECT step.rank AS at_rank, step.is_won FROM step
                WHERE step.rank > life.peak AND step.rank <= life.rank
                  AND (step.rank = life.rank OR step.is_skippable AND (
                           step.team_ids IS NULL OR life.team_id = ANY(step.team_ids)))
               ) step
         WHERE date_from >= %(since)s AND life.rank > life.peak AND is_asked
     UNION ALL
        SELECT id, lead_number, amount, rank, last_rank, last_outcome, last_out,
               after.highest, after.highest_won, won_id, rank, step.is_won
          FROM life
          JOIN after USING (id)
          JOIN step USING (rank)
    ),
    entry AS (
        SELECT id, lead_number, at_rank AS rank, amount, rank > at_rank AS is_passed,
               CASE WHEN rank > at_rank THEN 'advanced'
                    WHEN is_won AND highest_won > at_rank THEN 'advanced'
                    WHEN NOT is_won AND (highest > at_rank OR won_id >= id)
                    THEN 'advanced'
                    WHEN last_rank <> at_rank THEN 'moved_back'
                    WHEN last_outcome = 'lost' THEN 'lost'
                    WHEN last_out IS NOT NULL THEN 'left'
                    ELSE 'still_here' END AS figure
          FROM arrival
    )
"""
# days in a stage of those that left it in the period; slips of the mouse left out
SPENT = """
    spent AS (
        SELECT lead_number, rank,
               sum(EXTRACT(EPOCH FROM date_out - date_from))::float8 / 86400 AS days,
               bool_and(date_out <= stage_deadline) AS is_in_time
          FROM life
         WHERE outcome = 'open' AND date_out - date_from >= INTERVAL '60 seconds'
      GROUP BY lead_number, rank
        -- not of those that a replaced stage left for the one that replaces it
        HAVING bool_or(is_asked AND date_out >= %(since)s
                       AND next_rank IS DISTINCT FROM rank)
    )
"""
RUNNING = """
    running AS (
        SELECT lead_number, rank,
               NULLIF(GREATEST(EXTRACT(EPOCH FROM
                   LEAST(%(until)s, %(now)s) - date_from), 0)::float8 / 86400, 0)
                   AS days
          FROM stay
         WHERE outcome = 'open' AND date_out IS NULL AND is_asked
    ),
    loss AS (
        SELECT lead_number, rank
          FROM life
         WHERE outcome = 'lost' AND outcome_before IS DISTINCT FROM 'lost'
           AND (unlost_id IS NULL OR id > unlost_id)
           AND date_from >= %(since)s AND is_asked
    )
"""
FACTS = f"WITH {STEPS}, {STAYS}, {LIVES}, {ENTRIES}, {SPENT}, {RUNNING}"

TOLD = """
    SELECT step.stage_id, told.*
      FROM step
      JOIN (
    SELECT figure, rank, count(*) AS count, sum(amount) AS value,
           NULL::float8 AS total, NULL::float8 AS mean, NULL::float8[] AS quantiles,
           NULL::bigint AS targeted, NULL::bigint AS in_time
      FROM entry
  GROUP BY figure, rank
 UNION ALL
    SELECT 'leavers', rank, count(*), NULL, sum(days), avg(days),
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days),
           count(is_in_time), count(*) FILTER (WHERE is_in_time)
      FROM spent
  GROUP BY rank
 UNION ALL
    SELECT 'running', rank, count(*), NULL, NULL, NULL,
           percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY days), NULL, NULL
      FROM running
  GROUP BY rank
 UNION ALL
    SELECT 'losses', rank, count(*), NULL, NULL, NULL, NULL, NULL, NULL
      FROM loss
  GROUP BY rank
           ) told ON told.rank = step.rank
"""
FIGURES = FACTS + TOLD
# which rows a figure counts
BECAME = ("advanced", "lost", "still_here", "moved_back", "left")
COUNTED = {
    "entered": "entry",
    **{name: f"entry WHERE figure = '{name}'" for name in BECAME},
    "leavers": "spent",
    "targeted": "spent WHERE is_in_time IS NOT NULL",
    "in_time": "spent WHERE is_in_time",
    "late": "spent WHERE NOT is_in_time",
    "running": "running",
    "losses": "loss",
}
LEADS = {
    name: FACTS
    + f"""
    SELECT DISTINCT lead_number
      FROM (SELECT lead_number, rank FROM {counted}) counted
     WHERE rank > 0 AND (%(stage_id)s IS NULL OR rank = (
           SELECT place.rank FROM place WHERE place.stage_id = %(stage_id)s))
  ORDER BY lead_number
"""
    for name, counted in COUNTED.items()
}
