# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields, models

from ...models.foundation.actions import reloading

DAYS = 7  # proposed


class CrmLeadSnooze(models.TransientModel):
    """Dialog that asks until when, and why, opportunities are snoozed."""

    _name = "crm.lead.snooze"
    _inherit = ["crm.lead.chosen.mixin"]
    _description = "Snooze Opportunities"

    until = fields.Date(
        "Snooze until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(DAYS),
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        """Snooze the opportunities.

        :raise UserError: see ``action_snooze`` of the opportunity
        """
        self.ensure_one()
        self.lead_ids.action_snooze(self.until, self.reason)
        return reloading()
