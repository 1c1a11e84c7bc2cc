# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .res_users import DECLINED


class CrmLeadHandover(models.Model):
    """Archives the leaving salesperson once everything is handed over.

    Archiving deletes the planned activities of a user. So a user for whom a record was
    left alone is not archived, and the handover says why.
    """

    _inherit = "crm.lead.handover"

    archive_user = fields.Boolean(
        "Archive Afterwards",
        copy=False,
        help="Archive the leaving salesperson once all records are handed over.",
    )
    can_archive_user = fields.Boolean(
        compute="_compute_can_archive_user", export_string_translation=False
    )
    archive_refusal = fields.Text("Not Archived", readonly=True, copy=False)

    @api.depends_context("uid")
    def _compute_can_archive_user(self):
        self.can_archive_user = self.env["res.users"].has_access("write")

    def action_run(self):
        """Hand over; refuse first what could not be finished."""
        if self.archive_user and not self.user_id.has_access("write"):
            raise AccessError(
                self.env._(
                    "You may not archive users. Clear “Archive Afterwards”, hand over,"
                    " and ask an administrator of users to archive %(name)s.",
                    name=self.user_id.name,
                )
            )
        return super().action_run()

    def _batch_step(self, after):
        lines = super()._batch_step(after)
        if self.state == "done" and self.archive_user:
            self._system_write({"archive_refusal": self._handover_archive()})
        return lines

    def _handover_archive(self):
        """Archive the salesperson, with the rights of the user who runs the handover.

        :return: the reason if that is not possible, else False
        """
        try:
            with self.env.cr.savepoint():
                if self.left_count or self.user_id._oplus_handover_owners():
                    return self.env._(
                        "Some records are still with %(name)s: those that were left"
                        " alone, or those of other companies. Hand them over, then"
                        " archive the user.",
                        name=self.user_id.name,
                    )
                self.user_id.with_context(**{DECLINED: True}).action_archive()
        except UserError as error:  # refusals of access are such errors, too
            return str(error)
        return False
