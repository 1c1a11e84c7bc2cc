# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .kinds import FAILED


class MailNotification(models.Model):
    """Whether a mail has reached somebody."""

    _inherit = "mail.notification"

    def _create(self, data_list):
        notices = super()._create(data_list)
        notices.mail_message_id._oplus_contact_touch()
        return notices

    def write(self, vals):
        if "notification_status" in vals:
            fails = vals["notification_status"] in FAILED
            changed = self.filtered(
                lambda notice: (notice.notification_status in FAILED) != fails
            )
            changed.mail_message_id._oplus_contact_touch()
        return super().write(vals)
