# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_policy(self):
        """The policies of its company, else of the current one, by name of the field
        of the company."""
        return (self.company_id or self.env.company)._oplus_policy()
