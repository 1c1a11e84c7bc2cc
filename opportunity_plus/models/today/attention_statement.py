# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why an opportunity wants attention, in SQL: the first reason that holds.

The next step is the earliest open activity or future meeting; a meeting that lasts all
day, until its first day ends. What counts as open is told in ``contacts/settling.py``.
"""

from ..contacts.settling import OPEN

ATTENTION = """
    CASE WHEN (%(type)s = 'opportunity' AND %(active)s
               AND %(won_status)s = 'pending') IS NOT TRUE THEN NULL
         WHEN %(day)s < %(today)s THEN '1_overdue'
         WHEN %(day)s = %(today)s THEN '2_today'
         WHEN %(deadline)s < %(today)s THEN '3_late'
         WHEN %(deadline)s < %(today)s + COALESCE(%(company_near_days)s, %(near_days)s)
         THEN '4_soon'
         WHEN %(stalled)s THEN '5_stalled'
         WHEN %(silent)s THEN '6_silent'
         WHEN %(day)s IS NULL THEN '7_no_step' END
"""
STEPS = f"""
    SELECT %(activity_lead)s AS lead_id, %(due)s AS day
      FROM mail_activity activity
     WHERE %(activity_model)s = 'crm.lead' AND {OPEN}
     UNION ALL
    SELECT %(meeting_lead)s,
           CASE WHEN %(all_day)s THEN %(start_date)s ELSE
                (%(start)s AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date END
      FROM calendar_event meeting
     WHERE %(meeting_active)s
       AND CASE WHEN %(all_day)s THEN %(start_date)s >= %(today)s
                ELSE %(start)s > %(now)s END
"""
# the next step of each opportunity, looked up for one after the other ...
STEP_OF_ONE = f"""
    LATERAL (SELECT min(day) AS day FROM ({STEPS}) step WHERE lead_id = %(lead)s)
"""
# ... or found for all at once, which takes less time for thousands
STEP_OF_EACH = f"""
    (SELECT lead_id, min(day) AS day FROM ({STEPS}) step GROUP BY lead_id)
"""
# the open activities of some opportunities
OPEN_ACTIVITIES = f"""
    SELECT activity.id FROM mail_activity activity
     WHERE %(activity_model)s = 'crm.lead' AND %(activity_lead)s = ANY(%(ids)s)
       AND {OPEN}
"""

# the columns of the statements, by their name in them
LEAD = {
    "type": "type",
    "active": "active",
    "won_status": "won_status",
    "deadline": "date_deadline",
}
ACTIVITY = {
    "due": "date_deadline",
    "activity_model": "res_model",
    "activity_lead": "res_id",
}
# what the condition of an open one reads besides
OPEN_BY = ("active", "calendar_event_id")
MEETING = {
    "start": "start",
    "start_date": "start_date",
    "all_day": "allday",
    "meeting_lead": "opportunity_id",
    "meeting_active": "active",
}
