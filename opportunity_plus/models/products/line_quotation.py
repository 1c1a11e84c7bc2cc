# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Command


class CrmLeadProductLine(models.Model):
    """Lines of a new quotation, from the products of the opportunity."""

    _inherit = "crm.lead.product.line"

    def _product_line_quotation(self, order):
        """Return the products as lines of a quotation, in the same order.

        :param order: the new quotation, which knows its company and currency
        :return: commands for ``order_line``
        """
        return [
            Command.create(
                line._product_line_prepare_vals(order) | {"sequence": number}
            )
            for number, line in enumerate(self, 10)
        ]

    def _product_line_prepare_vals(self, order):
        """Return the values of a quotation line; extend to add fields."""
        company = order.company_id
        product = self.product_id or company._oplus_product_line_free_product()
        vals = {
            "product_id": product.id,
            "name": self.name,
            "product_uom_qty": self.quantity,
            "product_uom_id": (self.product_uom_id or product.uom_id).id,
        }
        policy = company._oplus_policy()
        if self.product_id and policy["opportunity_pricelist_decides"]:
            return vals | self._product_line_by_pricelist(order, vals)
        price = self._product_line_convert(order)
        if self.env.user.has_group("sale.group_discount_per_so_line"):
            return vals | {"price_unit": price, "discount": self.discount}
        # the user's form has no discount field, so the price includes the discount
        return vals | {"price_unit": price * (1 - self.discount / 100)}

    def _product_line_by_pricelist(self, order, vals):
        """Return the prices by the pricelist of the quotation. A form that opens with
        lines would compute them before it knows that pricelist."""
        line = self.env["sale.order.line"].new(vals | {"order_id": order})
        names = ("price_unit", "technical_price_unit", "discount")
        return {name: line[name] for name in names}

    def _product_line_convert(self, order):
        """Return the unit price in the currency of the quotation, at today's rate."""
        if self.currency_id == order.currency_id:
            return self.price_unit
        return self.currency_id._convert(
            self.price_unit,
            order.currency_id,
            order.company_id,
            fields.Date.context_today(self),
            round=False,
        )
