# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError

from ..foundation.naming import names

# fields with the sender, recipients, date and subtype of a message
ADDRESS = {"author_id", "date", "email_from", "partner_ids", "subtype_id"}


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        """Limit employees who only read or follow an opportunity to internal notes."""
        forbidden = super()._get_forbidden_access(operation)
        if operation != "create" or not self.env.user._is_internal():
            return forbidden
        # sudo: access depends on values of messages that the user may not read
        messages = (
            (self - forbidden)
            .sudo()
            .filtered(
                lambda message: (
                    message.model == "crm.lead"
                    and message.res_id
                    and message.message_type != "user_notification"
                )
            )
        )
        leads = self.env["crm.lead"].browse(set(messages.mapped("res_id"))).exists()
        if not leads:
            return forbidden
        writable = set(leads._filtered_access("write")._ids)
        if writable == set(leads._ids):
            return forbidden
        readable = set(leads._filtered_access("read")._ids)
        return forbidden | self.browse(
            message.id
            for message in messages
            if message.res_id not in writable
            and not (message.res_id in readable and message._oplus_share_is_own_note())
        )

    def write(self, vals):
        """Require write access to change author, recipients or subtype of a message.

        A reader could otherwise turn a note into a message to people outside.

        :raise AccessError: the user may not write to the opportunity
        """
        if not (self.env.su or ADDRESS.isdisjoint(vals)):
            # sudo: the check needs ids of opportunities that the user may not read
            messages = self.sudo().filtered(lambda one: one.model == "crm.lead")
            leads = self.env["crm.lead"].browse(set(messages.mapped("res_id")))
            leads.exists().check_access("write")
        return super().write(vals)

    def _make_access_error(self, operation):
        """Advise users who may only read the opportunity to log a note instead."""
        leads = self.env["crm.lead"]
        if operation == "create":
            leads = leads._oplus_share_addressed(self, "model")
        if not leads:
            return super()._make_access_error(operation)
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note for your colleagues"
                " instead of a message: %(names)s",
                names=names(leads, "name"),
            )
        )

    def _oplus_share_is_own_note(self):
        """Tell whether this is the user's own note, sent to employees only."""
        return (
            self.subtype_id == self.env.ref("mail.mt_note")
            and self.message_type in ("comment", "notification")
            and self.author_id == self.env.user.partner_id
            and not self.outgoing_email_to
            and not self.tracking_value_ids
            and not any(self.partner_ids.mapped("partner_share"))
        )
