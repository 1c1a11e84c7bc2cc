# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Talking with customers, and planning to."""

from datetime import datetime, time, timedelta
from functools import partial

from odoo.tools import plaintext2html


def contact(kind, doing):
    """Log a contact; ``value`` says whether somebody was reached: yes or no."""
    reached = doing.value == "yes"
    doing.lead.action_log_contact(kind, reached, doing.text, date=doing.moment)


def mail(doing):
    """A mail of the customer came in."""
    customer = doing.lead.partner_id
    author = customer.child_ids[:1] or customer
    # sudo: the system keeps what comes in
    doing.lead.sudo().message_post(
        body=plaintext2html(doing.text),
        message_type="email",
        subtype_xmlid="mail.mt_comment",
        author_id=author.id,
        email_from=author.email_formatted,
        date=doing.moment,
    )


def note(doing):
    doing.lead.message_post(body=plaintext2html(doing.text))


def plan(kind, doing):
    """Plan something ``value`` days later."""
    doing.lead.activity_schedule(
        f"mail.mail_activity_data_{kind}",
        date_deadline=doing.day(),
        summary=doing.text,
        user_id=doing.env.uid,
    )


def meeting(doing):
    """Meet the customer ``value`` days later, at ten o'clock."""
    start = datetime.combine(doing.day(), time(3))
    people = doing.env.user.partner_id | doing.lead.partner_id
    values = {
        "name": doing.text,
        "opportunity_id": doing.lead.id,
        "partner_ids": people.ids,
        "start": start,
        "stop": start + timedelta(hours=1),
    }
    doing.play.make(doing.env["calendar.event"], f"meeting_demo_{doing.name}", values)


CONTACTS = {
    **{kind: partial(contact, kind) for kind in ("call", "visit", "message")},
    "mail": mail,
    "note": note,
    "plan_call": partial(plan, "call"),
    "plan_todo": partial(plan, "todo"),
    "meeting": meeting,
}
