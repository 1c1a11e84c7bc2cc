# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..foundation.transaction import set_flag

# flag of the transaction: it changed who may see which opportunities
CHANGED = "opportunity_plus.visibility_changed"


class CrmLeadDecidingMixin(models.AbstractModel):
    """Mixin for models that decide who sees which opportunities, such as shares.

    Each change discards what this transaction has cached about visibility.
    """

    _name = "crm.lead.deciding.mixin"
    _description = "Decides on Visible Opportunities"

    @api.model_create_multi
    def create(self, vals_list):
        set_flag(self.env, CHANGED)
        records = super().create(vals_list)
        records._oplus_visibility_changed()
        return records

    def write(self, vals):
        set_flag(self.env, CHANGED)
        result = super().write(vals)
        self._oplus_visibility_changed()
        return result

    def unlink(self):
        set_flag(self.env, CHANGED)
        result = super().unlink()
        self.browse()._oplus_visibility_changed()
        return result

    def _oplus_visibility_changed(self):
        """Discard cached visibility. Extend it for other consequences of a change."""
        self.env["crm.lead"]._oplus_visibility_forget()
