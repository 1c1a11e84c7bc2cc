# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .money_common import OpportunityPlusMoneyCommon

FILTERS = (
    *("oplus_is_to_invoice", "oplus_is_unpaid", "oplus_is_overdue"),
    "oplus_has_documents",
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyReaders(OpportunityPlusMoneyCommon):
    """Each reader sees the sums of what that reader may open, and finds by them."""

    def test_sums_of_what_a_reader_may_open(self):
        self._invoice(self._order(self.lead, confirmed=True))
        self.assertMoney((0, 0, 0, 0, 0, 0), user=self.agent)
        self.assertMoney((0, 100, 100, 0, 0, 100), user=self.supervisor)
        self.assertMoney((0, 100, 100, 0, 0, 100), user=self.finance)

    def test_an_own_invoice_among_those_of_others(self):
        self._direct_invoice(self.lead).sudo().action_post()
        mine = self._direct_invoice(self.lead).sudo()
        mine.invoice_user_id = self.agent
        mine.action_post()
        self.assertMoney((0, 0, 100, 0, 0, 100), user=self.agent)
        self.assertEqual(self.lead.oplus_invoice_count, 1)
        self.assertEqual(self.lead.oplus_action_view_invoices()["res_id"], mine.id)

    def test_buttons_tell_count_and_amount_and_open_what_they_count(self):
        self._order(self.lead)
        order = self._order(self.lead, confirmed=True)
        credit = self._credit(self._invoice(order))
        credit.sudo().action_post()
        lead = self.lead.with_user(self.supervisor)
        for count, amount, action in (
            ("quotation_count", "amount_quoted", lead.action_view_sale_quotation()),
            ("sale_order_count", "amount_ordered", lead.action_view_sale_order()),
            (
                "oplus_invoice_count",
                "amount_invoiced",
                lead.oplus_action_view_invoices(),
            ),
            (
                "oplus_credit_note_count",
                "amount_credited",
                lead.oplus_action_view_credit_notes(),
            ),
        ):
            with self.subTest(count):
                self.assertEqual((lead[count], lead[amount]), (1, 100))
                found = lead.env[action["res_model"]].search(action["domain"])
                self.assertEqual(action["res_id"], found.id)
        self.assertEqual(Form(lead).amount_invoiced, 100)
        self.assertEqual(lead.oplus_amount_invoiced_total, 110)

    def test_a_reader_without_rights_on_accounting_sees_zeros(self):
        bare = self._user("bare", "opportunity_plus.group_finance")
        self._invoice(self._order(self.lead, confirmed=True))
        self._end_transaction()
        lead = self.lead.with_user(bare)
        self.assertTrue(lead.has_access("read"))
        self.assertFalse(lead.env["account.move"].has_access("read"))
        self.assertMoney((0, 0, 0, 0, 0, 0), user=bare)
        self.assertEqual((lead.oplus_invoice_count, lead.sale_order_count), (0, 0))
        Form(lead, view="opportunity_plus.crm_lead_view_form_finance")
        for name in FILTERS:
            lead.search([(name, "=", True)])

    def _found(self, name, user=None):
        found = self.env["crm.lead"].with_user(user or self.supervisor)
        found = found.search([("name", "=like", "Opportunity%"), (name, "=", True)])
        rest = found.search([("id", "in", self.lead.ids), (name, "=", False)])
        self.assertFalse(rest & found)
        self.assertIn(self.lead, rest | found)
        return found

    def test_with_documents_are_those_whose_form_has_a_button_for_them(self):
        free = self.env["crm.lead"]
        for make in (
            lambda lead: self._order(lead, order_line=self._lines(0)),
            lambda lead: self._order(lead, True, order_line=self._lines(0)),
            self._direct_invoice,
            lambda lead: self._direct_invoice(lead, "out_refund"),
            lambda lead: self._direct_invoice(lead).sudo().button_cancel(),
        ):
            self.lead = self._lead()
            make(free)
            self.assertDocuments(self.supervisor, has=False)
            make(self.lead)
            self.assertDocuments(self.supervisor, has=True)
            self.assertDocuments(self.agent, has=False)  # they are not the agent's
        self.lead = self._lead()
        self._order(self.lead).sudo().action_cancel()
        self.assertDocuments(self.supervisor, has=False)

    def assertDocuments(self, user, has):
        self.env.flush_all()
        self.env.invalidate_all()
        lead = self.lead.with_user(user)
        found = self._found("oplus_has_documents", user)
        self.assertEqual((lead in found, lead.oplus_has_documents), (has, has))

    def test_filters_find_won_uninvoiced_unpaid_and_overdue(self):
        self.assertFalse(self._found("oplus_is_to_invoice"))
        self.lead.action_set_won()
        order = self._order(self.lead, confirmed=True)
        self.assertEqual(self._found("oplus_is_to_invoice"), self.lead)
        self.assertFalse(self._found("oplus_is_unpaid"))
        invoice = self._invoice(order).sudo()
        self.assertFalse(self._found("oplus_is_to_invoice"))
        self.assertEqual(self._found("oplus_is_unpaid"), self.lead)
        self.assertFalse(self._found("oplus_is_unpaid", self.agent))
        self.assertFalse(self._found("oplus_is_overdue"))
        invoice.line_ids.filtered("date_maturity").date_maturity = "2020-01-01"
        self.assertEqual(self._found("oplus_is_overdue"), self.lead)
        self.assertTrue(self.lead.with_user(self.supervisor).oplus_is_overdue)
        self._pay(invoice, 110)
        self.assertFalse(
            self._found("oplus_is_unpaid") | self._found("oplus_is_overdue")
        )

    def test_amounts_can_be_searched(self):
        other = self._lead(name="Opportunity without documents")
        self._invoice(self._order(self.lead, confirmed=True))
        leads = (self.lead | other).with_user(self.supervisor)
        for term, found in (
            (("amount_due", ">", 0), self.lead),
            (("amount_due", "!=", 0), self.lead),
            (("amount_due", "in", [100, 200]), self.lead),
            (("amount_due", "not in", [100, 200]), other),
            (("amount_due", "=", False), other),
            (("amount_invoiced", "<=", 100), leads),
            (("amount_invoiced", "<", 100), other),
            (("amount_ordered", ">=", 100), self.lead),
            (("amount_credited", "=", 0), leads),
            (("amount_paid", ">", 0), leads.browse()),
        ):
            with self.subTest(term):
                self.assertEqual(leads.search([("id", "in", leads.ids), term]), found)
                self.assertEqual(leads.filtered_domain([term]), found)
