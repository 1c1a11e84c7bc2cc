# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

KEPT = timedelta(days=1)


class CrmLeadClosing(models.Model):
    """What people have just closed, so that the screen can tell of it and, for a
    minute, take it back.

    One row for each opportunity, about its last closing. The system alone reads and
    writes them, and deletes them after a day: what happened is in the ledger.
    """

    _name = "crm.lead.closing"
    _inherit = ["crm.system.rows"]
    _description = "Recent Closing"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    # beginning of the transaction that closed it, to the microsecond
    date = fields.Datetime(required=True)
    outcome = fields.Selection([("won", "Won"), ("lost", "Lost")], required=True)
    # how it stood before, by name of the field; empty if it was not open then
    before = fields.Json(groups=NO_ACCESS)
    # what the closing left, to tell whether anything has been changed since
    fingerprint = fields.Char(groups=NO_ACCESS, export_string_translation=False)

    _lead_unique = models.UniqueIndex(
        "(lead_id)", "An opportunity has one last closing."
    )
    _user_idx = models.Index("(user_id, date)")

    @api.autovacuum
    def _gc_closings(self):
        before = fields.Datetime.now() - KEPT
        self.search([("date", "<", before)])._system_unlink()
