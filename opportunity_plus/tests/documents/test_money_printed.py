# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyPrinted(OpportunityPlusMoneyCommon):
    """An invoice in the currency of its opportunity counts as it is printed.

    The opportunity is in OPX, by its team; the books are in another currency, of which
    one unit is 2 OPX in January, 4 from February on, and 2.5 on the invoices.
    """

    def setUp(self):
        super().setUp()
        env = self.env(su=True)
        abroad = env["res.company"].create(
            {"name": "Abroad", "currency_id": self.pounds.id}
        )
        self.supervisor.sudo().company_ids += abroad
        export = env["crm.team"].create(
            {"name": "Export", "user_id": self.supervisor.id}
        )
        self.lead = self._lead(company_id=False, team_id=export.id)
        export.company_id = abroad
        self.env.flush_all()
        self.assertEqual(self.lead.sudo().company_currency, self.pounds)

    def _printed(self, price=100, rate=2.5, move_type="out_invoice", **vals):
        move = self._direct_invoice(self.lead, move_type).sudo()
        vals = {"currency_id": self.pounds.id, "invoice_date": "2026-01-15", **vals}
        move.write(vals)
        move.invoice_line_ids.price_unit = price
        move.invoice_currency_rate = rate
        move.action_post()
        return move

    def _pay_pounds(self, invoice, amount):
        vals = {"currency_id": self.pounds.id, "payment_date": "2026-02-15"}
        self._pay(invoice, amount, **vals)

    def test_a_rate_that_somebody_entered(self):
        invoice = self._printed()
        self.assertEqual(invoice.amount_untaxed_signed, 40)
        self.assertMoney((0, 0, 100, 0, 0, 100))
        self.assertMoney((0, 0, 110, 0, 0, 110), suffix="_total")
        self.assertFalse(self._as(self.supervisor).oplus_currency_note)

    def test_cents(self):
        self._printed(33.33, 3.7)
        self._printed(10000.12, 2400)
        self.assertMoney((0, 0, 10033.45, 0, 0, 10033.45))

    def test_a_draft(self):
        invoice = self._printed()
        invoice.button_draft()
        lead = self._as(self.supervisor)
        self.assertEqual(lead.oplus_amount_invoiced_draft, 100)

    def test_payments_at_another_rate(self):
        invoice = self._printed()
        self._pay_pounds(invoice, 55)
        self.assertMoney((0, 0, 100, 0, 50, 50))
        self.assertMoney((0, 0, 110, 0, 55, 55), suffix="_total")
        self._pay_pounds(invoice, 55)
        self.assertMoney((0, 0, 100, 0, 100, 0))

    def test_what_is_settled_in_the_books_is_paid_for_filters_and_figures(self):
        invoice = self._printed(1000, 1000)
        self._pay_pounds(invoice, 1099)
        residuals = (invoice.amount_residual, invoice.amount_residual_signed)
        self.assertEqual(residuals, (1, 0))
        lead = self._as(self.supervisor)
        self.assertEqual(lead.oplus_amount_due_total, 0)
        domain = [("id", "=", lead.id), ("amount_due", ">", 0)]
        self.assertFalse(lead.search(domain))

    def test_a_credit_note_at_another_rate(self):
        invoice = self._printed(200)
        credit = self._printed(100, 4, "out_refund", invoice_date="2026-02-15")
        self.assertMoney((0, 0, 200, 100, 0, 100))
        self._reconcile(invoice, credit)
        self.assertTrue(invoice.amount_residual_signed)
        self.assertMoney((0, 0, 200, 100, 0, 100))
        self.assertMoney((0, 0, 220, 110, 0, 110), suffix="_total")
        self._pay_pounds(invoice, 110)
        self.assertMoney((0, 0, 200, 100, 100, 0))

    def test_a_credit_note_in_the_currency_of_the_books(self):
        """Odoo converts it at the rate of its day."""
        invoice = self._printed()
        credit = self._direct_invoice(self.lead, "out_refund").sudo()
        credit.invoice_date = "2026-01-15"
        credit.invoice_line_ids.price_unit = 20
        credit.action_post()
        self.assertMoney((0, 0, 100, 40, 0, 60))
        self._reconcile(invoice, credit)
        self.assertMoney((0, 0, 100, 40, 0, 60))
        self.assertMoney((0, 0, 110, 44, 0, 66), suffix="_total")

    def test_opportunities_of_two_currencies_share_an_invoice(self):
        pricelist = self.env["product.pricelist"].with_user(SUPERUSER_ID)
        pricelist = pricelist.create({"name": "OPX", "currency_id": self.pounds.id})
        other = self._lead(name="Other")
        orders = self._order(self.lead, True, pricelist_id=pricelist.id)
        orders |= self._order(
            other, True, pricelist_id=pricelist.id, order_line=self._lines(200)
        )
        invoice = orders.with_user(SUPERUSER_ID)._create_invoices()
        invoice.invoice_date = "2026-01-15"
        invoice.invoice_currency_rate = 2.5
        invoice.action_post()
        ordered = self._as(self.supervisor, other).amount_ordered
        self.assertMoney((0, 100, 100, 0, 0, 100))
        self.assertMoney((0, ordered, 80, 0, 0, 80), other)
        self._pay_pounds(invoice, 165)
        self.assertMoney((0, 100, 100, 0, 50, 50))
        self.assertMoney((0, ordered, 80, 0, 40, 40), other)
        credit = self._credit(invoice).sudo()
        credit.invoice_date = "2026-02-15"
        credit.invoice_line_ids.filtered(lambda line: line.price_unit == 100).unlink()
        credit.action_post()  # settles the 165 that are left
        self.assertMoney((0, 100, 100, 0, 100, 0))
        self.assertMoney((0, ordered, 80, 50, 20, -12.5), other, difference=22.5)
