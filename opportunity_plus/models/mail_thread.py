# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

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
        """A mail is stored as superuser, so what a caller adds to it is limited to what
        he may create himself: else he would make himself the leader of a team, or reach
        other records through lists."""
        if custom_values:
            self._visibility_check_mail_values(model, custom_values)
        return super().message_process(
            model,
            message,
            custom_values=custom_values,
            save_original=save_original,
            strip_attachments=strip_attachments,
            thread_id=thread_id,
        )

    def _visibility_check_mail_values(self, model, values):
        user = self.env.user
        if user.id == SUPERUSER_ID or user.has_group("base.group_system"):
            return
        records = self.env[model].sudo(False).browse()
        records.check_access("create")
        kinds = {records._fields[name].type for name in values if name in records}
        if not kinds.isdisjoint({"one2many", "many2many"}):
            raise AccessError(
                self.env._("A message cannot change other records than its own.")
            )
