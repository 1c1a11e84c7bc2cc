# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext

from ..foundation.roles import ADMIN


class MailActivity(models.Model):
    """Reopening requests: activities of the sales administrators who decide."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._oplus_reopening_check_by_system()
        return activities

    def write(self, vals):
        self._oplus_reopening_check_hands_off()
        result = super().write(vals)
        if "activity_type_id" in vals:
            self._oplus_reopening_check_by_system()
        return result

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_foreign_request(self):
        """Let users withdraw their own requests; refuse to delete those of others."""
        self.filtered(
            lambda activity: activity.create_uid != self.env.user
        )._oplus_reopening_check_hands_off()

    def _oplus_reopening_check_hands_off(self):
        """Allow only sales administrators to answer or change requests.

        :raise AccessError: the user is not a sales administrator
        """
        if self.env.su or self.env.user.has_group(ADMIN):
            return
        if self._oplus_reopening_type_id() in self.activity_type_id._ids:
            raise AccessError(
                self.env._(
                    "Only sales administrators may answer or change reopening requests."
                )
            )

    def _oplus_reopening_check_by_system(self):
        """Refuse requests made without the dialog, which asks for the reason.

        :raise UserError: the user plans a request as an activity
        """
        if self.env.su or not self:
            return
        # sudo: the user may not read an activity that they have just written
        if self._oplus_reopening_type_id() in self.sudo().activity_type_id._ids:
            raise UserError(
                self.env._(
                    "You cannot request a reopening by planning an activity. Use the"
                    " button “Request Reopening” of the closed opportunity."
                )
            )

    @api.model
    def _oplus_reopening_type_id(self):
        """Return the id of the type of requests; False if it was deleted."""
        return self.env["ir.model.data"]._xmlid_to_res_id(
            "opportunity_plus.mail_activity_type_reopening"
        )

    def _oplus_reopening_reason(self):
        return html2plaintext(self.note or "").strip()

    def _oplus_reopening_answer(self, verdict, answer=""):
        """Notify the requester of the decision in the chatter and close the requests.

        :param verdict: "granted" or "refused"
        :param answer: text to add to the message
        """
        request, requester = self[0], self[0].create_uid
        lead = self.env["crm.lead"].browse(request.res_id)
        lead.with_context(lang=requester.lang).message_post_with_source(
            "opportunity_plus.reopening_answer",
            render_values={
                "verdict": verdict,
                "requester": requester,
                "reason": request._oplus_reopening_reason(),
                "answer": answer,
                "decider": self.env.user,
            },
            partner_ids=requester.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
        self.unlink()
