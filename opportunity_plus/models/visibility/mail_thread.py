# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError

# opportunities and documents that show them; Odoo handles mails to other models
GUARDED = ("crm.lead", "sale.order", "account.move")


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    # incoming mails: a gateway knows the sender of a mail, a user may invent one

    @api.model
    def _oplus_is_gateway(self):
        """Tell whether the system or a system administrator delivers the mail."""
        return self.env.su or self.env.user.has_group("base.group_system")

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        """Refuse a mail at once if the user may not create a record from it."""
        if custom_values and model in self.env and not self._oplus_is_gateway():
            self._oplus_check_mail_values(self.env[model], custom_values)
        return super().message_process(
            model, message, custom_values, save_original, strip_attachments, thread_id
        )

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Process a mail that a user delivers with the user's rights, as its author.

        Odoo would store it as superuser, in the name of the sender that it claims.

        :raise AccessError: the user may not create the record, or post on it
        """
        routes = routes or ()
        ours = [route for route in routes if route[0] in GUARDED]
        if self._oplus_is_gateway() or not ours:
            return super()._message_route_process(message, message_dict, routes)
        others = [route for route in routes if route not in ours]
        values, thread_id = self._oplus_mail_values(message_dict), False
        for route in ours:
            thread_id = self._oplus_let_in(dict(message_dict), values, *route[:3])
        if others:
            return super()._message_route_process(message, message_dict, others)
        return thread_id

    def _oplus_check_mail_values(self, records, values):
        """Refuse values that would change other records than the one of the mail.

        Odoo stores them as superuser, so x2many commands could reach any record.
        """
        records.check_access("create")
        fields = (records._fields.get(name) for name in values)
        if any(field and field.type in ("one2many", "many2many") for field in fields):
            raise AccessError(
                self.env._("A message cannot change other records than its own.")
            )

    def _oplus_let_in(self, message_dict, values, model, thread_id, custom_values):
        thread = self.env[model].browse(thread_id or ())
        if thread:
            thread.message_update(message_dict)
        else:
            thread = thread.message_new(message_dict, custom_values)
        thread.message_post(**values)
        return thread.id

    def _oplus_mail_values(self, message_dict):
        """Return what a user posts of a mail: its content, not its sender."""
        kind = "mail.mt_note" if message_dict.get("is_internal") else "mail.mt_comment"
        names = ("subject", "body", "attachments", "message_id")
        return {
            **{name: message_dict[name] for name in names if name in message_dict},
            "message_type": "email",
            "subtype_xmlid": kind,
            "incoming_email_to": message_dict.get("to_filtered", False),
            "incoming_email_cc": message_dict.get("cc_filtered", False),
        }

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """Accept a bounce only from a gateway."""
        if not self._oplus_is_gateway():
            return None
        return super()._routing_handle_bounce(email_message, message_dict)

    @api.model
    def _routing_reset_bounce(self, email_message, message_dict):
        """Let only a gateway mark an address as working again."""
        if not self._oplus_is_gateway():
            return None
        return super()._routing_reset_bounce(email_message, message_dict)

    def message_notify(self, *, partner_ids=False, model=False, res_id=False, **kwargs):
        """Let users who only read an opportunity notify colleagues alone.

        :raise AccessError: a recipient is external and the user may not write to it
        """
        # sudo: the user may not read all recipients
        told = self.env["res.partner"].sudo().browse(partner_ids or ())
        is_external = kwargs.get("sms_numbers") or any(told.mapped("partner_share"))
        if "crm.lead" in (self._name, model) and is_external:
            leads = self.env["crm.lead"].browse(res_id or ())
            (self if self._name == "crm.lead" and self else leads).check_access("write")
        return super().message_notify(
            partner_ids=partner_ids, model=model, res_id=res_id, **kwargs
        )
