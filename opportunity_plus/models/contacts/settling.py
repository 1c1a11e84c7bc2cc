# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The last contact and the next step of opportunities, in SQL.

The state of an opportunity is the same for all its readers. So it counts what is on the
opportunity itself, and messages about a quotation that is its salesperson's own, or
nobody's: those of a colleague's quotation, which the salesperson may not read, are in
the list of whoever may read it, and leave the silence alone. Users with whom an
opportunity is shared without its documents are told of no quotation: for them, the date
without such messages is kept as well.
"""

from .people import MET
from .statements import OWN, about_leads, told_to_lead


def _are_asked(column, ids):
    return f"{column} = ANY({ids})" if ids else f"{column} IS NOT NULL"


def found(orders, ids=None):
    """Return the last contact of opportunities, and their future meetings in order.

    :param orders: which quotations' messages count; none if that is left out
    :param ids: an array of opportunities; all of them if that is left out
    """
    return f"""
        SELECT lead.id AS lead_id, contact.date AS contact_date,
               contact.lead_contact_date, meeting.dates AS meeting_dates,
               meeting.until AS meeting_until, meeting.day AS meeting_day
          FROM crm_lead lead
     LEFT JOIN (
            SELECT lead_id, max(date) AS date,
                   max(date) FILTER (WHERE order_id IS NULL OR EXISTS (
                       SELECT FROM sale_order sale
                        WHERE sale.id = order_id AND sale.user_id IS NULL)
                   ) AS lead_contact_date
              FROM ({about_leads(orders)}) contact
             WHERE result = 'reached' AND {_are_asked("contact.lead_id", ids)}
          GROUP BY lead_id
           ) contact ON contact.lead_id = lead.id
     LEFT JOIN (
            SELECT opportunity_id,
                   max(start) FILTER (WHERE allday IS NOT TRUE) AS until,
                   max(start_date) FILTER (WHERE allday) AS day,
                   array_agg(start ORDER BY start)
                       FILTER (WHERE start > %(now)s AND {MET}) AS dates
              FROM calendar_event meeting
             WHERE active AND {_are_asked("meeting.opportunity_id", ids)}
               AND (start > %(now)s OR allday
                   AND start_date >= %(now)s::date - 1) -- of any time zone
               AND NOT {told_to_lead(orders)}
          GROUP BY opportunity_id
           ) meeting ON meeting.opportunity_id = lead.id
     LEFT JOIN crm_lead_contact_state past ON past.lead_id = lead.id
         WHERE {_are_asked("lead.id", ids)}
           AND COALESCE(past.lead_id, contact.lead_id, meeting.opportunity_id)
               IS NOT NULL
    """


def settle(found):
    return f"""
        INSERT INTO crm_lead_contact_state AS state
               (lead_id, contact_date, lead_contact_date, meeting_dates,
                meeting_until, meeting_day)
        {found}
      ORDER BY lead.id
            ON CONFLICT (lead_id) DO UPDATE
           SET contact_date = EXCLUDED.contact_date,
               lead_contact_date = EXCLUDED.lead_contact_date,
               meeting_dates = EXCLUDED.meeting_dates,
               meeting_until = EXCLUDED.meeting_until,
               meeting_day = EXCLUDED.meeting_day
         WHERE (state.contact_date, state.lead_contact_date, state.meeting_dates,
                state.meeting_until, state.meeting_day)
               IS DISTINCT FROM
               (EXCLUDED.contact_date, EXCLUDED.lead_contact_date,
                EXCLUDED.meeting_dates, EXCLUDED.meeting_until, EXCLUDED.meeting_day)
    """


# PostgreSQL plans for longer than it works: where there are no quotations, it need not
# know of them
SETTLE_SOME, SETTLE_PLAIN = (settle(found(orders, "%(ids)s")) for orders in (OWN, None))
SETTLE_ALL = settle(found(OWN))
# activities of meetings that were marked as done before: the message of each. Messages
# have times in UTC, and activities the day of whoever did them. Of several on one day,
# the first message is that of the first activity.
LINK = """
    WITH done AS (
        SELECT id, res_model, res_id, activity_type_id AS type_id, date_done AS day,
               calendar_event_id, row_number() OVER (
                   PARTITION BY res_model, res_id, activity_type_id, date_done
                   ORDER BY id) AS number
          FROM mail_activity WHERE NOT active
    ), message AS (
        SELECT id, model, res_id, mail_activity_type_id AS type_id, date::date AS day,
               oplus_activity_id, row_number() OVER (
                   PARTITION BY model, res_id, mail_activity_type_id, date::date
                   ORDER BY id) AS number
          FROM mail_message WHERE mail_activity_type_id IS NOT NULL
    ), pair AS (
        SELECT done.id, message.id AS message_id, row_number() OVER (
                   PARTITION BY done.id
                   ORDER BY abs(message.day - done.day), message.id) AS nearest,
               row_number() OVER (
                   PARTITION BY message.id
                   ORDER BY abs(message.day - done.day), done.id) AS mutual
          FROM done
          JOIN message ON message.model = done.res_model
           AND message.res_id = done.res_id AND message.type_id = done.type_id
           AND message.number = done.number AND abs(message.day - done.day) <= 1
         WHERE done.calendar_event_id IS NOT NULL AND message.oplus_activity_id IS NULL
    )
    UPDATE mail_message SET oplus_activity_id = pair.id FROM pair
     WHERE mail_message.id = pair.message_id AND nearest = 1 AND mutual = 1
"""
# the last contact, of a state: a meeting counts as soon as it begins, which nobody
# writes down then. The function counts the meetings that have begun; a subquery would
# cost more.
LAST_OF = """
    GREATEST({date}, %(state)s.meeting_dates[
        width_bucket(%(now)s::timestamp, %(state)s.meeting_dates)
    ])
"""
LAST = LAST_OF.format(
    date="CASE WHEN %(hidden)s THEN %(state)s.lead_contact_date"
    " ELSE %(state)s.contact_date END"
)
# opportunities (``lead``) that are shared with somebody without their documents. What
# nobody is in charge of has quotations of nobody, which all may read.
HIDDEN = """
    %(lead)s IN (
        SELECT hidden.id
          FROM crm_lead_share share
          JOIN crm_lead hidden ON hidden.id = share.lead_id
         WHERE share.user_id = %(user)s AND share.include_documents IS NOT TRUE
           AND hidden.user_id <> ALL(%(salespeople)s)
           AND COALESCE(hidden.team_id, 0) <> ALL(%(teams)s))
"""
# whether there is a future meeting; one that lasts all day is until its first day ends,
# as in *Today*
TO_COME = """
    (COALESCE(%(state)s.meeting_until > %(now)s::timestamp, FALSE)
     OR COALESCE(%(state)s.meeting_day >= %(today)s::date, FALSE))
"""
# an ``activity`` is still to be done; that of a meeting only until the meeting begins.
# The reminder of the expected closing is no step with the customer.
OPEN = """
    activity.active AND NOT EXISTS (
        SELECT FROM calendar_event held
         WHERE held.id = activity.calendar_event_id
           AND CASE WHEN held.allday THEN held.start_date < %(today)s::date
                    ELSE held.start <= %(now)s::timestamp END)
    AND NOT EXISTS (
        SELECT FROM crm_lead_reminder reminder
         WHERE reminder.activity_id = activity.id)
"""
# what a board shows of its opportunities, in one statement: OFFSET keeps PostgreSQL
# from looking through all states and activities for the few that are asked for
FACTS = f"""
    SELECT lead.id, {LAST}, {TO_COME} OR EXISTS (
                SELECT FROM mail_activity activity
                 WHERE activity.res_model = 'crm.lead'
                   AND activity.res_id = lead.id AND {OPEN}
                OFFSET 0
           )
      FROM crm_lead lead
 LEFT JOIN LATERAL (
            SELECT * FROM crm_lead_contact_state WHERE lead_id = lead.id OFFSET 0
           ) %(state)s ON TRUE
     WHERE lead.id = ANY(%(ids)s)
"""
# whether a next step is planned, among very many opportunities
PLANNED = f"""
    ({TO_COME} OR %(lead)s IN (
        SELECT activity.res_id FROM mail_activity activity
         WHERE activity.res_model = 'crm.lead' AND activity.res_id IS NOT NULL
           AND {OPEN}
    ))
"""
# states that are not what the contacts say: meetings may have begun since
TOLD = ", ".join(
    [
        LAST_OF.format(date="%(state)s.contact_date"),
        LAST_OF.format(date="%(state)s.lead_contact_date"),
        TO_COME,
    ]
)
FAULTS = f"""
    SELECT found.lead_id FROM ({found(OWN)}) found
 LEFT JOIN crm_lead_contact_state state ON state.lead_id = found.lead_id
     WHERE ({TOLD.replace("%(state)s", "state")}) IS DISTINCT FROM
           ({TOLD.replace("%(state)s", "found")})
  ORDER BY found.lead_id
"""
