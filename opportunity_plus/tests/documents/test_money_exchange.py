# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import Form, tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyExchange(OpportunityPlusMoneyCommon):
    """A credit note at another rate than its invoice is no payment.

    One unit of the company's currency is 2 OPX in January, 4 from February on.
    """

    def _foreign(self, date, price=100, lead=None, move_type="out_invoice"):
        move = self._direct_invoice(self.lead if lead is None else lead, move_type)
        move = move.sudo()
        move.write({"currency_id": self.pounds.id, "invoice_date": date})
        move.invoice_line_ids.price_unit = price
        move.action_post()
        return move

    def _foreign_credit(self, date, price=100, lead=None):
        return self._foreign(date, price, lead, "out_refund")

    def test_a_credit_note_of_all_at_another_rate(self):
        invoice = self._foreign("2026-01-15")
        credit = self._foreign_credit("2026-02-15")
        self.assertMoney((0, 0, 50, 25, 0, 25))
        self._reconcile(invoice, credit)
        self.assertFalse(invoice.amount_residual_signed or credit.amount_residual)
        self.assertMoney((0, 0, 50, 25, 0, 0), difference=25)
        self.assertMoney((0, 0, 55, 27.5, 0, 0), suffix="_total", difference=27.5)

    def test_a_credit_note_that_is_worth_more_than_the_invoice(self):
        invoice = self._foreign("2026-02-15")
        self._reconcile(invoice, self._foreign_credit("2026-01-15"))
        self.assertMoney((0, 0, 25, 50, 0, 0), difference=-25)

    def test_a_credit_note_of_a_part_and_payments_of_the_rest(self):
        invoice = self._foreign("2026-01-15", 200)
        self._reconcile(invoice, self._foreign_credit("2026-02-15"))
        self.assertMoney((0, 0, 100, 25, 0, 50), difference=25)
        vals = {"currency_id": self.pounds.id, "payment_date": "2026-02-15"}
        self._pay(invoice, 55, **vals)
        self.assertMoney((0, 0, 100, 25, 25, 25), difference=25)
        self._pay(invoice, 55, **vals)
        self.assertMoney((0, 0, 100, 25, 50, 0), difference=25)

    def test_a_credit_note_that_is_used_in_part(self):
        invoice = self._foreign("2026-01-15")
        self._reconcile(invoice, self._foreign_credit("2026-02-15", 200))
        # half of the credit note, 100 OPX at 4, is left to be paid back
        self.assertMoney((0, 0, 50, 50, 0, -25), difference=25)

    def test_the_forms_tell_the_difference(self):
        invoice = self._foreign("2026-01-15")
        for difference in (0, 25):
            for user, view in (
                (self.finance, "opportunity_plus.crm_lead_view_form_finance"),
                (self.supervisor, "crm.crm_lead_view_form"),
            ):
                self.env.flush_all()
                self.env.invalidate_all()
                form = Form(self.lead.with_user(user), view)
                self.assertAlmostEqual(form.oplus_amount_difference, difference)
            if not difference:
                self._reconcile(invoice, self._foreign_credit("2026-02-15"))

    def test_the_same_rate_leaves_nothing(self):
        invoice = self._foreign("2026-01-15")
        self._reconcile(invoice, self._foreign_credit("2026-01-20"))
        self.assertMoney((0, 0, 50, 50, 0, 0))

    def test_a_payment_at_another_rate_is_a_payment(self):
        invoice = self._foreign("2026-01-15")
        self._pay(invoice, 110, currency_id=self.pounds.id, payment_date="2026-02-15")
        self.assertMoney((0, 0, 50, 0, 50, 0))

    def test_a_credit_note_of_another_opportunity_is_like_money(self):
        other = self._lead(name="Other")
        invoice = self._foreign("2026-01-15")
        self._reconcile(invoice, self._foreign_credit("2026-02-15", lead=other))
        self.assertMoney((0, 0, 50, 0, 50, 0))
        self.assertMoney((0, 0, 0, 25, -25, 0), other)

    def test_an_invoice_in_the_own_currency_settled_by_a_foreign_credit_note(self):
        invoice = self._direct_invoice(self.lead).sudo()
        invoice.invoice_date = "2026-01-15"
        invoice.action_post()
        self._reconcile(invoice, self._foreign_credit("2026-01-15", 200))
        self.assertMoney((0, 0, 100, 100, 0, 0))

    def test_a_refund_of_a_refund_at_another_rate(self):
        credit = self._foreign_credit("2026-01-15")
        again = credit._reverse_moves([{"invoice_date": "2026-02-15"}])
        again.action_post()  # reconciles the two
        self.assertMoney((0, 0, 25, 50, 0, 0), difference=-25)

    def test_the_difference_goes_to_whom_the_credit_note_is_for(self):
        pricelist = self.env["product.pricelist"].with_user(SUPERUSER_ID)
        pricelist = pricelist.create({"name": "OPX", "currency_id": self.pounds.id})
        other = self._lead(name="Other")
        orders = self._order(self.lead, True, pricelist_id=pricelist.id)
        orders |= self._order(
            other, True, pricelist_id=pricelist.id, order_line=self._lines(200)
        )
        invoice = orders.with_user(SUPERUSER_ID)._create_invoices()
        invoice.invoice_date = "2026-01-15"
        invoice.action_post()
        credit = invoice._reverse_moves([{"invoice_date": "2026-02-15"}])
        credit.invoice_line_ids[0].unlink()
        credit.action_post()
        self._reconcile(invoice, credit)
        quoted = self.lead.with_user(self.supervisor).amount_ordered
        self.assertMoney((0, quoted, 50, 0, 0, 50))
        quoted = other.with_user(self.supervisor).amount_ordered
        self.assertMoney((0, quoted, 100, 50, 0, 0), other, difference=50)

    def test_a_hidden_credit_note_settles_like_money(self):
        invoice = self._foreign("2026-01-15")
        credit = self._foreign_credit("2026-02-15")
        self._reconcile(invoice, credit)
        invoice.invoice_user_id = self.agent
        self.assertMoney((0, 0, 50, 0, 50, 0), user=self.agent)
