# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Answers that employees send by mail to an opportunity.

Odoo posts them as superuser, to all followers. Who may not write to the opportunity
would so write to its customer.
"""

from odoo import api, models
from odoo.tools.mail import generate_tracking_message_id

from ..foundation.access import everywhere

LEAD = "crm.lead"


# no docstring: Odoo stores it with models that inherit from threads, for good
class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Post the answer of a reader as a note, and return one that may not be posted
        to its sender."""
        remaining, thread_id = [], False
        for route in routes or ():
            verdict = self._oplus_answer_verdict(message_dict, *route[:2])
            if verdict == "post":
                remaining.append(route)
            elif verdict == "note":
                note = self._oplus_answer_as_note(message_dict)
                thread_id = super()._message_route_process(message, note, [route])
            else:
                self._oplus_answer_return(message, message_dict)
        if remaining or not routes:
            return super()._message_route_process(message, message_dict, remaining)
        return thread_id

    def _oplus_answer_verdict(self, message_dict, model, thread_id):
        """Return what becomes of a mail: ``post``, ``note`` or ``return``."""
        lead = self.env[LEAD].browse(thread_id if model == LEAD else ()).exists()
        if not (lead and self._oplus_is_gateway()):
            return "post"
        user = self._mail_find_user_for_gateway(message_dict["email_from"]).sudo()
        lead = lead.with_user(user).with_context(**everywhere(user)).sudo(False)
        if not user or user.share or lead.has_access("write"):
            return "post"
        is_heard = lead.has_access("read") or self._oplus_answer_is_asked(
            user, message_dict
        )
        return "note" if is_heard else "return"

    def _oplus_answer_is_asked(self, user, message_dict):
        """Tell whether it answers a colleague who wrote to this user by name, or told
        them in a note: the answer is for that colleague."""
        # sudo: the user may not read the message
        parent = self.env["mail.message"].sudo().browse(message_dict.get("parent_id"))
        told = parent.partner_ids
        if message_dict.get("is_internal"):
            told |= parent.notified_partner_ids
        return not parent.author_id.partner_share and user.partner_id in told

    def _oplus_answer_as_note(self, message_dict):
        """Return the values of a mail as those of a note for colleagues."""
        # sudo: the gateway's user may not read all partners
        told = self.env["res.partner"].sudo().browse(message_dict.get("partner_ids"))
        parent = self.env["mail.message"].sudo().browse(message_dict.get("parent_id"))
        return {
            **message_dict,
            "is_internal": True,
            # Odoo tells the author of the message that a note answers
            "parent_id": not parent.author_id.partner_share and parent.id,
            "partner_ids": told.filtered(lambda one: not one.partner_share).ids,
        }

    def _oplus_answer_return(self, message, message_dict):
        """Return a mail to its sender, as Odoo does with what it does not take."""
        user = self._mail_find_user_for_gateway(message_dict["email_from"])
        env = self.with_context(lang=user.sudo().lang).env
        body = env["ir.qweb"]._render(
            "mail.mail_bounce_alias_security",
            {
                "body": env._(
                    "Your answer was not posted: you may not see this opportunity."
                    " Ask its salesperson to share it with you."
                ),
                "message": message_dict,
            },
            minimal_qcontext=True,
        )
        tag = generate_tracking_message_id("loop-detection-bounce-email")
        self._routing_create_bounce_email(
            message_dict["email_from"],
            body,
            message,
            references=f"{message_dict['message_id']} {tag}",
        )
