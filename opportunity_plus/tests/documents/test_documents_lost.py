# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from .documents_common import OpportunityPlusDocumentsCommon

UPDATE = "opportunity_plus/migrations/%s/post-documents.py"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDocumentsLost(OpportunityPlusDocumentsCommon):
    """A lost or archived opportunity keeps its documents, and gets more."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")
        self.other = self._lead(name="Rice mill")

    def _lose(self, lead=None, moment="2026-03-02 10:00:00"):
        with self._at(moment):
            (lead or self.lead).action_set_lost(lost_reason_id=self.too_expensive.id)
        self.env.invalidate_all()

    def _order_of_both(self):
        return self._order(self.lead, True) | self._order(self.other, True)

    def _links(self, move):
        """What is linked to a document, its main one, whether it is divided."""
        self.env.flush_all()
        self.env.invalidate_all()
        move = move.with_user(self.supervisor)
        divided = move.sudo().oplus_is_opportunity_divided
        return move.sudo().opportunity_ids, move.opportunity_id, divided

    def test_the_buttons_open_what_they_count(self):
        invoice = self._direct_invoice(self.lead)
        self._direct_invoice(self.lead)
        self._credit(invoice)
        self._lose()
        self.assertButtons(self.lead.with_user(self.supervisor), (0, 0, 2, 1))
        self.lead.sudo().lost_reason_id = False
        self.lead.sudo().write({"active": False, "probability": 20})
        self.assertButtons(self.lead.with_user(self.supervisor), (0, 0, 2, 1))

    def test_lists_find_it_as_in_odoo(self):
        customer = self.customer.copy()
        self.lead.partner_id = customer
        invoice = self._direct_invoice(self.lead)
        self._lose()
        for record in (customer, invoice):
            found = record.with_user(self.supervisor).search
            for domain, number in (
                ([("opportunity_ids", "in", self.lead.ids)], 1),
                ([("opportunity_ids", "!=", False)], 1),
                ([("opportunity_ids", "=", False)], 0),
                ([("opportunity_ids", "not in", self.lead.ids)], 0),
            ):
                with self.subTest(record._name, domain=domain):
                    self.assertEqual(
                        len(found([("id", "=", record.id), *domain])), number
                    )

    def test_a_credit_note_follows_the_invoice(self):
        invoice = self._direct_invoice(self.lead)
        invoice.sudo().action_post()
        self._lose()
        credit = self._credit(invoice)
        credit.sudo().action_post()
        self.assertEqual(self._links(credit), (self.lead, self.lead, False))
        lead = self.lead.with_user(self.supervisor)
        self.assertEqual(lead.amount_credited, lead.amount_invoiced)
        self.assertTrue(lead.amount_credited)

    def test_an_order_is_invoiced_afterwards(self):
        order = self._order(self.lead, confirmed=True)
        self._lose()
        invoice = self._invoice(order)
        self.assertEqual(self._links(invoice), (self.lead, self.lead, False))

    def test_an_invoice_of_a_lost_and_an_open_one_names_none(self):
        orders = self._order_of_both()
        self._lose()
        both = self.lead | self.other
        links = both, self.env["crm.lead"], True
        self.assertEqual(self._links(self._invoice(orders)), links)

    def test_an_order_that_moves_on_takes_its_invoice_along(self):
        order = self._order(self.lead, confirmed=True)
        invoice = self._invoice(order)
        self._lose()
        order.with_user(self.admin).opportunity_id = self.other
        self.assertEqual(self._links(invoice), (self.other, self.other, False))
        self.assertButtons(self.lead.with_user(self.supervisor), (0, 0, 0, 0))

    def test_an_invoice_leads_back_to_it(self):
        invoice = self._direct_invoice(self.lead).with_user(self.supervisor)
        self._lose()
        self.assertEqual(invoice.oplus_opportunity_count, 1)
        action = invoice.oplus_action_view_opportunities()
        self.assertEqual(action["res_id"], self.lead.id)

    def test_an_invoice_that_changed_since_keeps_a_loss(self):
        with self._at("2026-03-02 09:00:00"):
            invoice = self._direct_invoice(self.lead)
        self._lose()
        with self._at("2026-03-02 10:00:05"):
            invoice.sudo().ref = "Said on the phone"
        with (
            self._at("2026-03-02 10:00:10"),
            self.assertRaisesRegex(UserError, "order or invoice"),
        ):
            self.lead.oplus_action_undo_closing()

    def test_an_update_links_what_earlier_versions_left_out(self):
        direct, single = self._direct_invoice(self.lead), self._order(self.lead, True)
        moved = self._order(self.lead, confirmed=True)
        free = self._order(self.env["crm.lead"], True) | self._order(self.lead, True)
        orders = self._order_of_both()
        self._lose()
        moves = [direct, self._credit(direct), self._credit(self._credit(direct))]
        moves += map(self._invoice, (single, moved, free, orders))
        apart = self._direct_invoice(self.env["crm.lead"])
        chosen = self._invoice(self._order(self.env["crm.lead"], confirmed=True))
        chosen.sudo().opportunity_id = self.lead
        moves += [apart, chosen, self._credit(chosen)]
        moved.with_user(self.admin).opportunity_id = self.other
        right = [self._links(move) for move in moves]
        self._forget(moves, stale=[moves[4], apart])
        self.assertNotEqual([self._links(move) for move in moves], right)
        for _time in range(2):
            for version in ("19.0.9.0.0", "19.0.10.0.0"):
                script = load_script(file_path(UPDATE % version), "post-documents")
                script.migrate(self.env.cr, "19.0.8.0.0")
            self.assertEqual([self._links(move) for move in moves], right)

    def _forget(self, moves, stale):
        """Leave the links as earlier versions did: without the lost opportunity, or
        still with it where its order is somewhere else now."""
        values = {"moves": [move.id for move in moves], "lead": self.lead.id}
        self.env.cr.execute(
            "DELETE FROM account_move_opportunity_rel"
            " WHERE move_id = ANY(%(moves)s) AND lead_id = %(lead)s",
            values,
        )
        self.env.cr.execute(
            "UPDATE account_move SET opportunity_id = NULL,"
            " oplus_is_opportunity_divided = NOT oplus_is_opportunity_divided"
            " WHERE id = ANY(%(moves)s)",
            values,
        )
        self.env.cr.execute(
            "INSERT INTO account_move_opportunity_rel (move_id, lead_id)"
            " SELECT unnest(%s), %s",
            [[move.id for move in stale], self.lead.id],
        )
