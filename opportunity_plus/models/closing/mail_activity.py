# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import html2plaintext


class MailActivity(models.Model):
    """Requests for reopening, which are activities of those who decide."""

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
        """Who asked may think better of it; else only those who decide close it."""
        self.filtered(
            lambda activity: activity.create_uid != self.env.user
        )._oplus_reopening_check_hands_off()

    def _oplus_reopening_check_hands_off(self):
        """Nobody answers for those who decide, or changes what they were asked.

        :raise AccessError: somebody else changes a request
        """
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening", False)
        if self.env.su or self.env.user.has_group("sales_team.group_sale_manager"):
            return
        if kind and kind in self.activity_type_id:
            raise AccessError(
                self.env._(
                    "Only sales administrators answer or change requests for reopening."
                )
            )

    def _oplus_reopening_check_by_system(self):
        """Requests are made by the dialog alone, which asks for the reason.

        :raise UserError: somebody plans one by hand
        """
        if self.env.su or not self:
            return
        kind = self.env.ref("opportunity_plus.mail_activity_type_reopening", False)
        # sudo: the kind of what the user has just written
        if kind and kind in self.sudo().activity_type_id:
            raise UserError(
                self.env._(
                    "A reopening is not asked for by planning an activity. Use the"
                    " button “Request Reopening” of the closed opportunity."
                )
            )

    def _oplus_reopening_reason(self):
        return html2plaintext(self.note or "").strip()

    def _oplus_reopening_answer(self, verdict, answer=""):
        """Tell who asked what was decided, in the chatter, and close the requests.

        :param verdict: granted or refused
        :param answer: what else to say
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
