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
        if thread_id and model == "crm.lead":
            self.env[model].browse(int(thread_id)).check_access("write")
        return super().message_process(
            model,
            message,
            custom_values=custom_values,
            save_original=save_original,
            strip_attachments=strip_attachments,
            thread_id=thread_id,
        )

    def message_notify(self, *, partner_ids=False, model=False, res_id=False, **kwargs):
        """A reader of an opportunity tells colleagues, and nobody outside.

        :raise AccessError: somebody outside is told of what the user may not write
        """
        # sudo: who is an employee
        told = self.env["res.partner"].sudo().browse(partner_ids or ())
        if "crm.lead" in (self._name, model) and any(told.mapped("partner_share")):
            leads = self.env["crm.lead"].browse(res_id or ())
            (self if self._name == "crm.lead" and self else leads).check_access("write")
        return super().message_notify(
            partner_ids=partner_ids, model=model, res_id=res_id, **kwargs
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
