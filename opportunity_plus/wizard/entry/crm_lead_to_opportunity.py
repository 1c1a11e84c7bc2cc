# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmLead2opportunityPartner(models.TransientModel):
    _name = "crm.lead2opportunity.partner"
    _inherit = ["crm.lead2opportunity.partner", "crm.opening.quiet.mixin"]

    @api.depends("lead_id", "partner_id")
    def _compute_duplicated_lead_ids(self):
        """Leave out duplicates that the user may not merge."""
        result = super()._compute_duplicated_lead_ids()
        for wizard in self:
            wizard.duplicated_lead_ids = wizard.duplicated_lead_ids.filtered(
                "oplus_can_reopen"
            )
        return result
