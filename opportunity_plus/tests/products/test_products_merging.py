# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..company_common import company_abroad
from .products_common import OpportunityPlusProductsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestProductsMerging(OpportunityPlusProductsCommon):
    """Merging keeps the products of all, below each other."""

    def _merge(self, *leads, **options):
        leads = self.env["crm.lead"].concat(*leads)
        return leads.merge_opportunity(**options)

    def _opportunity(self, probability, names, **vals):
        lead = self._lead(probability=probability, **vals)
        for sequence, name in enumerate(names):
            self._line(lead, name=name, price_unit=10, sequence=sequence)
        return lead

    def test_products_of_all_are_kept_in_order(self):
        head = self._opportunity(60, ["A", "B"])
        tail = self._opportunity(30, ["C", "D"])
        last = self._opportunity(10, ["E"])
        self.assertEqual(self._merge(last, tail, head), head)
        self.assertEqual(
            "".join(head.product_line_ids.sorted().mapped("name")), "ABCDE"
        )

    def test_a_revenue_that_follows_is_that_of_all(self):
        head, tail = self._opportunity(60, "AB"), self._opportunity(10, "C")
        self._merge(tail, head)
        self.assertEqual(
            (head.oplus_product_line_total, head.expected_revenue), (30, 30)
        )

    def test_a_typed_revenue_stays(self):
        head = self._opportunity(60, "AB", expected_revenue=500)
        tail = self._opportunity(10, "C")
        self._merge(tail, head)
        self.assertEqual(
            (head.oplus_product_line_total, head.expected_revenue), (30, 500)
        )

    def test_an_empty_one_takes_the_revenue_and_products_of_the_other(self):
        head, tail = self._lead(probability=60), self._opportunity(10, "CD")
        self._merge(tail, head)
        self.assertEqual(
            (head.oplus_product_line_total, head.expected_revenue), (20, 20)
        )
        head.product_line_ids[0].quantity = 2
        self.assertEqual(head.expected_revenue, 30)

    def test_without_products_odoo_decides(self):
        head = self._lead(probability=60)
        tail = self._lead(probability=10, expected_revenue=7)
        self._merge(tail, head)
        self.assertEqual(head.expected_revenue, 7)

    def _pair(self, *names):
        """A head and a tail that follow their products, each with 4 units for 100; by
        the name of the company, which may be none."""
        abroad = company_abroad(self.env, 4, self.agent)
        companies = {"home": self.env.company, "abroad": abroad}
        ids = {"allowed_company_ids": [one.id for one in companies.values()]}
        self.env = self.env(context=ids)
        none = self.env["res.company"]
        for chance, name in zip((60, 10), names, strict=True):
            company = companies.get(name, none)
            lead = self._lead(probability=chance, company_id=company.id)
            self._line(lead, name="Freight", price_unit=100, quantity=4)
            yield company, lead

    def test_prices_of_another_company_are_converted(self):
        (home, head), (_abroad, tail) = self._pair("home", "abroad")
        head.product_line_ids.unlink()
        self.assertEqual((head.expected_revenue, tail.expected_revenue), (0, 400))
        self._merge(head, tail)
        self.assertEqual(head.company_id, home)
        line = head.product_line_ids
        self.assertEqual((line.price_unit, line.price_subtotal), (25, 100))
        self.assertEqual(head.oplus_product_line_total, 100)
        self.assertEqual(head.expected_revenue, 100)
        line.quantity = 8  # goes on following
        self.assertEqual(head.expected_revenue, 200)

    def test_the_survivor_takes_the_company_of_the_other_and_its_currency(self):
        (_none, head), (abroad, tail) = self._pair("none", "abroad")
        self.assertEqual(head.company_currency, self.env.company.currency_id)
        self._merge(head, tail)
        self.assertEqual(head.company_id, abroad)
        lines = head.product_line_ids.sorted()
        self.assertEqual(lines.mapped("price_unit"), [400, 100])
        self.assertEqual(lines.mapped("price_subtotal"), [1600, 400])
        self.assertEqual(head.expected_revenue, 2000)
        self.assertTrue(head.oplus_is_revenue_of_products)
