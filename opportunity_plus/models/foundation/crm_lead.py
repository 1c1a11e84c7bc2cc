# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_policy(self):
        """Return the policies of the opportunity's company, else of the current one.

        :return: values by field name of ``res.company``
        """
        return (self.company_id or self.env.company)._oplus_policy()
