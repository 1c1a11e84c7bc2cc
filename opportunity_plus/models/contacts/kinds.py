# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Kinds of contacts, and which of Odoo's messages they are."""

KINDS = [("call", "Call"), ("visit", "Visit"), ("message", "Message")]

# Odoo's activity types for them, where they are not archived
STANDARD = {
    "call": "mail.mail_activity_data_call",
    "visit": "mail.mail_activity_data_meeting",
    "message": "mail.mail_activity_data_email",
}
CATEGORIES = {"phonecall": "call", "meeting": "visit"}

# documents whose messages are contacts of an opportunity
DOCUMENTS = ("crm.lead", "sale.order")
# types of messages that somebody outside may have received or sent
MAILS = ("email", "comment", "email_outgoing", "sms", "whatsapp_message")
# the recipient has not got the message
FAILED = ("bounce", "exception", "canceled")
