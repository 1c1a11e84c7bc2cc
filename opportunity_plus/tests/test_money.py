# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from .documents_common import OpportunityPlusDocumentsCommon

AMOUNTS = ("quoted", "ordered", "invoiced", "credited", "paid", "due")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoney(OpportunityPlusDocumentsCommon):
    """The money line: quoted, ordered, invoiced, credited, paid, due.

    Each unit of the product costs 100 and bears 10 % of tax.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env(user=SUPERUSER_ID)
        cls.tax = env["account.tax"].create(
            {"name": "VAT", "amount": 10, "company_id": env.company.id}
        )
        cls.product.taxes_id = cls.tax

    def setUp(self):
        super().setUp()
        self.lead = self._lead()

    def assertMoney(self, expected, lead=None, user=None):
        """Check the six amounts as a reader sees them, the supervisor by default."""
        self.env.flush_all()
        self.env.invalidate_all()
        lead = (lead or self.lead).with_user(user or self.supervisor)
        amounts = tuple(round(lead[f"amount_{name}"], 2) for name in AMOUNTS)
        self.assertEqual(amounts, expected)
        _quoted, _ordered, invoiced, credited, paid, due = amounts
        self.assertAlmostEqual(invoiced - credited, paid + due, 2)

    def _lines(self, *prices):
        return [
            Command.create({"product_id": self.product.id, "price_unit": price})
            for price in prices
        ]

    def _pay(self, invoice, amount):
        """Register a payment, tax included."""
        wizard = self.env["account.payment.register"].with_user(SUPERUSER_ID)
        wizard = wizard.with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": amount})._create_payments()

    def _down_payment(self, order, amount):
        wizard = self.env["sale.advance.payment.inv"].with_user(SUPERUSER_ID)
        wizard = wizard.create(
            {
                "advance_payment_method": "fixed",
                "fixed_amount": amount,
                "sale_order_ids": order.ids,
            }
        )
        invoice = wizard._create_invoices(wizard.sale_order_ids)
        invoice.action_post()
        return invoice

    def test_nothing_yet(self):
        self.assertMoney((0, 0, 0, 0, 0, 0))
        self.assertFalse(self.env["crm.lead"].new({"name": "New"}).amount_due)

    def test_quotations_and_orders_without_the_cancelled(self):
        self._order(self.lead)
        self._order(self.lead).sudo().action_quotation_sent()
        self._order(self.lead, confirmed=True)
        self._order(self.lead, confirmed=True).sudo()._action_cancel()
        self.assertMoney((200, 100, 0, 0, 0, 0))

    def test_orders_and_an_invoice_from_draft_to_paid(self):
        self._order(self.lead, confirmed=True)
        order = self._order(self.lead, confirmed=True)
        invoice = order.with_user(SUPERUSER_ID)._create_invoices()
        self.assertMoney((0, 200, 0, 0, 0, 0))
        invoice.action_post()
        self.assertMoney((0, 200, 100, 0, 0, 100))
        self._pay(invoice, 44)
        self.assertMoney((0, 200, 100, 0, 40, 60))
        self._pay(invoice, 66)
        self.assertMoney((0, 200, 100, 0, 100, 0))

    def test_an_invoice_that_is_cancelled(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True)).sudo()
        invoice.button_draft()
        invoice.button_cancel()
        self.assertMoney((0, 100, 0, 0, 0, 0))

    def test_a_down_payment_is_not_added_twice(self):
        order = self._order(self.lead, confirmed=True).with_user(SUPERUSER_ID)
        first = self._down_payment(order, 33)
        self.assertEqual(first.amount_untaxed, 30)
        self.assertMoney((0, 100, 30, 0, 0, 30))
        order._create_invoices(final=True).action_post()
        self.assertMoney((0, 100, 100, 0, 0, 100))

    def test_full_and_partial_credit_notes_and_their_reversal(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        credit = self._credit(invoice).sudo()
        credit.invoice_line_ids.price_unit = 30
        self.assertMoney((0, 100, 100, 0, 0, 100))
        credit.action_post()
        self.assertMoney((0, 100, 100, 30, 0, 70))
        (invoice.sudo() | credit).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertMoney((0, 100, 100, 30, 0, 70))
        self._credit(credit).sudo().action_post()
        self.assertMoney((0, 100, 130, 30, 0, 100))

    def test_an_invoice_of_two_opportunities_is_split_by_its_lines(self):
        other = self._lead(name="Other")
        orders = self._order(self.lead, confirmed=True, order_line=self._lines(100))
        orders |= self._order(other, confirmed=True, order_line=self._lines(200))
        invoice = self._invoice(orders)
        self.assertMoney((0, 100, 100, 0, 0, 100))
        self.assertMoney((0, 200, 200, 0, 0, 200), other)
        self._pay(invoice, 165)
        self.assertMoney((0, 100, 100, 0, 50, 50))
        self.assertMoney((0, 200, 200, 0, 100, 100), other)

    def test_an_invoice_shared_with_an_opportunity_out_of_sight(self):
        other = self._lead(name="Other").sudo()
        other.write({"user_id": self.colleague.id, "team_id": self.south.id})
        self.assertFalse(other.with_user(self.supervisor).has_access("read"))
        orders = self._order(self.lead, confirmed=True, order_line=self._lines(100))
        orders |= self._order(other, confirmed=True, order_line=self._lines(200))
        self._invoice(orders)
        self.assertMoney((0, 100, 100, 0, 0, 100))

    def test_an_opportunity_chosen_on_the_invoice_of_an_order_without_one(self):
        order = self._order(self.env["crm.lead"], confirmed=True)
        invoice = self._invoice(order)
        invoice.sudo().opportunity_id = self.lead
        self.assertMoney((0, 0, 100, 0, 0, 100))

    def test_documents_made_by_hand_with_sections_and_negative_lines(self):
        invoice = self._direct_invoice(self.lead).sudo()
        note = {"display_type": "line_section", "name": "Works"}
        invoice.invoice_line_ids = [*self._lines(-20), Command.create(note)]
        invoice.action_post()
        self.assertMoney((0, 0, 80, 0, 0, 80))

    def test_foreign_currency_at_the_rate_of_each_document(self):
        currency = self.env(su=True)["res.currency"].create(
            {"name": "OPX", "symbol": "x", "rounding": 0.01}
        )
        currency.rate_ids = [
            Command.create({"name": "2026-01-01", "rate": 2}),
            Command.create({"name": "2026-02-01", "rate": 4}),
        ]
        for date in ("2026-01-15", "2026-02-15"):
            invoice = self._direct_invoice(self.lead).sudo()
            invoice.write({"currency_id": currency.id, "invoice_date": date})
            invoice.invoice_line_ids.price_unit = 100
            invoice.action_post()
        self.assertMoney((0, 0, 75, 0, 0, 75))

    def test_readers_see_the_sums_of_what_they_may_open(self):
        self._invoice(self._order(self.lead, confirmed=True))
        self.assertMoney((0, 0, 0, 0, 0, 0), user=self.agent)
        self.assertMoney((0, 100, 100, 0, 0, 100), user=self.supervisor)
        self.assertMoney((0, 100, 100, 0, 0, 100), user=self.finance)

    def _found(self, name, user=None):
        found = self.env["crm.lead"].with_user(user or self.supervisor)
        return found.search([(name, "=", True)])

    def test_filters_find_won_uninvoiced_unpaid_and_overdue(self):
        self.lead.action_set_won()
        order = self._order(self.lead, confirmed=True)
        self.assertEqual(self._found("is_to_invoice"), self.lead)
        self.assertFalse(self._found("is_unpaid"))
        invoice = self._invoice(order).sudo()
        self.assertFalse(self._found("is_to_invoice"))
        self.assertEqual(self._found("is_unpaid"), self.lead)
        self.assertFalse(self._found("is_unpaid", self.agent))
        self.assertFalse(self._found("is_overdue"))
        invoice.line_ids.filtered("date_maturity").date_maturity = "2020-01-01"
        self.assertEqual(self._found("is_overdue"), self.lead)
        self.assertTrue(self.lead.with_user(self.supervisor).is_overdue)
        self._pay(invoice, 110)
        self.assertFalse(self._found("is_unpaid") | self._found("is_overdue"))

    def test_many_opportunities_cost_as_many_queries_as_one(self):
        leads = self._leads(80).with_user(self.supervisor)
        for lead in leads:
            self._direct_invoice(lead).sudo().action_post()
            self._order(lead)
        self.env.flush_all()
        counts = []
        for batch in (leads, leads[:1], leads[:10], leads):  # the first warms up
            self.env.invalidate_all()
            batch.mapped("name")
            before = self.env.cr.sql_log_count
            batch.mapped("amount_due")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1:], [counts[1]] * 3)
