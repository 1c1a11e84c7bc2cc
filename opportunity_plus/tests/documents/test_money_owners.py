# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyOwners(OpportunityPlusMoneyCommon):
    """Whose the money of a document is, when several opportunities share it."""

    def setUp(self):
        super().setUp()
        self.other = self._lead(name="Other")

    def _shared_order(self, *prices):
        leads = (self.lead, self.other, self._lead(name="Third"))
        orders = self.env["sale.order"]
        for lead, price in zip(leads, prices, strict=False):
            orders |= self._order(lead, True, order_line=self._lines(price))
        return orders

    def test_an_invoice_of_two_opportunities_is_split_by_its_lines(self):
        invoice = self._invoice(self._shared_order(100, 200))
        self.assertMoney((0, 100, 100, 0, 0, 100))
        self.assertMoney((0, 200, 200, 0, 0, 200), self.other)
        self._pay(invoice, 165)
        self.assertMoney((0, 100, 100, 0, 50, 50))
        self.assertMoney((0, 200, 200, 0, 100, 100), self.other)
        self.assertMoney((0, 220, 220, 0, 110, 110), self.other, suffix="_total")

    def test_the_parts_of_a_payment_add_up_to_the_cent(self):
        orders = self._shared_order(100, 100, 100)
        self._pay(self._invoice(orders), 110.01)
        # 219.99 of 330 are due, 199.99 without tax
        for lead, due in zip(orders.opportunity_id, (66.66, 66.67, 66.66), strict=True):
            self.assertMoney((0, 100, 100, 0, 100 - due, due), lead)

    def test_a_credit_note_of_a_shared_invoice(self):
        credit = self._credit(self._invoice(self._shared_order(100, 200))).sudo()
        credit.invoice_line_ids[0].unlink()
        credit.action_post()
        self.assertMoney((0, 100, 100, 0, 0, 100))
        self.assertMoney((0, 200, 200, 200, 0, 0), self.other)

    def test_a_shared_invoice_that_is_partly_credited_and_partly_paid(self):
        invoice = self._invoice(self._shared_order(100, 200))
        credit = self._credit(invoice).sudo()
        credit.invoice_line_ids[0].unlink()
        credit.invoice_line_ids.price_unit = 50
        credit.action_post()
        self._pay(invoice, 137.5)  # half of what is left of 330 - 55
        self.assertMoney((0, 100, 100, 0, 50, 50))
        self.assertMoney((0, 200, 200, 50, 75, 75), self.other)
        self._pay(invoice, 137.5)
        self.assertMoney((0, 100, 100, 0, 100, 0))
        self.assertMoney((0, 200, 200, 50, 150, 0), self.other)

    def test_a_credit_note_that_pays_the_invoice_of_another_opportunity(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        credit = self._direct_invoice(self.other, "out_refund")
        credit.sudo().action_post()
        self.assertMoney((0, 0, 0, 100, 0, -100), self.other)
        self._reconcile(invoice, credit)
        self.assertMoney((0, 100, 100, 0, 100, 0))
        self.assertMoney((0, 0, 0, 100, -100, 0), self.other)

    def test_a_credit_note_without_the_tax_of_the_invoice(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        credit = self._credit(invoice).sudo()
        credit.invoice_line_ids.write({"price_unit": 50, "tax_ids": False})
        credit.action_post()
        self.assertMoney((0, 100, 100, 50, 0, 50))

    def test_a_line_by_hand_belongs_to_whom_the_invoice_was_made_for(self):
        invoice = self._shared_order(100, 200).with_user(SUPERUSER_ID)
        invoice = invoice._create_invoices()
        invoice.invoice_line_ids = self._lines(7)
        invoice.action_post()
        self.assertMoney((0, 100, 100, 0, 0, 100))
        invoice.opportunity_id = self.other
        self.assertMoney((0, 100, 100, 0, 0, 100))
        self.assertMoney((0, 200, 207, 0, 0, 207), self.other)

    def test_an_invoice_shared_with_an_opportunity_out_of_sight(self):
        other = self.other.sudo()
        other.write({"user_id": self.colleague.id, "team_id": self.south.id})
        self.assertFalse(other.with_user(self.supervisor).has_access("read"))
        self._invoice(self._shared_order(100, 200))
        self.assertMoney((0, 100, 100, 0, 0, 100))

    def test_an_opportunity_chosen_on_the_invoice_of_an_order_without_one(self):
        order = self._order(self.env["crm.lead"], confirmed=True)
        self._invoice(order).sudo().opportunity_id = self.lead
        self.assertMoney((0, 0, 100, 0, 0, 100))

    def test_the_credit_note_of_an_invoice_with_a_chosen_opportunity(self):
        whole, half = (
            self._invoice(self._order(self.env["crm.lead"], confirmed=True))
            for _time in range(2)
        )
        (whole | half).sudo().opportunity_id = self.lead
        self.assertMoney((0, 0, 200, 0, 0, 200))
        credit = self._credit(whole).sudo()
        credit.action_post()
        self.assertMoney((0, 0, 200, 100, 0, 100))
        self.assertMoney((0, 0, 220, 110, 0, 110), suffix="_total")
        credit = self._credit(half).sudo()
        credit.invoice_line_ids.price_unit = 50
        credit.action_post()
        self.assertMoney((0, 0, 200, 150, 0, 50))
        self._pay(half, 55)
        self.assertMoney((0, 0, 200, 150, 50, 0))

    def test_a_choice_on_the_invoice_is_one_for_its_credit_note(self):
        free = self._order(self.env["crm.lead"], confirmed=True)
        orders = self._order(self.lead, confirmed=True) | free
        invoice = self._invoice(orders).sudo()
        credit = self._credit(invoice).sudo()
        credit.action_post()
        self.assertMoney((0, 100, 100, 100, 0, 0))
        invoice.opportunity_id = self.lead
        self.assertMoney((0, 100, 200, 200, 0, 0))
        self.assertFalse(credit.oplus_is_opportunity_divided)
        self.assertFalse(self.env["account.move"].sudo()._oplus_document_faults())
        invoice.opportunity_id = self.other
        self.assertMoney((0, 100, 100, 100, 0, 0))
        self.assertMoney((0, 0, 100, 100, 0, 0), self.other)
        self.assertFalse(self.env["account.move"].sudo()._oplus_document_faults())

    def test_a_line_by_hand_is_credited_to_whom_it_was_invoiced(self):
        invoice = self._shared_order(100, 200).with_user(SUPERUSER_ID)
        invoice = invoice._create_invoices()
        invoice.invoice_line_ids = self._lines(7)
        invoice.opportunity_id = self.other
        invoice.action_post()
        credit = invoice._reverse_moves(cancel=True)
        self.assertMoney((0, 100, 100, 100, 0, 0))
        self.assertMoney((0, 200, 207, 207, 0, 0), self.other)
        self.assertEqual(credit.payment_state, "paid")

    def test_an_order_that_moves_takes_its_money_along(self):
        order = self._order(self.lead, confirmed=True)
        self._pay(self._invoice(order), 55)
        self.assertMoney((0, 100, 100, 0, 50, 50))
        lead, other = (one.with_user(self.admin) for one in (self.lead, self.other))
        self.assertEqual(self._amounts(lead), (0, 100, 100, 0, 50, 50))
        order.with_user(self.admin).opportunity_id = self.other
        self.assertEqual(self._amounts(lead), (0, 0, 0, 0, 0, 0))
        self.assertEqual(self._amounts(other), (0, 100, 100, 0, 50, 50))

    def test_merged_opportunities_bring_their_money_together(self):
        invoice = self._invoice(self._shared_order(100, 200))
        self._pay(invoice, 33)
        self._direct_invoice(self.other).sudo().action_post()
        head = (self.lead | self.other).with_user(self.admin).merge_opportunity()
        self.assertEqual(invoice.sudo().opportunity_id, head)
        self.assertMoney((0, 300, 400, 0, 30, 370), head)

    def test_documents_outlive_a_deleted_opportunity(self):
        orders = self._shared_order(100, 200)
        invoice = self._invoice(orders)
        direct = self._direct_invoice(self.other).sudo()
        self.assertFalse(invoice.sudo().opportunity_id)
        self.other.with_user(self.admin).unlink()
        self.assertEqual(invoice.sudo().opportunity_ids, self.lead)
        self.assertEqual(invoice.sudo().opportunity_id, self.lead)
        self.assertFalse(direct.opportunity_ids | direct.opportunity_id)
        self.assertEqual(len(orders.sudo().exists()), 2)
        self.assertMoney((0, 100, 100, 0, 0, 100))
