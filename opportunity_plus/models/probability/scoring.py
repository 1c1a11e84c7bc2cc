# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLead(models.Model):
    """Odoo's predictive scoring, whose statistics tell of all opportunities.

    Agents do not read them; the score of an opportunity uses them all the same.
    """

    _inherit = "crm.lead"

    def _pls_prepare_update_frequency_table(self, *args, **kwargs):
        # sudo: the statistics, to which these are added
        leads = self.sudo()
        return super(CrmLead, leads)._pls_prepare_update_frequency_table(
            *args, **kwargs
        )
