# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who is one of the company's own people, in SQL; everybody else is outside.

Somebody is inside who is or was an employee with an account: archiving a user does not
turn what was written among colleagues into contacts with customers.
"""


def is_inside(partner):
    """:param partner: a column; empty is outside"""
    return f"""
        EXISTS (SELECT FROM res_users employee
                 WHERE employee.partner_id = {partner}
                   AND employee.share IS NOT TRUE)
    """


def names_outsider(*texts):
    """Return whether an address in these texts is neither that of somebody inside nor
    that of a company itself.

    :param texts: columns
    """
    return f"""
        EXISTS (
            SELECT FROM regexp_matches(concat_ws(' ', {", ".join(texts)}),
                   '[^[:space:]<>,;"]+@[^[:space:]<>,;"]+', 'g') AS found (address)
             WHERE NOT EXISTS (
                    SELECT FROM res_partner person
                     WHERE person.email_normalized = lower(address[1])
                       AND person.id IN (
                            SELECT partner_id FROM res_users WHERE share IS NOT TRUE
                             UNION ALL SELECT partner_id FROM res_company))
        )
    """


# a ``notice`` of a mail goes to somebody outside
NOTIFIES = f"""
    CASE WHEN notice.res_partner_id IS NOT NULL
         THEN NOT {is_inside("notice.res_partner_id")}
         ELSE COALESCE(notice.mail_email_address, '') = ''
              OR {names_outsider("notice.mail_email_address")} END
"""
# an automatic ``message`` was sent to somebody outside
POSTED = f"""
    EXISTS (
        SELECT FROM mail_mail mail
     LEFT JOIN mail_mail_res_partner_rel recipient ON recipient.mail_mail_id = mail.id
         WHERE mail.mail_message_id = message.id
           AND ({names_outsider("mail.email_to")}
                OR recipient.res_partner_id IS NOT NULL
                   AND NOT {is_inside("recipient.res_partner_id")})
    )
"""
# somebody outside takes part in a ``meeting``, or nobody besides the organizer: then
# the meeting does not say who comes
MET = f"""
    (EXISTS (
        SELECT FROM calendar_attendee guest
         WHERE guest.event_id = meeting.id AND guest.state IS DISTINCT FROM 'declined'
           AND NOT {is_inside("guest.partner_id")}
    ) OR NOT EXISTS (
        SELECT FROM calendar_attendee guest
         WHERE guest.event_id = meeting.id AND guest.partner_id IS DISTINCT FROM (
               SELECT partner_id FROM res_users WHERE id = meeting.user_id)
    ))
"""
