# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.constrains("opportunity_id")
    def _check_opportunity_readable(self):
        """An order opens its opportunity to finance and itself to supervisors."""
        self.opportunity_id._oplus_document_check_linkable(orders=self)

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._oplus_check_confirmed()
        return orders

    def write(self, vals):
        """:raise AccessError: an order is taken from what the user may not change, or
        confirmed to open what is not open to the user"""
        if "opportunity_id" in vals:
            wanted = vals["opportunity_id"] or False
            moved = self.filtered(lambda order: order.opportunity_id.id != wanted)
            moved.opportunity_id._oplus_document_check_leavable()
        result = super().write(vals)
        if vals.get("state") == "sale":
            self._oplus_check_confirmed()
        return result

    def _oplus_check_confirmed(self):
        """Finance, who may write orders in Odoo, opens no opportunity by confirming."""
        leads = self.env["crm.lead"]
        if self.env.su or not leads._oplus_visibility_grant("read").finance:
            return
        # sudo: whether the user may open them is what is asked
        orders = self.sudo().filtered(lambda order: order.state == "sale")
        leads = leads.browse(orders.opportunity_id.ids)
        hidden = leads - leads._oplus_document_linkable(orders=orders)
        refused = orders.filtered(lambda order: order.opportunity_id & hidden.sudo())
        if refused:
            raise AccessError(
                self.env._(
                    "You cannot confirm %(orders)s, because the opportunity is not open"
                    " to you. Ask the salesperson to confirm it.",
                    orders=", ".join(refused.mapped("display_name")),
                )
            )

    # products

    def onchange(self, values, field_names, fields_spec):
        """Start the form of a new quotation with the products of its opportunity.

        Nothing of it is in the context of what the user does in the form afterwards.
        """
        context = self.env.context
        is_new = not (self or field_names or "order_line" in values)
        if is_new and "order_line" in fields_spec:
            lines = self._oplus_product_line_default(
                context.get("default_opportunity_id")
            )
            if lines and "default_order_line" not in context:
                self = self.with_context(default_order_line=lines)
        return super().onchange(values, field_names, fields_spec)

    def _oplus_product_line_default(self, lead_id):
        """Commands for the lines of a new quotation of an opportunity."""
        if type(lead_id) is not int:
            return []
        # only what the acting user may read, wherever the id comes from
        lines = self.env["crm.lead.product.line"].sudo(False)
        lines = lines.search([("lead_id", "=", lead_id)])
        draft = self.new(
            self.default_get(["partner_id", "company_id", "opportunity_id"])
        )
        return lines._product_line_quotation(draft)

    def copy_data(self, default=None):
        """Copy an order without an opportunity that its owner may not read."""
        readable = self.opportunity_id._oplus_document_linkable()
        return [
            vals
            if vals.get("opportunity_id") in (False, None, *readable.ids)
            else vals | {"opportunity_id": False}
            for vals in super().copy_data(default)
        ]
