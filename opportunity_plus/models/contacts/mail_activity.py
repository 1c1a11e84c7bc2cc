# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    # marks what one save of a dialog made; "<id of the user>:<token>"
    oplus_contact_token = fields.Char(
        copy=False, groups="base.group_system", export_string_translation=False
    )

    _oplus_contact_token_unique = models.UniqueIndex(
        "(oplus_contact_token) WHERE oplus_contact_token IS NOT NULL"
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Let the message of a meeting's activity know it, so that the meeting is not
        counted as another contact."""
        # sudo: only tells whether there is a meeting
        met = self.filtered(lambda activity: activity.sudo().calendar_event_id)
        messages, following = super(MailActivity, self - met)._action_done(
            feedback=feedback, attachment_ids=attachment_ids
        )
        for activity in met:
            message, planned = super(MailActivity, activity)._action_done(
                feedback=feedback, attachment_ids=attachment_ids
            )
            # sudo: the link is written by the system alone
            message.sudo().oplus_activity_id = activity.exists()
            messages |= message
            following |= planned
        return messages, following
