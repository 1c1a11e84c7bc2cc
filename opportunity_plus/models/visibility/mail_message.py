# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.access import check_each
from .notes import NOTE, NOTES

# what makes more of a note than the text of its author for colleagues
ADDRESS = {
    *("author_guest_id", "author_id", "date", "email_from", "incoming_email_cc"),
    *("incoming_email_to", "is_internal", "mail_activity_type_id", "message_type"),
    *("outgoing_email_to", "partner_ids", "reply_to", "subtype_id"),
}


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _get_forbidden_access(self, operation):
        """Limit employees who only read or follow an opportunity to internal notes."""
        forbidden = super()._get_forbidden_access(operation)
        if operation != "create" or not self.env.user._is_internal():
            return forbidden
        return forbidden | (self - forbidden)._oplus_beyond_notes()

    def _oplus_beyond_notes(self):
        """Return messages on opportunities that the user may not write to, but for
        notes of their own where they may read."""
        # sudo: access depends on values of messages that the user may not read
        messages = self.sudo().filtered(
            lambda message: (
                message.model == "crm.lead"
                and message.res_id
                and message.message_type != "user_notification"
            )
        )
        leads = self.env["crm.lead"].browse(set(messages.mapped("res_id"))).exists()
        writable = set(leads._filtered_access("write")._ids)
        if writable == set(leads._ids):
            return self.browse()
        readable = set(leads._filtered_access("read")._ids)
        return self.browse(
            message.id
            for message in messages
            if message.res_id not in writable
            and not (message.res_id in readable and message._oplus_share_is_own_note())
        )

    def write(self, vals):
        """Require write access to change what others wrote, or what a message is, whose
        and to whom.

        Odoo lets everybody who was notified of a message change it. A reader could
        also turn a note into a message to people outside, or into a contact with the
        customer.

        :raise AccessError: the user may not write to the opportunity
        """
        if not self.env.su:
            # sudo: the check needs ids of opportunities that the user may not read
            messages = self.sudo().filtered(lambda one: one.model == "crm.lead")
            if ADDRESS.isdisjoint(vals):
                messages -= messages._oplus_own()
            leads = self.env["crm.lead"].browse(set(messages.mapped("res_id")))
            check_each(leads.exists(), "write")
        return super().write(vals)

    def _oplus_own(self):
        partner = self.env.user.partner_id
        return self.filtered(lambda message: message.author_id == partner)

    def _make_access_error(self, operation):
        """Advise users who may only read the opportunity to log a note instead."""
        leads = self.env["crm.lead"]
        if operation == "create":
            leads = leads._oplus_share_addressed(self, "model")
        if not leads:
            return super()._make_access_error(operation)
        return leads._oplus_share_note_error()

    def _oplus_share_is_own_note(self):
        """Tell whether this is the user's own note, sent to employees only."""
        return (
            self.subtype_id == self.env.ref(NOTE)
            and self.message_type in NOTES
            and self.author_id == self.env.user.partner_id
            and not self.outgoing_email_to
            and not self.tracking_value_ids
            # done activities are posted as superuser
            and not self.mail_activity_type_id
            and not any(self.partner_ids.mapped("partner_share"))
        )
