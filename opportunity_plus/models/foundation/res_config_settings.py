# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResConfigSettings(models.TransientModel):
    """Counts of existing opportunities, shown next to the settings."""

    _inherit = "res.config.settings"

    def _oplus_counted(self):
        """Return the domain of each count by field name. Extend it to add counts."""
        return {}

    @api.depends("company_id")
    def _compute_oplus_counts(self):
        leads = self.env["crm.lead"]
        # system administrators may have no access to opportunities
        can_read = leads.has_access("read")
        for name, domain in self._oplus_counted().items():
            self[name] = leads.search_count(domain) if can_read else 0

    def _oplus_list(self, name, count):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "crm.lead",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "search_view_id": [
                self.env.ref("crm.view_crm_case_opportunities_filter").id
            ],
            "domain": [*self._oplus_counted()[count]],
            "context": {"default_type": "opportunity"},
        }
