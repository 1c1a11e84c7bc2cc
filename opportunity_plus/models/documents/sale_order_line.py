# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError

from ..foundation.access import check_each


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # sudo: invoices that the user may not open count as well
        if not self.env.su and lines.sudo().invoice_lines:
            lines._oplus_refuse_invoices()
        return lines

    def write(self, vals):
        if not self.env.su and "invoice_lines" in vals:
            self._oplus_refuse_invoices()
        result = super().write(vals)
        if "order_id" in vals:
            check_each(self.exists(), "write")  # Odoo asks before the move alone
            self._oplus_check_moved()
        return result

    def _oplus_refuse_invoices(self):
        """Refuse links to invoices, which could give the user access to any invoice."""
        raise AccessError(
            self.env._(
                "Invoices cannot be linked to an order by hand. Create the invoice from"
                " the order instead."
            )
        )

    def _oplus_check_moved(self):
        """Check the invoices that move to another order with their lines."""
        # sudo: invoices that the user may not open move as well
        invoiced = self.sudo().filtered("invoice_lines")
        if invoiced:
            self.env["crm.lead"]._oplus_document_check_derived(
                invoiced.order_id, "opportunity_id", invoiced.invoice_lines.move_id
            )
