# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import html2plaintext


class MailActivity(models.Model):
    """An activity of the type *Reopening Request* asks its user to decide."""

    _inherit = "mail.activity"

    def _reopening_reason(self):
        return html2plaintext(self.note or "").strip()

    def _reopening_answer(self, verdict, answer=""):
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
                "reason": request._reopening_reason(),
                "answer": answer,
                "decider": self.env.user,
            },
            partner_ids=requester.partner_id.ids,
            author_id=self.env.user.partner_id.id,
            subtype_xmlid="mail.mt_note",
        )
        self.unlink()
