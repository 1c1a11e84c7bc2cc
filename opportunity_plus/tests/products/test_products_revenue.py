# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .products_common import OpportunityPlusProductsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestProductsRevenue(OpportunityPlusProductsCommon):
    """When the expected revenue follows the products, and when it does not."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.company.opportunity_revenue_from_products = True
        self.lead = self._lead(name="Cold store")

    def _follows(self, lead, total):
        self.assertEqual(lead.oplus_product_line_total, total)
        self.assertEqual(lead.expected_revenue, total)
        self.assertTrue(lead.oplus_is_revenue_of_products)

    def test_an_empty_revenue_follows_every_change(self):
        line = self._line(self.lead, self.pallet)
        self._follows(self.lead, 100)
        line.quantity = 3
        self._follows(self.lead, 300)
        line.product_id = self.rent
        self._follows(self.lead, 150)
        other = self._line(self.lead, name="Transport", price_unit=12.34)
        self._follows(self.lead, 162.34)
        line.unlink()
        self._follows(self.lead, 12.34)
        other.unlink()
        self._follows(self.lead, 0)

    def test_an_opportunity_is_opened_with_products(self):
        commands = [Command.create({"product_id": self.pallet.id})] * 2
        self._follows(self._lead(product_line_ids=commands), 200)

    def test_what_somebody_typed_stays(self):
        typed = self._lead(expected_revenue=5000)
        line = self._line(typed, self.pallet)
        self.assertEqual(typed.expected_revenue, 5000)
        line.quantity = 2
        line.unlink()
        self.assertEqual(typed.expected_revenue, 5000)

    def test_typing_another_amount_ends_it_and_the_button_resumes(self):
        line = self._line(self.lead, self.pallet)
        self.lead.expected_revenue = 90
        line.quantity = 2
        self.assertEqual(self.lead.expected_revenue, 90)
        self.assertFalse(self.lead.oplus_is_revenue_of_products)
        self.lead.oplus_action_use_product_total()
        self._follows(self.lead, 200)
        line.quantity = 3
        self._follows(self.lead, 300)

    def test_an_amount_typed_together_with_the_products_stays(self):
        self._line(self.lead, self.pallet)
        with Form(self.lead) as form:
            form.expected_revenue = 777
            with form.product_line_ids.new() as line:
                line.product_id = self.rent
        self.assertEqual(self.lead.expected_revenue, 777)
        new = self._lead(
            expected_revenue=777,
            product_line_ids=[Command.create({"product_id": self.rent.id})],
        )
        self.assertEqual(new.expected_revenue, 777)

    def test_a_company_that_does_not_want_it_is_left_alone(self):
        self.company.opportunity_revenue_from_products = False
        self._line(self.lead, self.pallet)
        self.assertEqual(self.lead.expected_revenue, 0)
        self.lead.oplus_action_use_product_total()
        self.assertEqual(self.lead.expected_revenue, 100)

    def test_a_closed_opportunity_keeps_its_revenue(self):
        lost, won = self._leads(2)
        lines = self._line(lost, self.pallet) | self._line(won, self.pallet)
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        won.action_set_won()
        lines.quantity = 9
        self.assertEqual((lost | won).mapped("expected_revenue"), [100, 100])
        self.assertEqual(won.oplus_product_line_total, 900)

    def test_a_negative_total_is_an_empty_revenue(self):
        rebate = self._line(self.lead, name="Rebate", price_unit=-30)
        self.assertEqual(self.lead.expected_revenue, 0)
        self.assertTrue(self.lead.oplus_is_revenue_of_products)
        self._line(self.lead, self.pallet)
        self._follows(self.lead, 70)
        rebate.price_unit = -130
        self.assertEqual(self.lead.expected_revenue, 0)

    def test_a_duplicate_keeps_a_typed_revenue_and_goes_on_following(self):
        self._line(self.lead, self.pallet)
        duplicate = self.lead.copy()
        duplicate.product_line_ids.quantity = 4
        self._follows(duplicate, 400)
        self.lead.expected_revenue = 5
        self.assertEqual(self.lead.copy().expected_revenue, 5)

    def test_many_opportunities_at_once(self):
        following, typed = self._lead(), self._lead(expected_revenue=1)
        vals = {"product_id": self.pallet.id}
        leads = following | typed
        lines = self.env["crm.lead.product.line"].create(
            [vals | {"lead_id": lead.id} for lead in leads for _twice in range(2)]
        )
        self.assertEqual(leads.mapped("expected_revenue"), [200, 1])
        lines.discount = 50
        self.assertEqual(leads.mapped("expected_revenue"), [100, 1])
        lines.unlink()
        self.assertEqual(leads.mapped("expected_revenue"), [0, 1])

    def test_the_chatter_tells_why_the_revenue_changed(self):
        self._end_transaction()
        with self._at("2026-03-02 09:00"):
            self._line(self.lead, self.pallet)
        bodies = self.lead.message_ids.mapped("body")
        self.assertTrue(any("follows the products" in body for body in bodies))

    def test_a_form_shows_the_total_before_it_is_saved(self):
        with Form(self.lead) as form:
            with form.product_line_ids.new() as line:
                line.product_id = self.pallet
            self.assertEqual(form.oplus_product_line_total, 100)
            # saving will use it: nothing to offer
            self.assertFalse(form.oplus_is_product_total_unused)
            form.expected_revenue = 5
            self.assertTrue(form.oplus_is_product_total_unused)
            form.expected_revenue = 0
        self._follows(self.lead, 100)
        self.assertFalse(self.lead.oplus_is_product_total_unused)
        self.lead.expected_revenue = 5
        self.assertTrue(self.lead.oplus_is_product_total_unused)

    def test_a_batch_costs_as_many_queries_for_few_as_for_many(self):
        counts = []
        for size in (1, 2, 20):  # the first warms up
            leads = self._leads(size)
            self._end_transaction()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines = self.env["crm.lead.product.line"]
            lines.with_context(tracking_disable=True).create(
                [{"lead_id": lead.id, "product_id": self.pallet.id} for lead in leads]
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
