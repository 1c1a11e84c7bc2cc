# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.access import about_readable, allowed, check_each
from ..foundation.searching import search_true

# models whose notifications open an opportunity, or count as contacts
GUARDED = ("crm.lead", "sale.order")
READING = {"is_read", "read_date"}
ABOUT = """
    EXISTS (SELECT FROM mail_message message WHERE message.id = %s AND %s)
"""


def _to_sql(model, alias, query):
    fields_ = model.env["mail.message"]._fields
    message = (
        SQL.identifier("message", name, to_flush=fields_[name])
        for name in ("model", "res_id")
    )
    return SQL(
        ABOUT,
        model._field_to_sql(alias, "mail_message_id", query),
        about_readable(model.env, *message),
    )


class MailNotification(models.Model):
    """Who was told of which message.

    Employees see the notifications to themselves, those of their own messages, and
    those on documents other than opportunities or on opportunities that they may read.
    A notification lets its recipient read the message for ever, and one to somebody
    outside counts as a contact, so only who may write to the document adds one.
    """

    _inherit = "mail.notification"

    oplus_is_readable = fields.Boolean(
        compute="_compute_oplus_is_readable",
        search="_search_oplus_is_readable",
        export_string_translation=False,
    )

    @api.depends("mail_message_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_readable(self):
        hidden = self.mail_message_id._oplus_on_hidden()
        for notice in self:
            notice.oplus_is_readable = notice.mail_message_id not in hidden

    @search_true
    def _search_oplus_is_readable(self):
        return Domain.custom(to_sql=_to_sql, predicate=_predicate)

    @api.model_create_multi
    def create(self, vals_list):
        """:raise AccessError: the user may not write to a document
        :raise ValidationError: a notification is of no message
        """
        ids = {vals.get("mail_message_id") for vals in vals_list}
        if not all(ids):
            raise ValidationError(
                self.env._("A notification tells of a message: choose one.")
            )
        self.env["mail.message"].browse(ids)._oplus_check_documents()
        return super().create(vals_list)

    def write(self, vals):
        """:raise AccessError: the user may not write to a document, and does more than
        to mark a notification as read"""
        if not READING.issuperset(vals):
            self.mail_message_id._oplus_check_documents()
        return super().write(vals)

    def _filtered_for_web_client(self):
        """Leave out what the user may not read, where Odoo looks at all."""
        readable = self._filtered_access("read")
        return super(MailNotification, readable)._filtered_for_web_client()


def _predicate(notice):
    return notice.oplus_is_readable


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _oplus_on_hidden(self):
        """Return the messages on opportunities that the user may not read."""
        # sudo: the user may not read the messages
        of_leads = self.sudo().filtered(lambda one: one.model == "crm.lead")
        leads = self.env["crm.lead"].browse(
            filter(None, set(of_leads.mapped("res_id")))
        )
        readable = allowed(leads.exists())._ids
        return self & of_leads.filtered(lambda one: one.res_id not in readable)

    def _oplus_check_documents(self):
        """:raise AccessError: the user may not write to an opportunity or order"""
        if self.env.su:
            return
        # sudo: the check needs the ids of documents that the user may not read
        messages = self.sudo().exists()
        for model in GUARDED:
            there = messages.filtered(lambda one, model=model: one.model == model)
            documents = self.env[model].browse(set(there.mapped("res_id"))).exists()
            if model == "sale.order":
                # only on those of opportunities does a notification count as a contact
                documents &= documents.sudo().filtered("opportunity_id")
            check_each(documents, "write")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """Hide the subjects of messages that the user may not read, if they are on an
        opportunity or an alert: Odoo reads names in other records as superuser."""
        result = super()._compute_display_name()
        if self.env.su:
            models_ = self._oplus_naming_models()
            named = self.filtered(lambda one: one.id and one.model in models_)
            for message in named - allowed(named):
                message.display_name = self.env._("Restricted message")
        return result

    @api.model
    def _oplus_naming_models(self):
        """Return the models whose messages have an opportunity in their subject."""
        return {"crm.lead"}

    @api.model
    def _search_needaction(self, operator, operand):
        """Find own notifications, which need no record rule: each inbox asks."""
        # sudo: the condition names the user
        return super(MailMessage, self.sudo())._search_needaction(operator, operand)
