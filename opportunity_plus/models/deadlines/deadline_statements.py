# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When opportunities should have left their stage, in SQL.

The deadline of a stay is the moment of entering plus as many times 24 hours as the
target has days. Where the company counts working days, it is the n-th working day after
the day of entering, at the same time of day. Working days are a table that is made once
for each company: the running number of the day of entering plus the target is the
number of the day that is sought. It is joined as arrays, so that looking up a day costs
the same whatever PostgreSQL expects of the number of days.
"""

from .zones import SPELLED

# the company whose settings apply to an opportunity
COMPANY = "COALESCE(crm_lead.company_id, team.company_id, %(main_company)s)"

# a running stay, as the ledger has it
RUNNING = "stay.is_stay AND stay.outcome = 'open' AND stay.date_out IS NULL"

# opportunities with their running stay, if they have one, and its target
STAYS = (
    """
    stays AS MATERIALIZED (
        SELECT crm_lead.id AS lead_id, stay.id AS stay_id,
               COALESCE(stay.date_clock, stay.date_from) AS moment,
               crm_lead.snooze_until, crm_lead.snooze_reason,
               crm_lead.id = ANY(%(moved)s) AS is_moved,
               -- a stay that was left and entered again goes on
               crm_lead.id = ANY(%(moved)s)
               AND (stay.id IS NULL OR stay.token IS NOT DISTINCT FROM %(token)s)
               AND stay.date_clock IS NULL AS is_new,
               """
    + COMPANY
    + """ AS company_id,
               LEAST(GREATEST(COALESCE(
                   target.days, stage.rotting_threshold_days, 0), 0), %(most)s) AS days
          FROM crm_lead
     LEFT JOIN crm_lead_revision stay
            ON stay.lead_number = crm_lead.id AND crm_lead.type = 'opportunity'
           AND """
    + RUNNING
    + """
     LEFT JOIN crm_team team ON team.id = crm_lead.team_id
     LEFT JOIN crm_stage stage ON stage.id = stay.stage_id
     LEFT JOIN crm_stage_target target
            ON target.stage_id = stay.stage_id AND target.team_id = crm_lead.team_id
         WHERE %(scope)s
    )
"""
)

CALENDAR_DAYS = """
    wanted AS MATERIALIZED (
        SELECT stays.*,
               CASE WHEN days > 0 THEN moment + days * INTERVAL '24 hours' END
                   AS deadline
          FROM stays
    )
"""

# Weeks are odd or even as in Odoo, by the number of days since the year 1. A day off is
# one on which leaves of everybody cover all hours of work; leaves that touch are one.
WORKING_DAYS = (
    """
    week AS MATERIALIZED (
        SELECT zone.company_id, work.dayofweek::integer AS weekday, parity,
               array_agg(work.hour_from) AS starts, array_agg(work.hour_to) AS ends
          FROM zone
          JOIN resource_calendar calendar ON calendar.id = zone.calendar_id
          JOIN resource_calendar_attendance work ON work.calendar_id = calendar.id
           AND work.display_type IS NULL AND work.day_period <> 'lunch'
           AND work.hour_to > work.hour_from
    CROSS JOIN generate_series(0, 1) parity
         WHERE zone.company_id IN (SELECT company_id FROM stays WHERE days > 0)
           AND (calendar.two_weeks_calendar IS NOT TRUE
                OR COALESCE(work.week_type, '0') = parity::text)
      GROUP BY zone.company_id, weekday, parity
    ),
    leave AS MATERIALIZED (
        SELECT zone.company_id,
               leave.date_from AT TIME ZONE 'UTC' AT TIME ZONE spelled.tz AS date_from,
               leave.date_to AT TIME ZONE 'UTC' AT TIME ZONE spelled.tz AS date_to
          FROM zone
          JOIN resource_calendar calendar ON calendar.id = zone.calendar_id
    CROSS JOIN LATERAL (SELECT """
    + SPELLED.format(tz="calendar.tz")
    + """ AS tz) spelled
          JOIN resource_calendar_leaves leave ON leave.resource_id IS NULL
           AND COALESCE(leave.time_type, 'leave') = 'leave'
           AND (leave.calendar_id = calendar.id
                OR leave.calendar_id IS NULL
               AND COALESCE(leave.company_id, zone.company_id) = zone.company_id)
         WHERE zone.company_id IN (SELECT company_id FROM week)
           AND leave.date_to >= (SELECT min(moment) FROM stays)
    ),
    free AS MATERIALIZED (
        SELECT company_id, min(date_from) AS date_from, max(date_to) AS date_to
          FROM (SELECT *, count(*) FILTER (WHERE date_from > ending) OVER past AS number
                  FROM (SELECT *, max(date_to) OVER (
                                   PARTITION BY company_id ORDER BY date_from, date_to
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                               ) + INTERVAL '1 minute' AS ending
                          FROM leave) following
                WINDOW past AS (PARTITION BY company_id ORDER BY date_from, date_to)
               ) joined
      GROUP BY company_id, number
    ),
    span AS (
        SELECT company_id, min(moment)::date - 2 AS first_day,
               max(moment)::date + 16 + (max(days) * 14 / (
                   SELECT count(*) FROM week WHERE week.company_id = stays.company_id
               ))::integer + LEAST(%(most)s, COALESCE((
                   SELECT sum(date_to::date - date_from::date + 1) FROM free
                    WHERE free.company_id = stays.company_id), 0))::integer AS last_day
          FROM stays
         WHERE days > 0 AND company_id IN (SELECT company_id FROM week)
      GROUP BY company_id
    ),
    day AS MATERIALIZED (
        SELECT company_id, date, is_work,
               count(*) FILTER (WHERE is_work)
                   OVER (PARTITION BY company_id ORDER BY date) AS number
          FROM (
            SELECT span.company_id, series::date AS date,
                   EXISTS (SELECT FROM unnest(starts, ends) work (start, finish)
                            WHERE NOT EXISTS (
                       SELECT FROM free
                        WHERE free.company_id = span.company_id
                          AND free.date_from <= series::date
                              + work.start * INTERVAL '1 hour'
                          AND free.date_to >= series::date
                              + work.finish * INTERVAL '1 hour' - INTERVAL '1 minute'
                   )) AS is_work
              FROM span
        CROSS JOIN LATERAL generate_series(
                       first_day::timestamp, last_day, INTERVAL '1 day') series
         LEFT JOIN week
                ON week.company_id = span.company_id
               AND week.weekday = EXTRACT(ISODOW FROM series) - 1
               AND week.parity = (series::date - DATE '0001-01-01') / 7 %% 2
               ) dated
    ),
    calendar AS MATERIALIZED (
        SELECT company_id, min(date) AS first_day,
               array_agg(number::integer ORDER BY date) AS numbers,
               array_agg(date ORDER BY date) FILTER (WHERE is_work) AS work_days
          FROM day
      GROUP BY company_id
    ),
    wanted AS MATERIALIZED (
        SELECT stays.*,
               CASE WHEN days <= 0 THEN NULL
                    WHEN target_day IS NULL THEN moment + days * INTERVAL '24 hours'
                    ELSE (target_day + local::time) AT TIME ZONE zone.tz
                         AT TIME ZONE 'UTC' END AS deadline
          FROM stays
     LEFT JOIN zone ON zone.company_id = stays.company_id
     LEFT JOIN calendar ON calendar.company_id = stays.company_id
    CROSS JOIN LATERAL (
               SELECT stays.moment AT TIME ZONE 'UTC' AT TIME ZONE zone.tz AS local
               ) clock
    CROSS JOIN LATERAL (
               SELECT work_days[numbers[local::date - first_day + 1] + stays.days]
                      AS target_day
               ) sought
    )
"""
)

# The opportunity and its running stay get the same deadline. A new stay ends the
# snooze; what was snoozed, and what the plan of the stall before it left open, is
# returned. So are those whose stay goes on after all.
SETTLE = """
    , ledger AS (
        UPDATE crm_lead_revision stay
           SET stage_deadline = wanted.deadline
          FROM wanted
         WHERE stay.id = wanted.stay_id
           AND stay.stage_deadline IS DISTINCT FROM wanted.deadline
    ),
    leads AS (
        UPDATE crm_lead
           SET stage_deadline = wanted.deadline,
               snooze_until = CASE WHEN NOT is_new THEN crm_lead.snooze_until END,
               snooze_reason = CASE WHEN NOT is_new THEN crm_lead.snooze_reason END
          FROM wanted
         WHERE crm_lead.id = wanted.lead_id
           AND (crm_lead.stage_deadline IS DISTINCT FROM wanted.deadline
                OR is_new AND crm_lead.snooze_until IS NOT NULL)
    )
    SELECT wanted.lead_id, CASE WHEN is_new THEN wanted.stay_id END, is_new,
           wanted.snooze_until, wanted.snooze_reason,
           array_remove(array_agg(activity.id), NULL)
      FROM wanted
 LEFT JOIN crm_lead_stall stall ON wanted.is_new AND stall.lead_id = wanted.lead_id
       AND stall.stay_id IS DISTINCT FROM wanted.stay_id
 LEFT JOIN mail_activity activity ON activity.oplus_stall_id = stall.id
       AND activity.active AND activity.res_id = stall.lead_id
     WHERE wanted.is_moved
       AND (NOT wanted.is_new OR wanted.snooze_until IS NOT NULL
            OR activity.id IS NOT NULL)
  GROUP BY wanted.lead_id, wanted.stay_id, is_new, wanted.snooze_until,
           wanted.snooze_reason
"""
