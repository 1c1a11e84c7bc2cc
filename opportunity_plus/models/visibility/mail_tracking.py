# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ..foundation.transaction import has_flag, set_flag

# flag of the transaction: Odoo posts what it has tracked
TRACKING = "opportunity_plus.tracking"


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _message_track(self, fields_iter, initial_values_dict):
        """Tell what Odoo has tracked from what a user sends."""
        before = has_flag(self.env, TRACKING)
        set_flag(self.env, TRACKING)
        try:
            return super()._message_track(fields_iter, initial_values_dict)
        finally:
            set_flag(self.env, TRACKING, before)


class MailMessage(models.Model):
    """Messages with what was tracked, which is the history of a document."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse tracked values of users.

        Odoo carries out the commands as superuser, without a look at them: they could
        change, delete or take the history of any document.

        :raise AccessError: a user sends them, or they concern values that exist
        """
        for vals in vals_list:
            commands = vals.get("tracking_value_ids")
            if commands and not self._oplus_is_tracked(commands):
                raise AccessError(
                    self.env._("Only the system writes the history of a document.")
                )
        return super().create(vals_list)

    def _oplus_is_tracked(self, commands):
        return (self.env.su or has_flag(self.env, TRACKING)) and all(
            command[0] == Command.CREATE for command in commands
        )
