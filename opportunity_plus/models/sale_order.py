# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.constrains("opportunity_id")
    def _check_opportunity_readable(self):
        """An order opens its opportunity to finance and itself to supervisors."""
        self.opportunity_id._document_check_linkable()

    def copy_data(self, default=None):
        """Copy an order without an opportunity that its owner may not read."""
        readable = self.opportunity_id._document_linkable()
        return [
            vals
            if vals.get("opportunity_id") in (False, None, *readable.ids)
            else vals | {"opportunity_id": False}
            for vals in super().copy_data(default)
        ]
