# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contacts, in SQL: read from Odoo's messages and meetings.

A done activity is the message that Odoo posts for it; it counts if its type has a kind.
A notification to a user never does: anybody can send themselves one on any record.
A mail counts if somebody outside sent it, or is among its recipients. A meeting counts
from its beginning, unless it was among colleagues alone, or its activity was marked as
done: then that message tells of it. So each contact is one row.
"""

from .kinds import FAILED
from .people import MET, NOTIFIES, POSTED, is_inside, names_outsider

# a quotation of the salesperson of its opportunity, or of nobody
OWN = "(sale.user_id IS NULL OR sale.user_id = lead.user_id)"


def told(about):
    """Return whether the activity of a ``meeting`` was marked as done.

    :param about: whether the message ``told`` of that belongs to the same record
    """
    return f"""
        EXISTS (
            SELECT FROM mail_activity activity
              JOIN mail_message told ON told.oplus_activity_id = activity.id
              JOIN mail_activity_type type ON type.id = told.mail_activity_type_id
             WHERE activity.calendar_event_id = meeting.id
               AND type.oplus_contact_kind IS NOT NULL AND {about}
        )
    """


def told_to_lead(orders=None):
    """:param orders: which quotations' messages count; none if that is left out"""
    about = "told.model = 'crm.lead' AND told.res_id = meeting.opportunity_id"
    if orders:
        about += f"""
            OR told.model = 'sale.order' AND EXISTS (
            SELECT FROM sale_order sale
              JOIN crm_lead lead ON lead.id = sale.opportunity_id
             WHERE sale.id = told.res_id AND lead.id = meeting.opportunity_id
               AND {orders})
        """
    return told(f"({about})")


TOLD_TO_COMPANY = told("""
    EXISTS (
        SELECT FROM res_partner person
     LEFT JOIN crm_lead lead ON lead.partner_id = person.id
     LEFT JOIN sale_order sale ON sale.opportunity_id = lead.id
         WHERE person.commercial_partner_id = customer.commercial_partner_id
           AND (told.model, told.res_id) IN (('res.partner', person.id),
               ('crm.lead', lead.id), ('sale.order', sale.id))
    )
""")
# what Odoo leaves of a text that was removed
EMPTIED = """'^(<p>)?<span class="o-mail-Message-edited"[^<]*(</span>)?(</p>)?$'"""
WRITTEN_TO = names_outsider("message.incoming_email_to", "message.incoming_email_cc")
# mails to or from somebody outside; a comment whose text and files were removed is none
MAIL = f"""
    message.mail_activity_type_id IS NULL
    AND (message.message_type IN ('sms', 'whatsapp_message', 'email_outgoing')
         OR message.message_type IN ('email', 'comment')
            AND message.is_internal IS NOT TRUE
            AND subtype.id IS NOT NULL AND subtype.internal IS NOT TRUE)
    AND (NOT author.is_sender OR sent.arrived IS NOT NULL
         OR {names_outsider("message.outgoing_email_to")}
         OR message.message_type = 'email_outgoing' AND {POSTED}
         OR message.message_type = 'email' AND {WRITTEN_TO})
    AND (message.message_type <> 'comment'
         OR message.body <> '' AND message.body !~ {EMPTIED}
         OR EXISTS (SELECT FROM message_attachment_rel file
                     WHERE file.message_id = message.id))
"""
# {lead}, {partner} and {order}: columns of the joined {document}
MESSAGES = f"""
    SELECT message.id::bigint * 3 AS id, {{lead}} AS lead_id, {{partner}} AS partner_id,
           customer.commercial_partner_id,
           LEAST(message.date, meeting.start) AS date, message.author_id,
           COALESCE(type.oplus_contact_kind, 'message') AS kind,
           CASE WHEN type.id IS NOT NULL THEN NULL
                WHEN author.is_sender THEN 'out' ELSE 'in' END AS direction,
           CASE WHEN message.oplus_is_unreached
                  OR type.id IS NULL AND author.is_sender AND sent.arrived IS FALSE
                THEN 'not_reached' ELSE 'reached' END AS result,
           step.id AS next_activity_id,
           message.id AS message_id, meeting.id AS event_id, {{order}} AS order_id
      FROM mail_message message
      JOIN {{document}}
 LEFT JOIN res_partner customer ON customer.id = {{partner}}
 LEFT JOIN mail_activity_type type ON type.id = message.mail_activity_type_id
       AND type.oplus_contact_kind IS NOT NULL
 LEFT JOIN mail_activity activity ON activity.id = message.oplus_activity_id
 LEFT JOIN mail_activity step ON step.id = message.oplus_next_activity_id
       AND step.res_model = message.model AND step.res_id = message.res_id
 LEFT JOIN calendar_event meeting ON meeting.id = activity.calendar_event_id
       AND meeting.active
CROSS JOIN LATERAL (
        SELECT message.message_type = 'email_outgoing'
               OR {is_inside("message.author_id")} AS is_sender
       ) author
 LEFT JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
 LEFT JOIN LATERAL (
        SELECT bool_or(notice.notification_status IS NULL
                       OR notice.notification_status NOT IN {FAILED}) AS arrived
          FROM mail_notification notice
         WHERE notice.mail_message_id = message.id
           AND message.message_type <> 'notification' AND {NOTIFIES}
       ) sent ON TRUE
     WHERE message.model = '{{model}}' AND (type.id IS NOT NULL OR {MAIL})
       AND message.message_type <> 'user_notification'
"""
# {told}: see above
MEETINGS = f"""
    SELECT meeting.id::bigint * 3 + 1, lead.id, lead.partner_id,
           customer.commercial_partner_id, meeting.start, organizer.partner_id,
           'visit', NULL::varchar, 'reached', NULL::integer, NULL::integer, meeting.id,
           NULL::integer
      FROM calendar_event meeting
      JOIN crm_lead lead ON lead.id = meeting.opportunity_id
 LEFT JOIN res_partner customer ON customer.id = lead.partner_id
 LEFT JOIN res_users organizer ON organizer.id = meeting.user_id
     WHERE meeting.active AND meeting.start <= %(now)s AND {MET} AND NOT {{told}}
"""
# meetings with a customer about no opportunity: once for each company that took part
ATTENDED = f"""
    SELECT min(attendee.id)::bigint * 3 + 2, NULL::integer, min(customer.id),
           customer.commercial_partner_id, meeting.start, organizer.partner_id, 'visit',
           NULL::varchar, 'reached', NULL::integer, NULL::integer, meeting.id,
           NULL::integer
      FROM calendar_attendee attendee
      JOIN res_partner customer ON customer.id = attendee.partner_id
       AND NOT {is_inside("customer.id")}
      JOIN calendar_event meeting ON meeting.id = attendee.event_id
 LEFT JOIN res_users organizer ON organizer.id = meeting.user_id
     WHERE meeting.active AND meeting.start <= %(now)s
       AND meeting.opportunity_id IS NULL AND attendee.state IS DISTINCT FROM 'declined'
       AND NOT {TOLD_TO_COMPANY}
  GROUP BY meeting.id, organizer.partner_id, customer.commercial_partner_id
"""


def about_leads(orders=None):
    """:param orders: which quotations' messages count; none if that is left out"""
    parts = [
        MESSAGES.format(
            model="crm.lead",
            document="crm_lead lead ON lead.id = message.res_id",
            lead="lead.id",
            partner="lead.partner_id",
            order="NULL::integer",
        ),
        MEETINGS.format(told=told_to_lead(orders)),
    ]
    if orders:
        of_orders = MESSAGES.format(
            model="sale.order",
            document="sale_order sale ON sale.id = message.res_id"
            f" JOIN crm_lead lead ON lead.id = sale.opportunity_id AND {orders}",
            lead="lead.id",
            partner="lead.partner_id",
            order="sale.id",
        )
        parts.insert(1, of_orders)
    return " UNION ALL ".join(parts)


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
CONTACTS = f"{about_leads('TRUE')} UNION ALL {ABOUT_CUSTOMERS}"
