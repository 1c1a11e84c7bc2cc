# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

DAYS = 7  # proposed


class CrmLeadSnooze(models.TransientModel):
    """Dialog that asks until when, and why, opportunities are snoozed."""

    _name = "crm.lead.snooze"
    _description = "Snooze Opportunities"

    lead_ids = fields.Many2many(
        "crm.lead",
        string="Opportunities",
        required=True,
        context={"active_test": False},
    )
    until = fields.Date(
        "Snooze until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(DAYS),
    )
    reason = fields.Char(required=True)

    @api.model
    def default_get(self, fields):
        result = super().default_get(fields)
        if "lead_ids" in fields and self.env.context.get("active_model") == "crm.lead":
            chosen = self.env.context.get("active_ids", [])
            result.setdefault("lead_ids", [Command.set(chosen)])
        return result

    def action_apply(self):
        """Snooze the opportunities.

        :raise UserError: see ``action_snooze`` of the opportunity
        """
        self.ensure_one()
        self.lead_ids.action_snooze(self.until, self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
