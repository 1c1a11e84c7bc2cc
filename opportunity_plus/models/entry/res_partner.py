# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_view_opportunity(self):
        """Create opportunities for the customer from the customer's list."""
        action = super().action_view_opportunity()
        defaults = {"default_partner_id": self.id, "default_type": "opportunity"}
        action["context"] |= defaults
        return action
