# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .res_users import DECLINED


class CrmLeadHandover(models.Model):
    """Archives the leaving salesperson once everything is handed over.

    Archiving deletes the planned activities of a user. So a user who still has records
    that can be handed over is not archived, and the handover says how many.
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
                remaining = self._handover_remaining()
                if remaining:
                    return self._handover_remaining_said(remaining)
                self.user_id.with_context(**{DECLINED: True}).action_archive()
        except UserError as error:  # refusals of access are such errors, too
            return str(error)
        return False

    def _handover_remaining(self):
        """Return how many records are still with the salesperson, by the label of their
        kind: those of all companies, whether or not the current user may read them."""
        remaining = {}
        for mover in self._handover_movers():
            # sudo: archiving concerns all of them; only their number is told
            records = self.env[mover.model].sudo().with_context(active_test=False)
            mine = self._handover_domain(mover, self.user_id)
            remaining[mover.label] = records.search_count(mine)
        return {label: number for label, number in remaining.items() if number}

    def _handover_remaining_said(self, remaining):
        return self.env._(
            "Some records are still with %(name)s: %(numbers)s. They were left alone,"
            " belong to other companies, or you may not read them. Hand them over, then"
            " archive the user.",
            name=self.user_id.name,
            numbers=", ".join(
                f"{label}: {number}" for label, number in remaining.items()
            ),
        )
