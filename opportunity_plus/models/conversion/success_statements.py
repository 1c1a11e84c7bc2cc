# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was won and lost, and what became of what was created, in SQL."""

from .statements import FACTS, LIVES, STAYS, STEPS, TOLD

# what closed last in the period and is closed at its end; what was created in it and
# was not in the pipeline when it began, at the value of the end or of when it left
OUTCOME = """
    closing AS (
        SELECT lead_number, outcome, amount, is_asked
          FROM life
         WHERE outcome IN ('won', 'lost') AND outcome_before IS DISTINCT FROM outcome
           AND id > COALESCE(CASE outcome WHEN 'won' THEN unwon_id ELSE unlost_id END,
                             0)
           AND date_from >= %(since)s
    ),
    created AS (
        SELECT life.lead_number,
               CASE WHEN last_outcome <> 'open' THEN 'created_' || last_outcome
                    WHEN last_out IS NULL THEN 'created_open'
                    ELSE 'created_left' END AS figure,
               COALESCE(closing.amount, present.amount, (%(ended)s), life.amount)
                   AS amount,
               COALESCE(present.weighted, 0) AS weighted
          FROM life
     LEFT JOIN closing ON closing.lead_number = life.lead_number
     LEFT JOIN (%(present)s) present ON present.lead_number = life.lead_number
         WHERE life.id = new_id AND was_open IS NOT TRUE
    ),
    outcome AS (
        SELECT lead_number, outcome AS figure, amount,
               CASE outcome WHEN 'won' THEN amount ELSE 0 END AS weighted
          FROM closing
         WHERE is_asked
     UNION ALL
        SELECT lead_number, figure, amount,
               CASE figure WHEN 'created_won' THEN amount
                    WHEN 'created_open' THEN weighted ELSE 0 END
          FROM created
    )
"""
OUTCOMES = f"WITH {STEPS}, {STAYS}, {LIVES}, {OUTCOME}"
SUMS = """
    SELECT figure, count(*) AS count, sum(amount) AS value, sum(weighted) AS weighted
      FROM outcome
  GROUP BY figure
"""
SUCCESS = OUTCOMES + SUMS
SUCCESS_LEADS = (
    OUTCOMES
    + "SELECT DISTINCT lead_number FROM outcome WHERE figure = ANY(%(figures)s)"
    + " ORDER BY lead_number"
)
# the figures of the stages, and those of no stage, by one look at the ledger
PAGE = f"""
    {FACTS}, {OUTCOME}
    SELECT told.*, NULL::numeric AS weighted FROM ({TOLD}) told
 UNION ALL
    SELECT NULL, figure, NULL, count, value, NULL, NULL, NULL, NULL, NULL, weighted
      FROM ({SUMS}) told
"""
