# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """Policy on products, the expected revenue and quotations."""

    _inherit = "res.company"

    opportunity_revenue_from_products = fields.Boolean(
        "Expected Revenue from Products",
        default=True,
        help="The expected revenue of an open opportunity follows the total of its"
        " products until somebody enters another amount.",
        prefetch="opportunity_plus",
    )
    opportunity_pricelist_decides = fields.Boolean(
        "Quotations Priced by Pricelist",
        help="In a new quotation of an opportunity the customer's pricelist decides the"
        " prices and discounts of products, instead of those of the opportunity.",
        prefetch="opportunity_plus",
    )
    opportunity_free_product_id = fields.Many2one(
        "product.product",
        "Product for Free Texts",
        check_company=True,
        ondelete="restrict",
        domain=[("type", "=", "service")],
        help="Used on quotation lines for the free texts of an opportunity. The first"
        " quotation that needs it creates it.",
        prefetch="opportunity_plus",
    )

    def _oplus_product_line_free_product(self):
        """Return the company's product for free texts, creating it if necessary."""
        # sudo: users who make quotations may not create products; the values are fixed
        company = self.sudo()
        if not company.opportunity_free_product_id:
            products = company.env["product.product"].with_company(company)
            company.opportunity_free_product_id = products.create(
                {
                    "name": self.env._("Other Item"),
                    "type": "service",
                    "invoice_policy": "order",
                    "sale_ok": False,
                    "purchase_ok": False,
                    "list_price": 0,
                    "company_id": company.id,
                }
            )
        return company.opportunity_free_product_id.with_env(self.env)

    @api.model
    def _oplus_policy_fields(self):
        return super()._oplus_policy_fields() | {
            "opportunity_pricelist_decides",
            "opportunity_revenue_from_products",
        }
