# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command


class CrmLeadChosenMixin(models.AbstractModel):
    """Mixin for dialogs about the opportunities that are chosen in a list or shown in
    a form."""

    _name = "crm.lead.chosen.mixin"
    _description = "Dialog about Opportunities"

    lead_ids = fields.Many2many(
        "crm.lead",
        string="Opportunities",
        required=True,
        context={"active_test": False},
    )

    @api.model
    def default_get(self, fields):
        result = super().default_get(fields)
        if "lead_ids" in fields and self.env.context.get("active_model") == "crm.lead":
            chosen = self.env.context.get("active_ids", [])
            result.setdefault("lead_ids", [Command.set(chosen)])
        return result
