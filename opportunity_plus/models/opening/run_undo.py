# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from odoo import fields, models
from odoo.exceptions import UserError

from .run_opening import REFUSED

_logger = logging.getLogger(__name__)


class CrmLeadOpeningRun(models.Model):
    """Deletes the opportunities of a run that nobody has touched, in batches."""

    _inherit = "crm.lead.opening.run"

    def action_undo(self):
        """Delete the opportunities that nobody has touched, with their calls.

        :raise UserError: the run is in progress, was undone already, or opened nothing
        """
        self.ensure_one()
        self.check_access("write")
        if self.state in self._BATCH_AT_WORK:
            raise UserError(
                self.env._("This is still under way. It can be undone once it is done.")
            )
        self._batch_check_state("done")
        if "opened" not in self._opening_lines().mapped("state"):
            raise UserError(self.env._("Nothing to undo: no opportunity was opened."))
        return self._batch_begin(
            {
                "state": "undoing",
                "undoer_id": self.env.uid,
                "date_undone": fields.Datetime.now(),
            }
        )

    def _opening_take_back(self, rows):
        """Delete the opportunities of some lines. Those that somebody is writing to now
        are left for later."""
        leads = rows.lead_id
        # adding a document locks the opportunity it refers to
        free = leads.try_lock_for_update()
        gone = rows.filtered(lambda row: not row.lead_id)
        gone._system_write({"state": "removed", "reason": "deleted"})
        rows = rows.filtered(lambda row: row.lead_id in free)
        touched = rows._opening_touched()
        for row, reason in touched.items():
            row._system_write({"state": "kept", "reason": reason})
        self._opening_remove(rows.filtered(lambda row: row not in touched))

    def _opening_remove(self, rows):
        """Delete a batch at once; if that fails, delete one by one."""
        try:
            with self.env.cr.savepoint():
                # the rows are in superuser mode: the run itself opened these
                rows.lead_id.unlink()
                rows._system_write({"state": "removed"})
        except REFUSED:
            if len(rows) > 1:
                for row in rows:
                    self._opening_remove(row)
            else:
                _logger.info("%s: kept", rows, exc_info=True)
                rows._system_write({"state": "kept", "reason": "needed"})
