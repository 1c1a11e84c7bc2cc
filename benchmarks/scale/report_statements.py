# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The reports that are one grouping of Odoo, and the bare SQL beside them."""

HISTORY = """
    SELECT stage_id, count(*),
           avg(EXTRACT(EPOCH FROM date_out - date_from) / 86400)
               FILTER (WHERE outcome = 'open'
                         AND date_out - date_from >= INTERVAL '60 seconds')
      FROM crm_lead_revision
     WHERE is_stay AND lead_id IS NOT NULL AND {mine}
  GROUP BY stage_id
"""
CLOSINGS = """
    SELECT date_trunc('month', date_closed)::date, won_status, count(*),
           sum(expected_revenue)
      FROM (SELECT lead.*, id AS lead_id FROM crm_lead lead) lead
     WHERE type = 'opportunity' AND won_status IN ('won', 'lost') AND {mine}
  GROUP BY 1, 2
"""
# what was created in a month, and what became of it
COHORTS = """
    SELECT date_trunc('month', create_date)::date, won_status, count(*),
           sum(expected_revenue)
      FROM (SELECT lead.*, id AS lead_id FROM crm_lead lead) lead
     WHERE type = 'opportunity' AND won_status IN ('pending', 'won', 'lost')
       AND {mine}
  GROUP BY 1, 2
"""
# what was open when a month began, and expected to close in it; what was won in it
FORECAST = """
    SELECT month::date, 'forecast',
           sum(round(expected_revenue * probability::numeric / 100, 2))
      FROM generate_series(date_trunc('month', now()) - INTERVAL '6 months',
                           date_trunc('month', now()) - INTERVAL '1 month',
                           INTERVAL '1 month') month
      JOIN crm_lead_revision
        ON outcome = 'open' AND date_from < month
       AND (date_to IS NULL OR date_to >= month)
       AND date_deadline >= month AND date_deadline < month + INTERVAL '1 month'
       AND {mine}
  GROUP BY 1
 UNION ALL
    SELECT date_trunc('month', date_from)::date, 'won', sum(expected_revenue)
      FROM crm_lead_revision
     WHERE outcome = 'won' AND is_stay AND date_from < date_trunc('month', now())
       AND date_from >= date_trunc('month', now()) - INTERVAL '6 months' AND {mine}
  GROUP BY 1
"""


def history(env):
    stays = env["crm.lead.stage.history"]
    rows = stays._read_group([], ["stage_id"], ["__count", "finished_days:avg"])
    return [(stage.id, count, days) for stage, count, days in rows]


def closings(env):
    return by_month(env, "date_closed", ("won", "lost"))


def cohorts(env):
    return by_month(env, "create_date", ("pending", "won", "lost"))


def by_month(env, name, outcomes):
    leads = env["crm.lead"].with_context(active_test=False, tz="UTC")
    rows = leads._read_group(
        [("type", "=", "opportunity"), ("won_status", "in", outcomes)],
        [f"{name}:month", "won_status"],
        ["__count", "expected_revenue:sum"],
    )
    return [(month.date(), *rest) for month, *rest in rows]


def forecast(env):
    report = env["crm.forecast.report"]
    return report._read_group([], ["month:month", "kind"], ["amount:sum"])


# name, bare SQL, report
SIMPLE = (
    ("stage history, pivot", HISTORY, history),
    ("win/loss analysis", CLOSINGS, closings),
    ("cohorts", COHORTS, cohorts),
    ("forecast and outcome", FORECAST, forecast),
)
