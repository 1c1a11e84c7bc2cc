# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResConfigSettings(models.TransientModel):
    """Counts of opportunities beside settings that do not change them."""

    _inherit = "res.config.settings"

    def _oplus_counted(self):
        """What each count counts, by name of the field, as domains on opportunities;
        rooms add theirs."""
        return {}

    @api.depends("company_id")
    def _compute_oplus_counts(self):
        leads = self.env["crm.lead"]
        # whoever runs the system need not work in sales
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
