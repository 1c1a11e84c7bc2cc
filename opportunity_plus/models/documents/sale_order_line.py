# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # sudo: also invoices that the user may not open
        if not self.env.su and lines.sudo().invoice_lines:
            lines._oplus_refuse_invoices()
        return lines

    def write(self, vals):
        if not self.env.su and "invoice_lines" in vals:
            self._oplus_refuse_invoices()
        result = super().write(vals)
        if "order_id" in vals:
            self._oplus_check_moved()
        return result

    def _oplus_refuse_invoices(self):
        """Whoever writes an order could else open any invoice to himself."""
        raise AccessError(
            self.env._(
                "The invoices of an order follow from the lines of the invoices."
                " Create the invoice from the order instead."
            )
        )

    def _oplus_check_moved(self):
        """A line that moves to another order takes its invoices along."""
        # sudo: also the invoices that the user may not open
        invoiced = self.sudo().filtered("invoice_lines")
        if invoiced:
            self.env["crm.lead"]._oplus_document_check_derived(
                invoiced.order_id, "opportunity_id", invoiced.invoice_lines.move_id
            )
