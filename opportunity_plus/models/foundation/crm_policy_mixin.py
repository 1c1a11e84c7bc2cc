# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmPolicyMixin(models.AbstractModel):
    """For models whose records are a policy that is asked for with each opportunity.

    What was kept of it is found anew after each change.
    """

    _name = "crm.policy.mixin"
    _description = "Policy on Opportunities"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
