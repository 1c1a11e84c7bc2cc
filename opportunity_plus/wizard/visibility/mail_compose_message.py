# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _action_send_mail_mass_mail(self, res_ids, auto_commit=False):
        """Check access to the opportunities, since Odoo stores mails as superuser."""
        self._oplus_share_check_mailed(res_ids)
        return super()._action_send_mail_mass_mail(res_ids, auto_commit=auto_commit)

    def _action_send_mail_comment(self, res_ids):
        """Name all opportunities that are refused, where posting names the first."""
        if not self.subtype_is_log:
            self._oplus_share_check_mailed(res_ids)
        return super()._action_send_mail_comment(res_ids)

    def _oplus_share_check_mailed(self, res_ids):
        """Let nobody write to the customers of what they may only read.

        :raise AccessError: the user may not write to one of the opportunities
        """
        if self.model == "crm.lead":
            self.env["crm.lead"].browse(res_ids).check_access("write")
