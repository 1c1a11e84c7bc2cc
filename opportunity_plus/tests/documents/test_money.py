# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoney(OpportunityPlusMoneyCommon):
    """The money line: quoted, ordered, invoiced, credited, paid, due."""

    def test_nothing_yet(self):
        self.assertMoney((0, 0, 0, 0, 0, 0))
        self.assertFalse(self.env["crm.lead"].new({"name": "New"}).amount_due)

    def test_quotations_and_orders_without_the_cancelled(self):
        self._order(self.lead)
        self._order(self.lead).sudo().action_quotation_sent()
        self._order(self.lead, confirmed=True)
        self._order(self.lead, confirmed=True).sudo()._action_cancel()
        self.assertMoney((200, 100, 0, 0, 0, 0))
        self.assertMoney((220, 110, 0, 0, 0, 0), suffix="_total")

    def test_several_orders_and_an_invoice_from_draft_to_paid(self):
        self._order(self.lead, confirmed=True)
        order = self._order(self.lead, confirmed=True)
        invoice = order.with_user(SUPERUSER_ID)._create_invoices()
        self.assertMoney((0, 200, 0, 0, 0, 0))
        invoice.action_post()
        self.assertMoney((0, 200, 100, 0, 0, 100))
        self._pay(invoice, 44)
        self.assertMoney((0, 200, 100, 0, 40, 60))
        self.assertMoney((0, 220, 110, 0, 44, 66), suffix="_total")
        self._pay(invoice, 66)
        self.assertMoney((0, 200, 100, 0, 100, 0))

    def test_cents_that_do_not_divide(self):
        order = self._order(self.lead, True, order_line=self._lines(33.33))
        self._pay(self._invoice(order), 20)
        # 36.66 with tax, of which 16.66 are due: 33.33 * 16.66 / 36.66 = 15.1467
        self.assertMoney((0, 33.33, 33.33, 0, 18.18, 15.15))
        self.assertMoney((0, 36.66, 36.66, 0, 20, 16.66), suffix="_total")

    def test_partial_invoicing(self):
        self.product.sudo().invoice_policy = "delivery"
        order = self._order(self.lead, confirmed=True).with_user(SUPERUSER_ID)
        order.order_line.write({"product_uom_qty": 5, "price_unit": 100})
        for delivered, invoiced in ((2, 200), (5, 500)):
            order.order_line.qty_delivered = delivered
            self._invoice(order)
            self.assertMoney((0, 500, invoiced, 0, 0, invoiced))

    def test_cancelled_documents(self):
        order = self._order(self.lead, confirmed=True)
        invoice = self._invoice(order).sudo()
        order.sudo()._action_cancel()
        self.assertMoney((0, 0, 100, 0, 0, 100))
        invoice.button_draft()
        self.assertMoney((0, 0, 0, 0, 0, 0))
        invoice.button_cancel()
        self.assertMoney((0, 0, 0, 0, 0, 0))

    def test_a_down_payment_is_not_added_twice(self):
        order = self._order(self.lead, confirmed=True).with_user(SUPERUSER_ID)
        first = self._down_payment(order, 33)
        self.assertEqual(first.amount_untaxed, 30)
        self.assertMoney((0, 100, 30, 0, 0, 30))
        self._pay(first, 33)
        order._create_invoices(final=True).action_post()
        self.assertMoney((0, 100, 100, 0, 30, 70))

    def test_a_credit_note_of_all_cancels_the_invoice(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        invoice.with_user(SUPERUSER_ID)._reverse_moves(cancel=True)
        self.assertMoney((0, 100, 100, 100, 0, 0))

    def test_a_credit_note_of_a_part_and_its_reversal(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        credit = self._credit(invoice).sudo()
        credit.invoice_line_ids.price_unit = 30
        self.assertMoney((0, 100, 100, 0, 0, 100))
        credit.action_post()
        self.assertMoney((0, 100, 100, 30, 0, 70))
        self._reconcile(invoice, credit)
        self.assertMoney((0, 100, 100, 30, 0, 70))
        self._credit(credit).sudo().action_post()
        self.assertMoney((0, 100, 130, 30, 0, 100))

    def test_a_credit_note_for_what_was_paid_is_paid_back(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        self._pay(invoice, 110)
        credit = self._credit(invoice)
        credit.sudo().action_post()
        self.assertMoney((0, 100, 100, 100, 100, -100))
        self._pay(credit, 110)
        self.assertMoney((0, 100, 100, 100, 0, 0))

    def test_documents_without_an_order(self):
        invoice = self._direct_invoice(self.lead).sudo()
        invoice.invoice_line_ids = self._lines(50)
        invoice.action_post()
        credit = self._direct_invoice(self.lead, "out_refund").sudo()
        credit.action_post()
        self.assertMoney((0, 0, 150, 100, 0, 50))

    def test_sections_notes_and_negative_lines(self):
        texts = [
            Command.create({"display_type": kind, "name": "Works"})
            for kind in ("line_section", "line_note")
        ]
        lines = [*self._lines(100, -20), *texts]
        self._invoice(self._order(self.lead, True, order_line=lines))
        self.assertMoney((0, 80, 80, 0, 0, 80))
        invoice = self._direct_invoice(self.lead).sudo()
        invoice.invoice_line_ids = [*self._lines(-20), *texts]
        invoice.action_post()
        self.assertMoney((0, 80, 160, 0, 0, 160))

    def test_cash_rounding_belongs_to_the_opportunity(self):
        accounts = self.env["account.account"].sudo()
        income = accounts.search([("account_type", "=", "income")], limit=1).id
        coins = self.env["account.cash.rounding"].sudo()
        coins = coins.create(
            {
                "name": "Coins",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": income,
                "loss_account_id": income,
            }
        )
        order = self._order(self.lead, True, order_line=self._lines(100.01))
        invoice = order.with_user(SUPERUSER_ID)._create_invoices()
        invoice.invoice_cash_rounding_id = coins
        invoice.action_post()
        self.assertEqual(invoice.amount_total, 110)  # 110.01 without the rounding
        self.assertMoney((0, 100.01, 100, 0, 0, 100))

    def test_amounts_follow_within_a_transaction(self):
        lead = self.lead.with_user(self.supervisor)
        self.assertEqual(self._amounts(lead), (0, 0, 0, 0, 0, 0))
        order = self._order(self.lead)
        self.assertEqual(self._amounts(lead), (100, 0, 0, 0, 0, 0))
        order.sudo().action_confirm()
        self.assertEqual(self._amounts(lead), (0, 100, 0, 0, 0, 0))
        invoice = self._invoice(order)
        self.assertEqual(self._amounts(lead), (0, 100, 100, 0, 0, 100))
        self._pay(invoice, 55)
        self.assertEqual(self._amounts(lead), (0, 100, 100, 0, 50, 50))
