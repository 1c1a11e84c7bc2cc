# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.exemption import EXEMPT, EXEMPTION


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_confirm(self):
        """Let an order be confirmed whatever an opportunity that follows it lacks."""
        orders = self.with_context(**{EXEMPTION: EXEMPT})
        return super(SaleOrder, orders).action_confirm()
