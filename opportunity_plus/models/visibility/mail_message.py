# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError

from ..foundation.naming import names

# who says something to whom, as opposed to what
ADDRESS = {"author_id", "date", "email_from", "partner_ids", "subtype_id"}


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        """Following or reading an opportunity opens notes on it to employees, and no
        message that reaches somebody outside."""
        forbidden = super()._get_forbidden_access(operation)
        if operation != "create" or not self.env.user._is_internal():
            return forbidden
        # sudo: the values decide whether the message may be there
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
        """A note stays a note: a reader of an opportunity does not turn it into a
        message to somebody outside, or into one of somebody else.

        :raise AccessError: the user may not write to the opportunity
        """
        if not (self.env.su or ADDRESS.isdisjoint(vals)):
            # sudo: where the messages are
            messages = self.sudo().filtered(lambda one: one.model == "crm.lead")
            leads = self.env["crm.lead"].browse(set(messages.mapped("res_id")))
            leads.exists().check_access("write")
        return super().write(vals)

    def _make_access_error(self, operation):
        """Say what a reader of an opportunity may do instead."""
        leads = self.env["crm.lead"]
        if operation == "create":
            leads = leads._oplus_share_addressed(self, "model")
        if not leads:
            return super()._make_access_error(operation)
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note for your colleagues"
                " instead of a message: %(names)s",
                names=names(leads),
            )
        )

    def _oplus_share_is_own_note(self):
        """Whether it is a note of the user that reaches employees alone."""
        return (
            self.subtype_id == self.env.ref("mail.mt_note")
            and self.message_type in ("comment", "notification")
            and self.author_id == self.env.user.partner_id
            and not self.outgoing_email_to
            and not self.tracking_value_ids
            and not any(self.partner_ids.mapped("partner_share"))
        )
