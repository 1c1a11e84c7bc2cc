# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# somebody moved it there while another transaction disabled the stage
IN_DISABLED = """
    SELECT lead.id
      FROM crm_lead lead
      JOIN crm_stage stage ON stage.id = lead.stage_id AND NOT stage.active
     WHERE lead.won_status = 'pending'
"""


class CrmLeadRevision(models.Model):
    """No open opportunity is in a disabled stage."""

    _inherit = "crm.lead.revision"

    @api.model
    def _ledger_checks(self):
        return super()._ledger_checks() | {"disabled": IN_DISABLED}
