# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where opportunities stand with regard to rules, and what follows, in SQL."""

from .measuring import CROSSES, IS_ARMED

# the opportunities that are not below every target; a quick look that most changes do
# not get past
SCREEN = """
    SELECT lead.id
      FROM crm_lead lead
     WHERE lead.id = ANY(%(lead_ids)s) AND lead.type = 'opportunity'
       AND (COALESCE(lead.probability, 0) >= %(probability)s
            AND COALESCE(lead.expected_revenue, 0) >= %(amount)s
            OR EXISTS (SELECT FROM crm_big_deal_state WHERE lead_id = lead.id))
"""

# each opportunity against each rule of its company, and where it stood before
PAIRS = """
    WITH rule AS MATERIALIZED (%(rules)s),
    deal AS MATERIALIZED (
        SELECT lead.id AS lead_id,
               lead.won_status IS NOT DISTINCT FROM 'lost' AS is_lost,
               lead.won_status IS NOT DISTINCT FROM 'won' AS is_won,
               COALESCE(lead.expected_revenue, 0) AS revenue,
               COALESCE(lead.probability, 0) AS probability, lead.date_deadline,
               lead.user_id, lead.team_id, lead.stage_id, lead.opportunity_type_id,
               %(company)s AS company_id
          FROM crm_lead lead
         WHERE lead.id = ANY(%(lead_ids)s) AND lead.type = 'opportunity'
           AND (lead.active OR lead.won_status = 'lost')
    ),
    rate AS MATERIALIZED (
        SELECT company.id AS company_id, wanted.currency_id, %(factor)s AS factor
          FROM (SELECT DISTINCT company_id FROM deal) used
          JOIN res_company company ON company.id = used.company_id
    CROSS JOIN (SELECT DISTINCT currency_id FROM rule) wanted
    ),
    pair AS (
        SELECT deal.*, rule.id AS rule_id, rule.domain, rule.currency_id,
               rule.notify_fell_below, rule.notify_lost, rule.notify_slipped,
               amount, is_above, is_in_scope,
               NOT is_above AND %(rearms)s AS rearms,
               state.lead_id IS NOT NULL AS is_known,
               COALESCE(state.is_reached, FALSE) AS was_reached,
               COALESCE(state.is_armed, TRUE) AS was_armed,
               COALESCE(state.crossing, 0) AS crossing,
               state.date_deadline AS known_deadline
          FROM deal
          JOIN rate ON rate.company_id = deal.company_id AND rate.factor IS NOT NULL
          JOIN rule ON rule.currency_id = rate.currency_id
                   AND COALESCE(rule.company_id, deal.company_id) = deal.company_id
    CROSS JOIN LATERAL (SELECT %(amount)s AS amount) measured
    CROSS JOIN LATERAL (
            SELECT %(above)s AS is_above, %(in_scope)s AS is_in_scope) tested
     LEFT JOIN crm_big_deal_state state
            ON state.rule_id = rule.id AND state.lead_id = deal.lead_id
    )
"""

# the few pairs for which something may have happened; only they are worth a look at
# the extra filter
PROBE = """
    SELECT rule_id, lead_id, COALESCE(domain, '[]') AS domain
      FROM pair
     WHERE is_above AND is_in_scope AND NOT was_reached
        OR was_reached AND (
            NOT (is_above AND is_in_scope) OR COALESCE(domain, '[]') <> '[]'
            OR date_deadline <> known_deadline
            OR (date_deadline IS NULL) < (known_deadline IS NULL))
        OR is_known AND NOT was_reached AND NOT was_armed AND rearms
"""

APPLY = f"""
    , present AS (
        SELECT pair.*, is_above AND is_in_scope AND fits AS is_reached
          FROM pair
          JOIN unnest(%(rules)s, %(leads)s, %(fits)s) candidate(rule_id, lead_id, fits)
         USING (rule_id, lead_id)
    ),
    event AS (
        SELECT present.*,
               {CROSSES} OR is_reached AND NOT was_reached AND %(silent)s AS crosses,
               CASE WHEN %(silent)s THEN NULL
                    WHEN {CROSSES} THEN 'reached'
                    WHEN was_reached AND is_lost AND notify_lost THEN 'lost'
                    WHEN was_reached AND NOT is_above AND notify_fell_below
                         THEN 'fell_below'
                    WHEN was_reached AND is_reached AND NOT is_won AND notify_slipped
                         AND date_deadline > known_deadline THEN 'slipped'
               END AS kind
          FROM present
    ),
    stored AS (
        INSERT INTO crm_big_deal_state AS state (
            rule_id, lead_id, is_reached, is_armed, crossing, date_deadline)
        SELECT rule_id, lead_id, is_reached, {IS_ARMED},
               crossing + crosses::integer, COALESCE(date_deadline, known_deadline)
          FROM event
         WHERE is_known OR is_reached
      ORDER BY lead_id, rule_id
   ON CONFLICT (lead_id, rule_id) DO UPDATE
           SET is_reached = EXCLUDED.is_reached, is_armed = EXCLUDED.is_armed,
               crossing = EXCLUDED.crossing, date_deadline = EXCLUDED.date_deadline
         WHERE (state.is_reached, state.is_armed, state.crossing, state.date_deadline)
               IS DISTINCT FROM (EXCLUDED.is_reached, EXCLUDED.is_armed,
                                 EXCLUDED.crossing, EXCLUDED.date_deadline)
    ),
    alert AS (
        INSERT INTO crm_big_deal_alert (
            rule_id, lead_id, kind, crossing, date, currency_id, amount, probability,
            date_deadline, date_deadline_before, user_id, team_id, stage_id,
            company_id, state, attempts, date_next)
        SELECT rule_id, lead_id, kind, crossing + crosses::integer, %(now)s,
               currency_id, amount, probability, date_deadline, known_deadline,
               user_id, team_id, stage_id, company_id, 'pending', 0, %(now)s
          FROM event
         WHERE kind IS NOT NULL
      ORDER BY lead_id, rule_id
            ON CONFLICT DO NOTHING
     RETURNING id, rule_id, lead_id
    )
    SELECT alert.id, rule_id, lead_id,
           is_known, was_reached, was_armed, event.crossing, known_deadline
      FROM event
 LEFT JOIN alert USING (rule_id, lead_id)
     WHERE is_known OR is_reached
"""

# what one transaction did to pairs so far, taken back before it is done anew
TAKE_BACK = """
    WITH past AS (
        SELECT *
          FROM unnest(%(rules)s, %(leads)s, %(known)s, %(reached)s, %(armed)s,
                      %(crossings)s, %(deadlines)s::date[])
               past(rule_id, lead_id, is_known, is_reached, is_armed, crossing,
                    date_deadline)
    ),
    alert AS (
        DELETE FROM crm_big_deal_alert
         WHERE id = ANY(%(alerts)s) AND attempts = 0 AND merged_from IS NULL
    ),
    new AS (
        DELETE FROM crm_big_deal_state state
         USING past
         WHERE (state.rule_id, state.lead_id) = (past.rule_id, past.lead_id)
           AND NOT past.is_known
    )
    UPDATE crm_big_deal_state state
       SET is_reached = past.is_reached, is_armed = past.is_armed,
           crossing = past.crossing, date_deadline = past.date_deadline
      FROM past
     WHERE (state.rule_id, state.lead_id) = (past.rule_id, past.lead_id)
       AND past.is_known
"""
