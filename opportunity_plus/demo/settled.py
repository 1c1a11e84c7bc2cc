# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Statements that end the year of the demo."""

# what Odoo dates by the clock of the server, and what came through no screen
SETTLED = (
    "UPDATE mail_message SET date = create_date WHERE id > %(message)s"
    " AND date >= %(now)s AND create_date < %(now)s",
    # what came more than a week ago was read
    """
    UPDATE mail_notification told SET is_read = TRUE, read_date = message.create_date
      FROM mail_message message
     WHERE message.id > %(message)s AND told.mail_message_id = message.id
       AND message.create_date < %(now)s::timestamp - INTERVAL '7 days'
    """,
    "UPDATE crm_lead_revision SET door = 'screen' WHERE id > %(row)s"
    " AND door = 'interface'",
    """
    UPDATE crm_lead lead
       SET date_open = lead.create_date, date_last_stage_update = stay.date_from,
           date_closed = CASE WHEN lead.won_status <> 'pending' THEN stay.date_from END
      FROM (SELECT DISTINCT ON (lead_id) lead_id, date_from FROM crm_lead_revision
             WHERE id > %(row)s AND is_stay
          ORDER BY lead_id, id DESC) stay
     WHERE stay.lead_id = lead.id
    """,
)
