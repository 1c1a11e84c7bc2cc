# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneySplit(OpportunityPlusMoneyCommon):
    """Documents that cannot be added up: divided ones and those paid in part."""

    def setUp(self):
        super().setUp()
        self.other = self._lead(name="Other")

    def _together(self, other):
        """An invoice of 100 for the opportunity and 200 for another, or for none."""
        orders = self._order(self.lead, confirmed=True)
        return self._invoice(
            orders | self._order(other, True, order_line=self._lines(200))
        )

    def test_what_an_order_without_an_opportunity_has_is_nobodys(self):
        invoice = self._together(self.env["crm.lead"])
        self.assertEqual(invoice.sudo().opportunity_id, self.lead)
        self.assertMoney((0, 100, 100, 0, 0, 100))
        self._pay(invoice, 165)
        self.assertMoney((0, 100, 100, 0, 50, 50))
        invoice.sudo().opportunity_id = self.lead  # it was made for it
        self.assertMoney((0, 100, 300, 0, 150, 150))

    def test_an_order_that_finds_its_opportunity_later(self):
        invoice = self._together(self.env["crm.lead"]).sudo()
        orders = invoice.line_ids.sale_line_ids.order_id
        orders.filtered(lambda order: not order.opportunity_id).write(
            {"opportunity_id": self.lead.id}
        )
        self.assertMoney((0, 300, 300, 0, 0, 300))
        orders[0].opportunity_id = False
        orders[1].opportunity_id = self.other
        self.assertMoney((0, 0, 0, 0, 0, 0))
        self.assertMoney(
            tuple(orders[1].amount_untaxed if one else 0 for one in (0, 1, 1, 0, 0, 1)),
            self.other,
        )

    def test_whole_divided_and_partly_paid_documents_add_up(self):
        self._invoice(self._order(self.lead, confirmed=True))
        self._together(self.other)
        self._pay(self._invoice(self._order(self.lead, confirmed=True)), 33)
        paid = self._invoice(self._order(self.lead, confirmed=True))
        self._pay(paid, 110)
        draft = self._order(self.lead, confirmed=True).with_user(SUPERUSER_ID)
        draft._create_invoices()
        self.assertMoney((0, 500, 400, 0, 130, 270))
        self.assertMoney((0, 550, 440, 0, 143, 297), suffix="_total")
        self.assertMoney((0, 200, 200, 0, 0, 200), self.other)
        self.assertEqual(self.lead.with_user(self.supervisor).oplus_invoice_count, 5)

    def test_the_installation_finds_what_is_divided(self):
        invoice = self._together(self.env["crm.lead"])
        whole = self._invoice(self._order(self.other, confirmed=True))
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE account_move DROP COLUMN oplus_is_opportunity_divided"
        )
        self.env["account.move"]._oplus_document_link_years()
        self.env.invalidate_all()
        self.assertTrue(invoice.sudo().oplus_is_opportunity_divided)
        self.assertFalse(whole.sudo().oplus_is_opportunity_divided)
        self.assertMoney((0, 100, 100, 0, 0, 100))

    def test_nobody_declares_an_invoice_undivided(self):
        invoice = self._together(self.other).with_user(self.supervisor)
        with self.assertRaises(AccessError):
            invoice.oplus_is_opportunity_divided = False
