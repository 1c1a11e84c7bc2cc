# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Create lines of given invoices.

        :raise UserError: a line has no ``move_id``
        """
        if not all("move_id" in vals for vals in vals_list):
            raise UserError(self.env._("Say which invoice each line is for (move_id)."))
        lines = super().create(vals_list)
        lines._oplus_check_orders()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "sale_line_ids" in vals or "move_id" in vals:
            self._oplus_check_orders()
        return result

    def _oplus_check_orders(self):
        """Refuse an invoice that would show finance users a hidden opportunity."""
        # sudo: a user who invoices an order may have no access to some of its lines
        orders = self.sudo().sale_line_ids.order_id
        if orders.opportunity_id:
            leads = self.env["crm.lead"]
            leads._oplus_document_check_derived(orders, "opportunity_id", self.move_id)
