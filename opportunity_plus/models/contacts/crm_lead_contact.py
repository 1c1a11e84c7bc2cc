# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..foundation.access import allowed, readable_query
from ..foundation.actions import form_of
from ..foundation.searching import search_true
from .kinds import KINDS
from .statements import CONTACTS


class CrmLeadContact(models.Model):
    """One row is one contact with a customer: a call, a visit or a message.

    Nothing is stored here. The rows are read from Odoo's done activities, mails and
    meetings: of opportunities, of their quotations, and of customers.

    READERS: a contact is as visible as its opportunity, and its quotation if it is
    about one; that of a customer is as visible as the customer. A private meeting about
    no opportunity is shown to its organizer and its attendees alone. Texts are read
    with the rights of the reader, so that a private meeting is shown as *Busy*.
    """

    _name = "crm.lead.contact"
    _description = "Contact"
    _auto = False
    _log_access = False
    _order = "date DESC, id DESC"
    _rec_name = "kind"
    _depends = {
        "calendar.attendee": ["event_id", "partner_id", "state"],
        "calendar.event": [
            *("active", "allday", "opportunity_id", "start", "start_date", "user_id"),
        ],
        "crm.lead": ["partner_id", "user_id"],
        "mail.activity": ["active", "calendar_event_id", "res_id", "res_model"],
        "mail.mail": ["email_to", "mail_message_id", "recipient_ids"],
        "mail.activity.type": ["oplus_contact_kind"],
        "mail.message": [
            *("author_id", "body", "date", "incoming_email_cc", "incoming_email_to"),
            *("is_internal", "mail_activity_type_id", "message_type", "model"),
            *("oplus_activity_id", "oplus_is_unreached", "oplus_next_activity_id"),
            *("outgoing_email_to", "res_id", "subtype_id"),
        ],
        "mail.notification": [
            *("mail_email_address", "mail_message_id", "notification_status"),
            "res_partner_id",
        ],
        "res.partner": ["commercial_partner_id", "email_normalized"],
        "res.users": ["partner_id", "share"],
        "sale.order": ["opportunity_id", "user_id"],
    }

    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    commercial_partner_id = fields.Many2one(
        "res.partner", "Customer's Company", readonly=True
    )
    date = fields.Datetime("When", readonly=True)
    author_id = fields.Many2one("res.partner", "By", readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    direction = fields.Selection(
        [("in", "Received"), ("out", "Sent")], readonly=True, help="Of a message."
    )
    result = fields.Selection(
        [("reached", "Reached"), ("not_reached", "Nobody Reached")], readonly=True
    )
    next_activity_id = fields.Many2one("mail.activity", readonly=True)
    message_id = fields.Many2one("mail.message", readonly=True)
    event_id = fields.Many2one("calendar.event", "Meeting", readonly=True)
    order_id = fields.Many2one("sale.order", "Quotation", readonly=True)
    summary = fields.Char("What Was Said", compute="_compute_summary")
    # sudo: it was planned together with the contact, which the user may read
    next_step = fields.Char(compute="_compute_next_step", compute_sudo=True)
    oplus_is_readable = fields.Boolean(
        compute="_compute_oplus_is_readable",
        search="_search_oplus_is_readable",
        export_string_translation=False,
    )

    @property
    def _table_query(self):
        return SQL(CONTACTS, now=fields.Datetime.now())

    @api.depends("message_id", "event_id")
    @api.depends_context("uid", "lang")
    def _compute_summary(self):
        messages = self.message_id._filtered_access("read")
        # sudo: users read what they wrote of a contact on messages that they may read
        notes = {one: one.sudo().oplus_activity_id.feedback for one in messages}
        for contact in self:
            message = contact.message_id
            contact.summary = (
                (notes[message] or message.preview or message.subject)
                if message in notes
                else contact.event_id.display_name
            )

    @api.depends("next_activity_id")
    @api.depends_context("uid", "lang")
    def _compute_next_step(self):
        for contact in self:
            step = contact.next_activity_id
            what = step.summary or step.activity_type_id.name
            day = format_date(self.env, step.date_deadline)
            contact.next_step = f"{what}, {day}" if step else False

    @api.depends("lead_id", "order_id", "partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_readable(self):
        leads, orders = allowed(self.lead_id), allowed(self.order_id)
        alone = self.filtered(lambda contact: not contact.lead_id)
        partners = allowed(alone.partner_id)
        events = alone.filtered(lambda contact: not contact.message_id).event_id
        shown = events.sudo(False).filtered_domain(self._contact_event_domain())
        for contact in self:
            contact.oplus_is_readable = (
                contact.partner_id in partners
                and (contact.event_id not in events or contact.event_id in shown)
                if contact in alone
                else contact.lead_id in leads
                and (not contact.order_id or contact.order_id in orders)
            )

    @search_true
    def _search_oplus_is_readable(self):
        """Return what the user may read, by the rules of Odoo's own records."""
        return (
            self._contact_domain("lead_id", "crm.lead")
            & (
                Domain("order_id", "=", False)
                | self._contact_domain("order_id", "sale.order")
            )
        ) | (
            Domain("lead_id", "=", False)
            & self._contact_domain("partner_id", "res.partner")
            & (
                Domain("event_id", "=", False)
                | Domain("message_id", "!=", False)
                | Domain("event_id", "any!", self._contact_event_domain())
            )
        )

    def _contact_event_domain(self):
        """Return the domain of meetings that are not private, or the user's own."""
        # sudo(False): rules are evaluated as superuser
        events = self.env["calendar.event"].sudo(False)
        return Domain(events._get_default_privacy_domain()) | Domain(
            "partner_ids", "in", self.env.user.partner_id.ids
        )

    def _contact_domain(self, field, model):
        readable = readable_query(self.env, model)
        return Domain.FALSE if readable is None else Domain(field, "in", readable)

    def action_open(self):
        """Open the opportunity or customer of a contact."""
        self.ensure_one()
        return form_of(self.lead_id or self.partner_id)
