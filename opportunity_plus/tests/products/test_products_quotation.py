# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .products_common import OpportunityPlusProductsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestProductsQuotation(OpportunityPlusProductsCommon):
    """New quotations carry the products of their opportunity."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.company.opportunity_pricelist_decides = False
        self.lead = self._lead(name="Cold store")
        vals = {"quantity": 2, "price_unit": 90, "discount": 10, "sequence": 2}
        self.pallets = self._line(self.lead, self.pallet, **vals)
        vals = {"quantity": 3, "price_unit": 30, "sequence": 1}
        self.removal = self._line(self.lead, name="Removal", **vals)

    def _new_quotation(self):
        action = self.lead.action_sale_quotations_new()
        orders = self.env["sale.order"].with_context(**action["context"])
        return Form(orders).save()

    def test_lines_are_carried_in_order(self):
        order = self._new_quotation()
        self.assertEqual(order.opportunity_id, self.lead)
        self.assertRecordValues(
            order.order_line,
            [
                {
                    "product_id": self.company.opportunity_free_product_id.id,
                    "name": "Removal",
                    "product_uom_qty": 3,
                    "price_unit": 30,
                    "discount": 0,
                    "price_subtotal": 90,
                },
                {
                    "product_id": self.pallet.id,
                    "name": "Pallet",
                    "product_uom_qty": 2,
                    "price_unit": 90,
                    "discount": 10,
                    "price_subtotal": 162,
                },
            ],
        )
        self.assertEqual(order.amount_untaxed, self.lead.oplus_product_line_total)

    def test_who_has_no_discounts_in_quotations_gets_the_same_total(self):
        everybody = self.env.ref("base.group_user").sudo()
        everybody.implied_ids -= self.env.ref("sale.group_discount_per_so_line")
        line = self._new_quotation().order_line[1]
        self.assertEqual((line.price_unit, line.discount), (81, 0))
        self.assertEqual(line.price_subtotal, 162)

    def test_units_are_carried(self):
        self.pallets.product_uom_id = self.dozen
        self.removal.product_uom_id = self.hour
        order = self._new_quotation()
        self.assertEqual(
            order.order_line.mapped("product_uom_id"), self.hour | self.dozen
        )

    def test_the_pricelist_decides_where_the_company_says_so(self):
        self.company.opportunity_pricelist_decides = True
        self._give_pricelist(fixed_price=70, compute_price="fixed")
        removal, pallets = self._new_quotation().order_line
        self.assertEqual((removal.price_unit, removal.price_subtotal), (30, 90))
        self.assertEqual((pallets.price_unit, pallets.discount), (70, 0))

    def test_kept_prices_are_converted_to_the_currency_of_the_pricelist(self):
        currency = self.env["res.currency"].sudo()
        currency = currency.create({"name": "TST", "symbol": "T", "rounding": 0.01})
        self.env["res.currency.rate"].sudo().create(
            {"name": "2000-01-01", "rate": 4, "currency_id": currency.id}
        )
        self._give_pricelist(currency, compute_price="fixed", fixed_price=1)
        order = self._new_quotation()
        self.assertEqual(order.currency_id, currency)
        self.assertEqual(order.order_line.mapped("price_unit"), [120, 360])

    def test_the_price_of_a_carried_line_outlives_another_quantity(self):
        order = self._new_quotation()
        with Form(order) as form, form.order_line.edit(1) as line:
            line.product_uom_qty = 7
        self.assertEqual(order.order_line[1].price_unit, 90)

    def test_changing_the_quotation_leaves_the_opportunity_alone(self):
        self.lead.expected_revenue = 999
        before = (self.pallets | self.removal).read()
        order = self._new_quotation()
        order.order_line[0].unlink()
        order.order_line.write({"product_uom_qty": 5, "price_unit": 1})
        self.assertEqual((self.pallets | self.removal).read(), before)
        self.assertEqual(self.lead.expected_revenue, 999)

    def test_a_confirmed_order_raises_the_revenue_as_in_odoo(self):
        order = self._new_quotation()
        order.order_line[1].product_uom_qty = 20
        order.action_confirm()
        self.assertEqual(self.lead.expected_revenue, order.amount_untaxed)
        self.assertEqual(self.lead.oplus_product_line_total, 252)
        self.assertFalse(self.lead.oplus_is_revenue_of_products)
        self._line(self.lead, self.rent)
        self.assertEqual(self.lead.expected_revenue, order.amount_untaxed)

    def test_the_product_for_free_texts_is_made_once(self):
        self.assertFalse(self.company.opportunity_free_product_id)
        self._new_quotation()
        product = self.company.opportunity_free_product_id
        self._new_quotation()
        self.assertEqual(self.company.opportunity_free_product_id, product)
        self.assertFalse(product.sale_ok)

    def test_a_customer_is_asked_for_first(self):
        self.lead.partner_id = False
        action = self.lead.action_sale_quotations_new()
        self.assertEqual(action["res_model"], "crm.quotation.partner")
        wizards = self.env["crm.quotation.partner"]
        wizard = wizards.with_context(active_model="crm.lead").create(
            {
                "lead_id": self.lead.id,
                "action": "exist",
                "partner_id": self.customer.id,
            }
        )
        action = wizard.action_apply()
        orders = self.env["sale.order"].with_context(**action["context"])
        self.assertEqual(len(Form(orders).save().order_line), 2)

    def test_other_new_orders_start_empty(self):
        orders = self.env["sale.order"]
        self.assertFalse(Form(orders).order_line)
        order = orders.with_context(default_opportunity_id=self.lead.id).create(
            {"partner_id": self.customer.id}
        )
        self.assertFalse(order.order_line)

    def test_products_of_a_hidden_opportunity_are_not_carried(self):
        orders = self.env["sale.order"].with_user(self.colleague)
        for wrong in (self.lead.id, True, "1", [self.lead.id], 2**40):
            context = {"default_opportunity_id": wrong}
            lines = orders.with_context(**context)._oplus_product_line_default(wrong)
            self.assertEqual(lines, [])

    def test_an_archived_product_is_carried(self):
        self.pallet.sudo().active = False
        self.assertEqual(self._new_quotation().order_line[1].product_id, self.pallet)
