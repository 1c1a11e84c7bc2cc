# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..foundation.actions import telling
from .week import last_week


class CrmPipelineDigestPreview(models.TransientModel):
    """Shows a sales administrator the digest of the past week, and sends it to them.

    Nothing of it is kept, and nobody else gets it.
    """

    _name = "crm.pipeline.digest.preview"
    _description = "Preview of the Weekly Digest"

    body = fields.Html(sanitize=False, compute="_compute_body")

    @api.depends_context("uid")
    def _compute_body(self):
        content = self._preview_content()
        self.body = content and content["body"]

    def _preview_content(self):
        user = self.env.user
        week, _age = last_week(user._oplus_digest_zone(), fields.Datetime.now())
        return self.env["crm.pipeline.digest"]._digest_content(user, week)

    def action_send(self):
        """Send it to the current user.

        :raise UserError: there is nothing to tell, or nowhere to send it
        """
        content = self._preview_content()
        if not content:
            raise UserError(self.env._("Nothing happened last week."))
        if not self.env.user.email:
            raise UserError(
                self.env._("Enter your e-mail address in your preferences.")
            )
        self.env["crm.pipeline.digest"]._digest_mail(self.env.user, content)
        return telling(self.env._("Sent to %(email)s.", email=self.env.user.email))
