# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# whether this transaction has changed what decides on who sees what
CHANGED = "opportunity_plus.visibility_changed"


class CrmLeadDecidingMixin(models.AbstractModel):
    """For models that decide on who sees what: who leads whom, and what is shared.

    What was found in this transaction is found anew after each change.
    """

    _name = "crm.lead.deciding.mixin"
    _description = "Decides on Visible Opportunities"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.cr.postcommit.data[CHANGED] = True
        records = super().create(vals_list)
        records._oplus_visibility_changed()
        return records

    def write(self, vals):
        self.env.cr.postcommit.data[CHANGED] = True
        result = super().write(vals)
        self._oplus_visibility_changed()
        return result

    def unlink(self):
        self.env.cr.postcommit.data[CHANGED] = True
        result = super().unlink()
        self.browse()._oplus_visibility_changed()
        return result

    def _oplus_visibility_changed(self):
        """For whatever else follows from the records as they are now."""
        self.env["crm.lead"]._oplus_visibility_forget()
