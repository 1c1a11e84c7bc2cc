# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contacts, in SQL: read from Odoo's messages and meetings.

A done activity is the message that Odoo posts for it; it counts if its type has a kind.
A mail counts if somebody outside sent it, or is among its recipients. A meeting counts
from its beginning, unless its activity was marked as done: then that message tells of
it. So each contact is one row.
"""

from .kinds import FAILED

# whether the activity of a ``meeting`` was marked as done
TOLD = """
    EXISTS (
        SELECT FROM mail_activity activity
          JOIN mail_message told ON told.oplus_activity_id = activity.id
          JOIN mail_activity_type type ON type.id = told.mail_activity_type_id
         WHERE activity.calendar_event_id = meeting.id
           AND type.oplus_contact_kind IS NOT NULL
    )
"""
# what Odoo leaves of a text that was removed
EMPTIED = """'^(<p>)?<span class="o-mail-Message-edited"[^<]*(</span>)?(</p>)?$'"""
# mails to or from somebody outside; a comment whose text and files were removed is none
MAIL = f"""
    message.mail_activity_type_id IS NULL
    AND (message.message_type IN ('sms', 'whatsapp_message', 'email_outgoing')
         OR message.message_type IN ('email', 'comment')
            AND message.is_internal IS NOT TRUE
            AND subtype.id IS NOT NULL AND subtype.internal IS NOT TRUE)
    AND (author.id IS NULL OR author.partner_share IS NOT FALSE
         OR sent.arrived IS NOT NULL OR message.outgoing_email_to <> ''
         OR message.message_type = 'email_outgoing')
    AND (message.message_type <> 'comment'
         OR message.body <> '' AND message.body !~ {EMPTIED}
         OR EXISTS (SELECT FROM message_attachment_rel file
                     WHERE file.message_id = message.id))
"""
# {lead}, {partner} and {order}: columns of the joined {document}
MESSAGES = f"""
    SELECT message.id * 3 AS id, {{lead}} AS lead_id, {{partner}} AS partner_id,
           customer.commercial_partner_id,
           LEAST(message.date, meeting.start) AS date, message.author_id,
           COALESCE(type.oplus_contact_kind, 'message') AS kind,
           CASE WHEN type.id IS NOT NULL THEN NULL
                WHEN author.partner_share IS NOT FALSE THEN 'in'
                ELSE 'out' END AS direction,
           CASE WHEN message.oplus_is_unreached THEN 'not_reached'
                WHEN type.id IS NULL AND author.partner_share IS FALSE
                 AND sent.arrived IS FALSE THEN 'not_reached'
                ELSE 'reached' END AS result,
           message.oplus_next_activity_id AS next_activity_id,
           message.id AS message_id, meeting.id AS event_id, {{order}} AS order_id
      FROM mail_message message
      JOIN {{document}}
 LEFT JOIN res_partner customer ON customer.id = {{partner}}
 LEFT JOIN mail_activity_type type ON type.id = message.mail_activity_type_id
       AND type.oplus_contact_kind IS NOT NULL
 LEFT JOIN mail_activity activity ON activity.id = message.oplus_activity_id
 LEFT JOIN calendar_event meeting ON meeting.id = activity.calendar_event_id
       AND meeting.active
 LEFT JOIN res_partner author ON author.id = message.author_id
 LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
 LEFT JOIN LATERAL (
        SELECT bool_or(notice.notification_status IS NULL
                       OR notice.notification_status NOT IN {FAILED}) AS arrived
          FROM mail_notification notice
     LEFT JOIN res_partner reader ON reader.id = notice.res_partner_id
         WHERE notice.mail_message_id = message.id
           AND message.message_type <> 'notification'
           AND reader.partner_share IS NOT FALSE
       ) sent ON TRUE
     WHERE message.model = '{{model}}' AND (type.id IS NOT NULL OR {MAIL})
"""
MEETINGS = f"""
    SELECT meeting.id * 3 + 1, lead.id, lead.partner_id, customer.commercial_partner_id,
           meeting.start, organizer.partner_id, 'visit', NULL::varchar, 'reached',
           NULL::integer, NULL::integer, meeting.id, NULL::integer
      FROM calendar_event meeting
      JOIN crm_lead lead ON lead.id = meeting.opportunity_id
 LEFT JOIN res_partner customer ON customer.id = lead.partner_id
 LEFT JOIN res_users organizer ON organizer.id = meeting.user_id
     WHERE meeting.active AND meeting.start <= %(now)s AND NOT {TOLD}
"""
# meetings with a customer about no opportunity: once for each company that took part
ATTENDED = f"""
    SELECT min(attendee.id) * 3 + 2, NULL::integer, min(customer.id),
           customer.commercial_partner_id, meeting.start, organizer.partner_id, 'visit',
           NULL::varchar, 'reached', NULL::integer, NULL::integer, meeting.id,
           NULL::integer
      FROM calendar_attendee attendee
      JOIN res_partner customer ON customer.id = attendee.partner_id
       AND customer.partner_share
      JOIN calendar_event meeting ON meeting.id = attendee.event_id
 LEFT JOIN res_users organizer ON organizer.id = meeting.user_id
     WHERE meeting.active AND meeting.start <= %(now)s
       AND meeting.opportunity_id IS NULL AND attendee.state <> 'declined'
       AND NOT {TOLD}
  GROUP BY meeting.id, organizer.partner_id, customer.commercial_partner_id
"""
ABOUT_LEADS = " UNION ALL ".join(
    [
        MESSAGES.format(
            model="crm.lead",
            document="crm_lead lead ON lead.id = message.res_id",
            lead="lead.id",
            partner="lead.partner_id",
            order="NULL::integer",
        ),
        MESSAGES.format(
            model="sale.order",
            document="sale_order sale ON sale.id = message.res_id"
            " JOIN crm_lead lead ON lead.id = sale.opportunity_id",
            lead="lead.id",
            partner="lead.partner_id",
            order="sale.id",
        ),
        MEETINGS,
    ]
)
ABOUT_CUSTOMERS = " UNION ALL ".join(
    [
        MESSAGES.format(
            model="res.partner",
            document="res_partner person ON person.id = message.res_id",
            lead="NULL::integer",
            partner="person.id",
            order="NULL::integer",
        ),
        ATTENDED,
    ]
)
CONTACTS = f"{ABOUT_LEADS} UNION ALL {ABOUT_CUSTOMERS}"
# keeps the last contact of opportunities, and their future meetings in order
SETTLE = f"""
    INSERT INTO crm_lead_contact_state AS state
           (lead_id, contact_date, meeting_dates)
    SELECT lead.id, contact.date, meeting.dates
      FROM crm_lead lead
 LEFT JOIN (
        SELECT lead_id, max(date) AS date FROM ({ABOUT_LEADS}) contact
         WHERE result = 'reached' AND {{contacts}} GROUP BY lead_id
       ) contact ON contact.lead_id = lead.id
 LEFT JOIN (
        SELECT opportunity_id, array_agg(start ORDER BY start) AS dates
          FROM calendar_event meeting
         WHERE active AND start > %(now)s AND {{meetings}} AND NOT {TOLD}
      GROUP BY opportunity_id
       ) meeting ON meeting.opportunity_id = lead.id
 LEFT JOIN crm_lead_contact_state past ON past.lead_id = lead.id
     WHERE {{leads}} AND COALESCE(past.lead_id, contact.lead_id, meeting.opportunity_id)
           IS NOT NULL
  ORDER BY lead.id
        ON CONFLICT (lead_id) DO UPDATE
       SET contact_date = EXCLUDED.contact_date, meeting_dates = EXCLUDED.meeting_dates
     WHERE (state.contact_date, state.meeting_dates)
           IS DISTINCT FROM (EXCLUDED.contact_date, EXCLUDED.meeting_dates)
"""
SETTLE_SOME = SETTLE.format(
    contacts="contact.lead_id = ANY(%(ids)s)",
    meetings="meeting.opportunity_id = ANY(%(ids)s)",
    leads="lead.id = ANY(%(ids)s)",
)
SETTLE_ALL = SETTLE.format(
    contacts="contact.lead_id IS NOT NULL",
    meetings="meeting.opportunity_id IS NOT NULL",
    leads="TRUE",
)
# activities of meetings that were marked as done before: the message of each
LINK = """
    UPDATE mail_message message
       SET oplus_activity_id = done.id
      FROM (
        SELECT activity.id, (
                SELECT max(one.id) FROM mail_message one
                 WHERE one.model = activity.res_model AND one.res_id = activity.res_id
                   AND one.mail_activity_type_id = activity.activity_type_id
                   AND one.date::date = activity.date_done
               ) AS message_id
          FROM mail_activity activity
         WHERE NOT activity.active AND activity.calendar_event_id IS NOT NULL
       ) done
     WHERE message.id = done.message_id AND message.oplus_activity_id IS NULL
"""
# the last contact, of a state: a meeting counts as soon as it begins, which nobody
# writes down then. The function counts the meetings that have begun; a subquery would
# cost more.
LAST = """
    GREATEST(%(state)s.contact_date, %(state)s.meeting_dates[
        width_bucket(%(now)s::timestamp, %(state)s.meeting_dates)
    ])
"""
# whether there is a future meeting
TO_COME = """
    COALESCE(%(state)s.meeting_dates[cardinality(%(state)s.meeting_dates)]
             > %(now)s::timestamp, FALSE)
"""
# what a board shows of its opportunities, in one statement
FACTS = f"""
    SELECT lead.id, {LAST}, {TO_COME} OR EXISTS (
                SELECT FROM mail_activity activity
                 WHERE activity.res_model = 'crm.lead' AND activity.active
                   AND activity.res_id = lead.id
           )
      FROM crm_lead lead
 LEFT JOIN crm_lead_contact_state %(state)s ON %(state)s.lead_id = lead.id
     WHERE lead.id = ANY(%(ids)s)
"""
# whether a next step is planned, among very many opportunities
PLANNED = f"""
    ({TO_COME} OR %(lead)s IN (
        SELECT res_id FROM mail_activity
         WHERE res_model = 'crm.lead' AND active AND res_id IS NOT NULL
    ))
"""
