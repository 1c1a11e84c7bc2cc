# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from .money_common import OpportunityPlusMoneyCommon

UPDATE = "opportunity_plus/migrations/19.0.10.0.0/post-documents.py"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyReversals(OpportunityPlusMoneyCommon):
    """Whose the money is of what reverses a credit note, or replaces one."""

    def setUp(self):
        super().setUp()
        self.none = self.env["crm.lead"]

    def _reversed(self, invoice, times):
        """The invoice, its credit note, the reversal of that, and so on; all posted."""
        chain = [invoice.sudo()]
        for _time in range(times):
            chain.append(self._credit(chain[-1]).sudo())
            chain[-1].action_post()
        return chain

    def _replace(self, move, user):
        """Reverse and Create Invoice, as the user, and post what was created."""
        wizard = self.env["account.move.reversal"].with_user(user)
        wizard = wizard.with_context(active_model=move._name, active_ids=move.ids)
        wizard = wizard.create({"journal_id": move.journal_id.id})
        wizard.modify_moves()
        replacing = wizard.new_move_ids.sudo()
        replacing.action_post()
        return replacing

    def assertRight(self):
        self.assertFalse(self.env["account.move"].sudo()._oplus_document_faults())

    def test_a_choice_on_the_invoice_is_one_for_all_that_reverses_it(self):
        order = self._order(self.none, confirmed=True)
        chain = self._reversed(self._invoice(order), 3)
        self.assertMoney((0, 0, 0, 0, 0, 0))
        chain[0].opportunity_id = self.lead
        self.assertMoney((0, 0, 200, 200, 0, 0))
        self._reversed(chain[-1], 1)
        self.assertMoney((0, 0, 300, 200, 0, 100))
        self.assertRight()
        other = self._lead(name="Other")
        chain[0].opportunity_id = other
        self.assertMoney((0, 0, 0, 0, 0, 0))
        self.assertMoney((0, 0, 300, 200, 0, 100), other)
        self.assertRight()

    def test_what_reverses_a_shared_invoice_twice_is_shared_in_the_same_way(self):
        orders = self._order(self.lead, True) | self._order(self.none, True)
        chain = self._reversed(self._invoice(orders), 2)
        self.assertMoney((0, 100, 200, 100, 0, 100))
        chain[0].opportunity_id = self.lead
        self.assertMoney((0, 100, 400, 200, 0, 200))
        self.assertRight()

    def test_an_update_counts_what_reverses_a_credit_note(self):
        order = self._order(self.none, confirmed=True)
        chain = self._reversed(self._invoice(order), 3)
        chain[0].opportunity_id = self.lead
        shared = self._order(self.lead, True) | self._order(self.none, True)
        chain += self._reversed(self._invoice(shared), 2)
        self.env.flush_all()
        right = [move.oplus_is_opportunity_divided for move in chain]
        self.assertEqual(right, [False] * 4 + [True] * 3)
        ids = [move.id for move in chain]
        self.env.cr.execute(
            "UPDATE account_move SET oplus_is_opportunity_divided"
            " = NOT oplus_is_opportunity_divided WHERE id = ANY(%s)",
            [ids],
        )
        self.env.invalidate_all()
        for _time in range(2):
            script = load_script(file_path(UPDATE), "post-documents")
            script.migrate(self.env.cr, "19.0.9.0.0")
            self.env.invalidate_all()
            told = [move.oplus_is_opportunity_divided for move in chain]
            self.assertEqual(told, right)
        self.assertRight()

    def test_a_credit_note_that_is_replaced_counts_for_the_same(self):
        invoice = self._direct_invoice(self.lead).sudo()
        invoice.action_post()
        credit = self._reversed(invoice, 1)[-1]
        replacing = self._replace(credit, self.clerk)
        self.assertEqual(replacing.opportunity_id, self.lead)
        self.assertMoney((0, 0, 200, 200, 0, 0))
        again = self._replace(replacing, self.clerk)
        self.assertMoney((0, 0, 300, 300, 0, 0))
        copied = again.with_user(self.clerk).copy().sudo()
        self.assertEqual(copied.opportunity_ids, self.lead)
        self.assertRight()

    def test_the_copy_of_a_credit_note_is_for_the_same_opportunity(self):
        for move in (
            self._direct_invoice(self.lead),
            self._invoice(self._order(self.lead, confirmed=True)),
        ):
            credit = self._credit(move)
            copied = credit.with_user(self.clerk).copy().sudo()
            self.assertEqual(copied.opportunity_id, self.lead)

    def test_a_replaced_credit_note_with_a_line_by_hand_counts_for_the_same(self):
        credit = self._credit(self._invoice(self._order(self.lead, True))).sudo()
        credit.invoice_line_ids.unlink()
        credit.invoice_line_ids = self._lines(10)
        credit.action_post()
        self.assertMoney((0, 100, 100, 10, 0, 90))
        self._replace(credit, self.clerk)
        self.assertMoney((0, 100, 110, 20, 0, 90))
        self.assertRight()

    def test_a_replaced_credit_note_moves_with_its_order(self):
        order = self._order(self.lead, confirmed=True)
        credit = self._reversed(self._invoice(order), 1)[-1]
        replacing = self._replace(credit, self.clerk)
        self.assertEqual(replacing.opportunity_ids, self.lead)
        other = self._lead(name="Other")
        order.with_user(self.admin).opportunity_id = other
        self.assertEqual(replacing.opportunity_ids, other)
        self.assertRight()

    def test_a_replaced_credit_note_of_no_opportunity_stays_without(self):
        order = self._order(self.none, confirmed=True)
        credit = self._reversed(self._invoice(order), 1)[-1]
        self.assertFalse(self._replace(credit, self.clerk).opportunity_ids)
        self.assertRight()
