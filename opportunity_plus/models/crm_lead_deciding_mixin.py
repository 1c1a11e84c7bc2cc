# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmLeadDecidingMixin(models.AbstractModel):
    """For models that decide on who sees what: who leads whom, and what is shared.

    What was found in this transaction is found anew after each change.
    """

    _name = "crm.lead.deciding.mixin"
    _description = "Decides on Visible Opportunities"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["crm.lead"]._visibility_forget()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env["crm.lead"]._visibility_forget()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["crm.lead"]._visibility_forget()
        return result
