# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why an opportunity wants attention, in SQL: the first reason that holds.

The next step is the earliest open activity or future meeting; a meeting that lasts all
day, until its first day ends. The reminder of the expected closing is none. OFFSET 0
lets PostgreSQL look for it once, and not for each reason.
"""

ATTENTION = """
    (SELECT CASE WHEN step.day < %(today)s THEN '1_overdue'
                 WHEN step.day = %(today)s THEN '2_today'
                 WHEN %(closing)s < %(today)s THEN '3_late'
                 WHEN %(closing)s < %(today)s + COALESCE((
                      SELECT opportunity_closing_near_days FROM res_company company
                       WHERE company.id = %(company)s), %(near_days)s) THEN '4_soon'
                 WHEN %(stalled)s THEN '5_stalled'
                 WHEN %(silent)s THEN '6_silent'
                 WHEN step.day IS NULL THEN '7_no_step' END
       FROM (SELECT LEAST(
                 (SELECT min(%(due)s) FROM mail_activity activity
                   WHERE %(activity_model)s = 'crm.lead'
                     AND %(activity_lead)s = %(id)s AND %(activity_active)s
                     AND NOT EXISTS (SELECT FROM crm_lead_reminder reminder
                                      WHERE reminder.activity_id = %(activity_id)s)),
                 (SELECT min(CASE WHEN %(all_day)s THEN %(start_date)s ELSE
                         (%(start)s AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date END)
                    FROM calendar_event meeting
                   WHERE %(meeting_lead)s = %(id)s AND %(meeting_active)s
                     AND CASE WHEN %(all_day)s THEN %(start_date)s >= %(today)s
                              ELSE %(start)s > %(now)s END)) AS day
             OFFSET 0) step
      WHERE %(type)s = 'opportunity' AND %(active)s AND %(won_status)s = 'pending')
"""

# the columns of the statement, by their name in it
LEAD = {
    "id": "id",
    "type": "type",
    "active": "active",
    "won_status": "won_status",
    "closing": "date_deadline",
    "company": "company_id",
}
ACTIVITY = {
    "activity_id": "id",
    "due": "date_deadline",
    "activity_model": "res_model",
    "activity_lead": "res_id",
    "activity_active": "active",
}
MEETING = {
    "start": "start",
    "start_date": "start_date",
    "all_day": "allday",
    "meeting_lead": "opportunity_id",
    "meeting_active": "active",
}
