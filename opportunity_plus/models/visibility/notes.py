# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import AccessError

from ..foundation.access import everywhere
from ..foundation.naming import names

NOTE = "mail.mt_note"
# types of messages that a note may have
NOTES = ("comment", "notification")


class CrmLead(models.Model):
    """Messages on an opportunity: readers only log notes, for colleagues."""

    _inherit = "crm.lead"

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if message_operation != "create" or not self.ids:
            return operations
        # sudo: this decides on access, so it cannot require it
        others = self.sudo().filtered(lambda lead: lead.user_id != self.env.user)
        if not others:
            return operations
        shared = others.filtered_domain(self._oplus_share_with_me_domain())
        return operations | {lead: "read" for lead in self if lead.id in shared._ids}

    def _notify_thread(self, message, msg_vals=False, **kwargs):
        """Let recipients of a message read the name, regardless of its author.

        Not in user notifications: any user can send themselves one on any record.
        """
        if kwargs.get("sms_numbers"):
            self.check_access("write")
        if message.message_type != "user_notification":
            self._oplus_share_deal_with()
        return super()._notify_thread(message, msg_vals, **kwargs)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out followers who may not read the opportunity.

        Recipients who are addressed by name stay.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        addressed = set((msg_vals or {}).get("partner_ids") or ())
        # sudo: the sender may not read all recipients of the message
        addressed.update(message.sudo().partner_ids.ids)
        return [
            recipient
            for recipient in recipients
            if recipient["id"] in addressed or self._oplus_share_may_be_told(recipient)
        ]

    def _oplus_share_may_be_told(self, recipient):
        user = self.env["res.users"].browse(recipient.get("uid") or ())
        # sudo: the author may not read the opportunity that names the salesperson
        if recipient["type"] != "user" or user in (self.sudo().user_id, self.env.user):
            return True
        reader = self.with_user(user).with_context(**everywhere(user))
        return reader.has_access("read")

    def _sms_get_recipients_info(self, *args, **kwargs):
        """Ask for write access before text messages, which are stored as superuser.

        Only the add-on ``sms`` calls this, if it is installed.

        :raise AccessError: the user may not write to one of the opportunities
        """
        self.check_access("write")
        return super()._sms_get_recipients_info(*args, **kwargs)

    def activity_send_mail(self, template_id):
        """Name all opportunities that are refused, where posting names the first.

        :raise AccessError: the user may not write to one of the opportunities
        """
        self.check_access("write")
        return super().activity_send_mail(template_id)

    def _oplus_share_check_posted(self, values, is_new):
        """Refuse what is more than a note, of a user who may only read.

        The routes of the chatter post as superuser, so no access rule sees it.

        :param values: what the user of the request sends to be posted
        :param is_new: False if it changes a message
        :raise AccessError: with the advice to log a note
        """
        if not self.env.user._is_internal() or self.has_access("write"):
            return
        # sudo: the user may not read all recipients
        told = self.env["res.partner"].sudo().browse(values.get("partner_ids") or ())
        is_note = values.get("subtype_xmlid") in (None, False, NOTE)
        is_plain = values.get("message_type") in NOTES
        if any(told.mapped("partner_share")) or (is_new and not (is_note and is_plain)):
            raise self._oplus_share_note_error()

    def _oplus_share_note_error(self):
        return AccessError(
            self.env._(
                "You may only read these opportunities. Log a note, and mention nobody"
                " but colleagues: %(names)s",
                names=names(self, "name"),
            )
        )
