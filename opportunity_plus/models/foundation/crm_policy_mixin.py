# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .caching import clear_caches


class CrmPolicyMixin(models.AbstractModel):
    """Mixin for models that hold cached policies, such as stages and types.

    Each change clears the cache.
    """

    _name = "crm.policy.mixin"
    _description = "Policy on Opportunities"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._oplus_policy_changed()
        return records

    def write(self, vals):
        result = super().write(vals)
        self._oplus_policy_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.browse()._oplus_policy_changed()
        return result

    def _oplus_policy_changed(self):
        """Clear the cache. Extend it for other consequences of a change."""
        clear_caches(self.env)
