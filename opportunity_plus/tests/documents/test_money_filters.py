# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .money_common import OpportunityPlusMoneyCommon

PAST, FUTURE = "2020-01-01", "2099-01-01"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyFilters(OpportunityPlusMoneyCommon):
    """A filter finds what the figure beside it says, whatever the documents are."""

    def setUp(self):
        super().setUp()
        self.lead.action_set_won()

    def assertFound(self, to_invoice, unpaid, overdue, lead=None, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        lead = (lead or self.lead).with_user(user or self.supervisor)
        due, invoiced = lead.amount_due, lead.amount_invoiced
        self.assertEqual((to_invoice, unpaid), (not invoiced, due > 0))
        for name, expected in (
            ("oplus_is_to_invoice", to_invoice),
            ("oplus_is_unpaid", unpaid),
            ("oplus_is_overdue", overdue),
        ):
            with self.subTest(name):
                for wanted in (True, False):
                    domain = [("id", "=", lead.id), (name, "=", wanted)]
                    found = bool(lead.search(domain))
                    self.assertEqual(found, wanted == expected)
                self.assertEqual(lead[name], expected)

    def _late(self, move, *dates):
        lines = move.sudo().line_ids.filtered("date_maturity")
        for line, date in zip(lines, dates or [PAST] * len(lines), strict=True):
            line.date_maturity = date
        return move.sudo()

    def _invoiced(self, *prices):
        order = self._order(self.lead, True, order_line=self._lines(*prices or (100,)))
        return self._late(self._invoice(order))

    def test_drafts_and_cancelled_invoices(self):
        invoice = self._invoiced()
        self.assertFound(False, True, True)
        invoice.button_draft()
        self.assertFound(True, False, False)
        invoice.button_cancel()
        self.assertFound(True, False, False)

    def test_a_blocked_invoice_is_as_due_as_before(self):
        invoice = self._invoiced()
        invoice.action_toggle_block_payment()
        self.assertEqual(invoice.payment_state, "blocked")
        self.assertFound(False, True, True)
        self._pay(invoice, 110)
        self.assertFound(False, False, False)

    def test_payments_in_part_in_process_and_whole(self):
        invoice = self._invoiced()
        self._pay(invoice, 55)
        self.assertEqual(invoice.payment_state, "partial")
        self.assertFound(False, True, True)
        self._pay(invoice, 55)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertFound(False, False, False)

    def test_what_other_states_of_payment_leave_due(self):
        for state in ("in_payment", "invoicing_legacy"):
            with self.subTest(state):
                invoice = self._invoiced()
                invoice.payment_state = state
                self.assertFound(False, True, True)
                invoice.payment_state = "not_paid"
                invoice._reverse_moves(cancel=True)
                self.assertEqual(invoice.payment_state, "reversed")
                self.assertFound(False, False, False)

    def test_a_search_leaves_the_settings_of_the_database(self):
        settings = SQL("SELECT name, setting FROM pg_settings ORDER BY name")
        before = self.env.execute_query(settings)
        self._invoiced()
        self.assertFound(False, True, True)
        self.assertEqual(self.env.execute_query(settings), before)

    def test_instalments(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True)).sudo()
        invoice.button_draft()
        half = {"value": "percent", "value_amount": 50}
        terms = self.env["account.payment.term"].with_user(SUPERUSER_ID)
        invoice.invoice_payment_term_id = terms.create(
            {
                "name": "Halves",
                "line_ids": [
                    Command.create({**half, "nb_days": days}) for days in (0, 30)
                ],
            }
        )
        invoice.action_post()
        self._late(invoice, FUTURE, FUTURE)
        self.assertFound(False, True, False)
        self._late(invoice, PAST, FUTURE)
        self.assertFound(False, True, True)
        self._pay(invoice, 55)
        self.assertFound(False, True, False)

    def test_a_credit_note_that_leaves_nothing_due(self):
        invoice = self._invoiced()
        credit = invoice._reverse_moves()
        credit.action_post()
        # not reconciled yet, and Due says 0
        self.assertFound(False, False, False)
        again = self._late(credit._reverse_moves())
        again.action_post()
        self._late(again)
        self.assertFound(False, True, True)

    def test_whose_part_of_a_shared_invoice_is_open(self):
        other = self._lead(name="Other")
        other.action_set_won()
        orders = self._order(self.lead, confirmed=True)
        orders |= self._order(other, True, order_line=self._lines(200))
        invoice = self._late(self._invoice(orders))
        self.assertFound(False, True, True)
        self.assertFound(False, True, True, other)
        credit = invoice._reverse_moves()
        credit.invoice_line_ids[0].unlink()
        credit.action_post()
        self._reconcile(invoice, credit)
        self.assertFound(False, True, True)
        self.assertFound(False, False, False, other)

    def test_filters_follow_the_rights_of_the_reader(self):
        invoice = self._invoiced()
        self.assertFound(True, False, False, user=self.agent)
        invoice.invoice_user_id = self.agent
        self.assertFound(False, True, True, user=self.agent)
        self.assertFound(False, True, True, user=self.finance)
