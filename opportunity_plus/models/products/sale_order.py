# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

# context key: the form starts with the products of an opportunity
CARRIED = "oplus_products_carried"


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def onchange(self, values, field_names, fields_spec):
        """Start the form of a new quotation with the products of its opportunity.

        The products are in the context of this call only, not of later changes.
        """
        context = self.env.context
        is_new = not (self or field_names or "order_line" in values)
        if is_new and "order_line" in fields_spec:
            lines = self._oplus_product_line_default(
                context.get("default_opportunity_id")
            )
            if lines and "default_order_line" not in context:
                self = self.with_context(default_order_line=lines, **{CARRIED: True})
        return super().onchange(values, field_names, fields_spec)

    @api.onchange("company_id")
    def _onchange_company_id(self):
        """Another company brings no template to a form that has products without."""
        is_carried = self.opportunity_id and self.order_line
        if is_carried and not self._oplus_product_template():
            self = self.with_context(**{CARRIED: True})
        return super()._onchange_company_id()

    def _oplus_product_template(self):
        # of the module ``sale_management``, which need not be there
        field = "sale_order_template_id"
        return field in self._fields and self[field]

    def _compute_sale_order_template_id(self):
        """Leave out the company's template of the module ``sale_management`` where the
        lines are those of an opportunity: it would replace them by its own."""
        # pylint: disable=missing-return
        if not self.env.context.get(CARRIED):
            super()._compute_sale_order_template_id()

    def _oplus_product_line_default(self, lead_id):
        """Return commands for the lines of a new quotation of an opportunity."""
        if type(lead_id) is not int:
            return []
        # sudo(False): the id comes from the client, so the rights of the user decide
        lines = self.env["crm.lead.product.line"].sudo(False)
        lines = lines.search([("lead_id", "=", lead_id)])
        draft = self.new(
            self.default_get(["partner_id", "company_id", "opportunity_id"])
        )
        return lines._product_line_quotation(draft)
