# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When a rule would have raised an alert, in SQL."""

from .measuring import CROSSES, IS_ARMED

# the rule as it stands in the form
RULE = """
    SELECT %(minimum_amount)s::numeric AS minimum_amount,
           %(minimum_probability)s::float8 AS minimum_probability,
           %(measure)s AS measure, %(rearm)s AS rearm,
           %(rearm_margin)s::float8 AS rearm_margin,
           %(company_id)s::integer AS company_id,
           %(currency_id)s::integer AS currency_id, %(digits)s AS digits, %(limits)s
"""

# how the opportunities were that changed in the period, from the ledger. What a rebuilt
# row does not know of the probability is what is known next
RECORDED = """
    WITH RECURSIVE rule AS (%(rule)s),
    readable AS (%(readable)s),
    deal AS MATERIALIZED (
        SELECT lead.lead_id, lead.date_from AS moment, lead.id, lead.stage_id,
               lead.team_id, lead.opportunity_type_id, lead.outcome = 'lost' AS is_lost,
               COALESCE(lead.expected_revenue, 0) AS revenue,
               COALESCE(lead.probability, (
                   array_agg(lead.probability) FILTER (
                       WHERE lead.probability IS NOT NULL) OVER future)[1], 0)
                   AS probability,
               %(company)s AS deal_company_id
          FROM crm_lead_revision lead
         WHERE lead.lead_id IN (SELECT id FROM readable)
           AND lead.lead_id IN (SELECT lead_id FROM crm_lead_revision
                                 WHERE date_from >= %(start)s)
        WINDOW future AS (PARTITION BY lead.lead_id ORDER BY lead.id
                          ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
    ),
"""

# each opportunity goes from row to row as alerts do from change to change; rows that
# change nothing for the rule are left out
FIRED = f"""
    measured AS (
        SELECT deal.lead_id, deal.moment, deal.id, amount, deal.probability,
               %(above)s AND %(in_scope)s AS is_reached,
               NOT (%(above)s) AND %(rearms)s AS rearms
          FROM deal
          JOIN res_company company ON company.id = deal.deal_company_id
          JOIN rule ON COALESCE(rule.company_id, company.id) = company.id
    CROSS JOIN LATERAL (SELECT %(factor)s AS factor) rate
    CROSS JOIN LATERAL (SELECT %(amount)s AS amount) measure
         WHERE amount IS NOT NULL
    ),
    compared AS (
        SELECT measured.*, (is_reached, rearms) IS DISTINCT FROM (
                   lag(is_reached) OVER history, lag(rearms) OVER history) AS differs,
               bool_or(is_reached) OVER (PARTITION BY lead_id) AS is_ever_reached
          FROM measured
        WINDOW history AS (PARTITION BY lead_id ORDER BY moment, id)
    ),
    step AS MATERIALIZED (
        SELECT compared.*, row_number() OVER (
                   PARTITION BY lead_id ORDER BY moment, id) AS number
          FROM compared
         WHERE differs AND is_ever_reached
    ),
    state AS (
        SELECT step.*, FALSE AS was_reached, TRUE AS was_armed
          FROM step
         WHERE number = 1
     UNION ALL
        SELECT step.*, is_reached_before, is_armed_before
          FROM (SELECT lead_id, number + 1 AS number,
                       is_reached AS is_reached_before, {IS_ARMED} AS is_armed_before
                  FROM state) before
          JOIN step USING (lead_id, number)
    )
    SELECT lead_id, moment, amount, probability,
           count(*) OVER () AS times, dense_rank() OVER (ORDER BY lead_id)
           + dense_rank() OVER (ORDER BY lead_id DESC) - 1 AS leads
      FROM state
     WHERE {CROSSES} AND moment >= %(start)s
  ORDER BY moment DESC, lead_id
     LIMIT %(limit)s
"""
