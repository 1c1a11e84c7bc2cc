# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...models.foundation.access import allowed, leads_of
from ...models.foundation.actions import reloading, telling
from ...models.foundation.naming import some_names


class CrmLeadAssign(models.TransientModel):
    _name = "crm.lead.assign"
    _inherit = ["crm.lead.chosen.mixin"]
    _description = "Assign Opportunities"

    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        required=True,
        domain="[('share', '=', False)]",
    )
    keep_salesperson_as_reader = fields.Boolean(
        "Keep the previous salesperson as reader", default=True
    )

    def action_assign(self):
        """Assign the opportunities; go to the pipeline if the user cannot see all."""
        self.ensure_one()
        self.lead_ids.write(
            {
                "user_id": self.user_id.id,
                "oplus_keep_salesperson_as_reader": self.keep_salesperson_as_reader,
            }
        )
        leads = leads_of(self, "lead_ids")
        hidden = leads - allowed(leads)
        if not hidden:
            return self._assigned()
        action = self.env["crm.team"].action_your_pipeline()
        message = self.env._(
            "Assigned to %(name)s. You can no longer see %(number)s of these"
            " opportunities.",
            name=self.user_id.name,
            number=len(hidden),
        )
        return telling(message, action | {"target": "main"}, "info")

    def _assigned(self):
        """Return the action that says what was assigned, and to whom."""
        message = self.env._(
            "Assigned to %(name)s: %(opportunities)s",
            name=self.user_id.name,
            opportunities=some_names(self.lead_ids),
        )
        return telling(message, reloading())
