# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What was won and lost, and what became of what was created, in SQL."""

from .statements import LIVES, STAYS, STEPS

# what closed last in the period and is closed at its end; what was created in it
OUTCOMES = f"""
    WITH {STEPS}, {STAYS}, {LIVES},
    outcome AS (
        SELECT lead_number, outcome AS figure, amount
          FROM life
         WHERE outcome IN ('won', 'lost') AND outcome_before IS DISTINCT FROM outcome
           AND id > COALESCE(CASE outcome WHEN 'won' THEN unwon_id ELSE unlost_id END,
                             0)
           AND date_from >= %(since)s AND is_asked
     UNION ALL
        SELECT life.lead_number,
               CASE WHEN last_outcome <> 'open' THEN 'created_' || last_outcome
                    WHEN last_out IS NULL THEN 'created_open'
                    ELSE 'created_left' END,
               COALESCE(present.amount, life.amount)
          FROM life
     LEFT JOIN (%(present)s) present ON present.lead_number = life.lead_number
         WHERE outcome_before IS NULL AND life.date_from >= %(since)s AND is_asked
    )
"""
SUCCESS = (
    OUTCOMES
    + "SELECT figure, count(*) AS count, sum(amount) AS value FROM outcome"
    + " GROUP BY figure"
)
SUCCESS_LEADS = (
    OUTCOMES
    + "SELECT DISTINCT lead_number FROM outcome WHERE figure = ANY(%(figures)s)"
    + " ORDER BY lead_number"
)
