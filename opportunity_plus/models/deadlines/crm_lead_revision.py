# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import NO_ACCESS

OTHER_DEADLINE = """
    SELECT lead.id
      FROM crm_lead lead
 LEFT JOIN entry ON entry.lead_number = lead.id AND is_stay AND outcome = 'open'
       AND date_out IS NULL
     WHERE lead.type = 'opportunity'
       AND lead.stage_deadline IS DISTINCT FROM entry.stage_deadline
"""


class CrmLeadRevision(models.Model):
    """What a row that begins a stay knows of its target and of snoozes."""

    _inherit = "crm.lead.revision"

    stage_deadline = fields.Datetime(
        "Target Date", help="Until when the opportunity should have left the stage."
    )
    # since when the clock runs, if longer than the stay: the one before was ended by a
    # slip, which was undone
    date_clock = fields.Datetime(groups=NO_ACCESS, export_string_translation=False)
    snooze_count = fields.Integer(
        "Snoozes",
        aggregator="sum",
        help="How often it was snoozed during this stay.",
    )

    @api.model
    def _ledger_checks(self):
        """Add another target date than that of the running stay."""
        return super()._ledger_checks() | {"deadline": OTHER_DEADLINE}
