# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLead(models.Model):
    """Odoo's predictive scoring, whose statistics cover all opportunities.

    Agents may not read the statistics, but their changes update them.
    """

    _inherit = "crm.lead"

    def _pls_prepare_update_frequency_table(self, *args, **kwargs):
        # sudo: agents may not access the statistics that Odoo updates here
        leads = self.sudo()
        return super(CrmLead, leads)._pls_prepare_update_frequency_table(
            *args, **kwargs
        )
