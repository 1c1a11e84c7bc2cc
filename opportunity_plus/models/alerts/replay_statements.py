# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When a rule would have raised an alert, in SQL."""

# the rule as it stands in the form
RULE = """
    SELECT %(minimum_amount)s::numeric AS minimum_amount,
           %(minimum_probability)s::float8 AS minimum_probability,
           %(measure)s AS measure, %(rearm)s AS rearm,
           %(rearm_margin)s::float8 AS rearm_margin,
           %(company_id)s::integer AS company_id,
           %(currency_id)s::integer AS currency_id, %(digits)s AS digits, %(limits)s
"""

# what was recorded of the opportunities that changed in the period; a tracked change
# also hints at the value before it
RECORDED = """
    WITH rule AS (%(rule)s),
    readable AS (%(readable)s),
    tracked AS MATERIALIZED (
        SELECT message.res_id AS lead_id, field.name,
               COALESCE(value.create_date, message.date) AS moment, value.id,
               value.old_value_float AS old, value.new_value_float AS new
          FROM mail_tracking_value value
          JOIN mail_message message ON message.id = value.mail_message_id
          JOIN ir_model_fields field ON field.id = value.field_id
         WHERE message.model = 'crm.lead' AND field.model = 'crm.lead'
           AND field.name IN ('expected_revenue', 'probability')
           AND (%(merged_from)s) IS NULL
    ),
    lead AS MATERIALIZED (
        SELECT lead.id, lead.write_date, lead.create_date, lead.expected_revenue,
               lead.probability, lead.stage_id, lead.team_id, lead.won_status,
               lead.opportunity_type_id, %(company)s AS deal_company_id
          FROM crm_lead lead
         WHERE lead.id IN (SELECT id FROM readable)
           AND (lead.write_date >= %(start)s
                OR lead.id IN (SELECT lead_id FROM crm_lead_stage_history
                                WHERE date_in >= %(start)s AND merged_from IS NULL)
                OR lead.id IN (SELECT lead_id FROM tracked WHERE moment >= %(start)s))
    ),
    recorded AS (
        SELECT stay.lead_id, stay.date_in AS moment, 2 AS step, stay.id,
               stay.expected_revenue AS revenue, stay.probability, stay.stage_id,
               stay.team_id, stay.outcome = 'lost' AS is_lost
          FROM crm_lead_stage_history stay
          JOIN lead ON lead.id = stay.lead_id
         WHERE stay.merged_from IS NULL
     UNION ALL
        SELECT tracked.lead_id, moment, step, tracked.id,
               CASE tracked.name WHEN 'expected_revenue' THEN amount END::numeric,
               CASE tracked.name WHEN 'probability' THEN amount END, NULL, NULL, NULL
          FROM tracked
          JOIN lead ON lead.id = tracked.lead_id
    CROSS JOIN LATERAL (VALUES (1, old), (3, new)) hint(step, amount)
     UNION ALL
        SELECT id, GREATEST(write_date, create_date), 4, 0,
               COALESCE(expected_revenue, 0), COALESCE(probability, 0), stage_id,
               team_id, won_status IS NOT DISTINCT FROM 'lost'
          FROM lead
    ),
"""

# a value holds until another one is recorded, and the first one also held before
KNOWN = """
    COALESCE(
        (array_agg(%(column)s) FILTER (WHERE %(column)s IS NOT NULL) OVER past)[
            count(%(column)s) OVER past],
        (array_agg(%(column)s) FILTER (WHERE %(column)s IS NOT NULL) OVER future)[1]
    ) AS %(column)s
"""
VALUES = ("revenue", "probability", "stage_id", "team_id", "is_lost")

FIRED = """
    known AS (
        SELECT lead_id, date_trunc('second', moment) AS moment, step, id, %(known)s
          FROM recorded
        WINDOW past AS (PARTITION BY lead_id
                        ORDER BY date_trunc('second', moment), step, id),
               future AS (PARTITION BY lead_id
                          ORDER BY date_trunc('second', moment), step, id
                          ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
    ),
    deal AS (  -- as each transaction left it
        SELECT DISTINCT ON (known.lead_id, moment) known.*, lead.deal_company_id,
               lead.opportunity_type_id
          FROM known
          JOIN lead ON lead.id = known.lead_id
         WHERE step > 1
      ORDER BY known.lead_id, moment, step DESC, known.id DESC
    ),
    measured AS (
        SELECT deal.lead_id, deal.moment, amount, deal.probability,
               %(above)s AND %(in_scope)s AS is_reached,
               NOT (%(above)s) AND %(rearms)s AS rearms
          FROM deal
          JOIN res_company company ON company.id = deal.deal_company_id
          JOIN rule ON COALESCE(rule.company_id, company.id) = company.id
    CROSS JOIN LATERAL (SELECT %(factor)s AS factor) rate
    CROSS JOIN LATERAL (SELECT %(amount)s AS amount) measure
         WHERE amount IS NOT NULL
    ),
    round AS (
        SELECT measured.*,
               count(*) FILTER (WHERE rearms) OVER (
                   PARTITION BY lead_id ORDER BY moment) AS number
          FROM measured
    ),
    fired AS (
        SELECT round.*, count(*) FILTER (WHERE is_reached) OVER (
                   PARTITION BY lead_id, number ORDER BY moment) AS nth
          FROM round
    )
    SELECT lead_id, moment, amount, probability,
           count(*) OVER () AS times, dense_rank() OVER (ORDER BY lead_id)
           + dense_rank() OVER (ORDER BY lead_id DESC) - 1 AS leads
      FROM fired
     WHERE is_reached AND nth = 1 AND moment >= %(start)s
  ORDER BY moment DESC, lead_id
     LIMIT %(limit)s
"""
