# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..documents.documents_common import OpportunityPlusDocumentsCommon
from .record_check_common import RecordCheckCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecordCheckDocuments(RecordCheckCommon, OpportunityPlusDocumentsCommon):
    """Invoices and credit notes that are linked or summed up wrongly."""

    def setUp(self):
        super().setUp()
        self.admin.sudo().group_ids += self.env.ref("account.group_account_invoice")
        self.lead, self.other = self._leads(2)
        self.order = self._order(self.lead, confirmed=True)
        self.invoice = self._invoice(self.order).with_user(self.admin)
        self.credit = self._credit(self.invoice).with_user(self.admin)
        self.direct = self._direct_invoice(self.other).with_user(self.admin)

    def test_all_documents_are_right(self):
        orders = (self._order(self.other, True) | self._order(self.lead, True)).sudo()
        orders._create_invoices(grouped=False)
        self.assertEqual(orders.invoice_ids.opportunity_ids, self.lead | self.other)
        self.assertFalse(self._line("document_link") | self._line("document_sum"))

    def test_a_link_that_the_orders_do_not_tell(self):
        for statement, records in (
            (
                "DELETE FROM account_move_opportunity_rel WHERE move_id = %s",
                self.invoice,
            ),
            (
                "INSERT INTO account_move_opportunity_rel (move_id, lead_id)"
                f" VALUES (%s, {self.other.id})",
                self.invoice | self.credit,
            ),
            (
                "UPDATE account_move SET opportunity_id = NULL WHERE id = %s",
                self.invoice,
            ),
            (
                "UPDATE account_move SET oplus_is_opportunity_divided = TRUE"
                " WHERE id = %s",
                self.invoice,
            ),
        ):
            with self.subTest(statement), self._broken(statement, self.invoice.id):
                self.assertFound("document_link", records.sorted())

    def test_the_advice_mends_a_link(self):
        with self._broken(
            "DELETE FROM account_move_opportunity_rel WHERE move_id = %s",
            self.invoice.id,
        ):
            for lead in (self.lead.browse(), self.lead):
                self.order.with_user(self.admin).opportunity_id = lead
                self.env.flush_all()
            self.assertFalse(self._line("document_link"))

    def test_lines_that_do_not_add_up(self):
        with self._broken(
            "UPDATE account_move SET amount_untaxed_signed = 70 WHERE id = %s",
            self.direct.id,
        ):
            self.assertFound("document_sum", self.direct)

    def test_a_document_of_no_opportunity_that_is_marked_as_divided(self):
        """Links alone make a document one of several opportunities."""
        free = self._invoice(self._order(self.env["crm.lead"], confirmed=True))
        free = free.with_user(self.admin)
        self.assertFalse(free.opportunity_ids)
        self.assertFalse(self._line("document_link"))
        with self._broken(
            "UPDATE account_move SET oplus_is_opportunity_divided = TRUE WHERE id = %s",
            free.id,
        ):
            self.assertFound("document_link", free)
