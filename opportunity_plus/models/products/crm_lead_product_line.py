# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class CrmLeadProductLine(models.Model):
    """A product, or a free text, of an opportunity, with its price.

    AMOUNTS: in the currency of the opportunity, as in the pricelist; taxes are not
    computed. A product proposes its description in the customer's language, its unit,
    and the price of the customer's pricelist. All of them can be changed.

    VISIBILITY: users who may read the opportunity read its lines; users who may write
    it write them. A line cannot move to another opportunity.

    REVENUE: the expected revenue of the opportunity may follow the total, see
    ``crm.lead``.
    """

    _name = "crm.lead.product.line"
    _inherit = ["crm.lead.readable.mixin"]
    _description = "Product of an Opportunity"
    _order = "sequence, id"
    _check_company_auto = True

    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain=[("sale_ok", "=", True), ("type", "!=", "combo")],
        help="Empty for a free text.",
    )
    name = fields.Text(
        "Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    product_uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_product_uom_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        domain="[('id', 'in', allowed_uom_ids)] if product_id else []",
    )
    allowed_uom_ids = fields.Many2many("uom.uom", compute="_compute_allowed_uom_ids")
    price_unit = fields.Float(
        "Unit Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        min_display_digits="Product Price",
        aggregator="avg",
    )
    discount = fields.Float("Discount (%)", digits="Discount", aggregator="avg")
    price_subtotal = fields.Monetary(
        "Subtotal", compute="_compute_price_subtotal", store=True, precompute=True
    )
    company_id = fields.Many2one(related="lead_id.company_id")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    # only while it is entered: a line that is added as a free text asks for no product
    is_free_text = fields.Boolean(store=False, export_string_translation=False)
    is_product_archived = fields.Boolean(compute="_compute_is_product_archived")

    @api.depends("lead_id.company_currency")
    @api.depends_context("company")
    def _compute_currency_id(self):
        here = self.env.company.currency_id
        for line in self:
            line.currency_id = line.lead_id.company_currency or here

    def _product_line_company(self):
        """Return the company whose prices and settings apply."""
        return self.lead_id.company_id or self.env.company

    @api.depends("product_id")
    def _compute_is_product_archived(self):
        for line in self:
            line.is_product_archived = bool(line.product_id) and (
                not line.product_id.active
            )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            if line.product_id:
                lang = line.lead_id.lang_code or self.env.lang
                product = line.product_id.with_context(lang=lang)
                line.name = product.get_product_multiline_description_sale()

    @api.depends("product_id")
    def _compute_product_uom_id(self):
        for line in self:
            line.product_uom_id = line.product_id.uom_id or line.product_uom_id

    @api.depends("product_id.uom_id", "product_id.uom_ids")
    def _compute_allowed_uom_ids(self):
        for line in self:
            line.allowed_uom_ids = line.product_id.uom_id | line.product_id.uom_ids

    @api.depends("product_id", "product_uom_id")
    def _compute_price_unit(self):
        """Compute the customer's price for the unit; a free text keeps its price."""
        for line in self:
            line.price_unit = (
                line._product_line_price() if line.product_id else line.price_unit
            )

    def _product_line_price(self):
        company = self._product_line_company()
        # sudo: the user may have no access to the pricelist of the customer
        customer = self.lead_id.partner_id.with_company(company).sudo()
        return customer.property_product_pricelist._get_product_price(
            self.product_id.with_company(company),
            quantity=self.quantity or 1.0,
            currency=self.currency_id,
            uom=self.product_uom_id,
            date=fields.Datetime.now(),
        )

    @api.depends("quantity", "price_unit", "discount")
    def _compute_price_subtotal(self):
        for line in self:
            line.price_subtotal = line._product_line_amount(
                line.price_unit, line.currency_id
            )

    def _product_line_amount(self, price, currency):
        return currency.round(self.quantity * price * (1 - self.discount / 100))
