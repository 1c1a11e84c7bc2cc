# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDocuments(OpportunityPlusDocumentsCommon):
    """Which invoices and credit notes belong to which opportunity."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")

    def _linked(self, move):
        self.env.flush_all()
        return move.sudo().opportunity_ids

    def test_invoices_of_an_order_and_what_reverses_them(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        credit = self._credit(invoice)
        again = self._credit(credit)
        for move in (invoice, credit, again):
            self.assertEqual(self._linked(move), self.lead)
            self.assertEqual(move.sudo().opportunity_id, self.lead)

    def test_a_document_made_for_an_opportunity_and_its_credit_note(self):
        invoice = self._direct_invoice(self.lead)
        self.assertEqual(self._linked(invoice), self.lead)
        self.assertEqual(self._linked(self._credit(invoice)), self.lead)
        self.assertEqual(self._linked(invoice.sudo().copy()), self.lead)

    def test_a_credit_note_reversed_by_hand_follows_its_invoice(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        credit = self._direct_invoice(self.env["crm.lead"], "out_refund")
        self.assertFalse(self._linked(credit))
        credit.sudo().reversed_entry_id = invoice
        self.assertEqual(self._linked(credit), self.lead)

    def test_documents_follow_an_order_that_moves_to_another_opportunity(self):
        order = self._order(self.lead, confirmed=True)
        invoice = self._invoice(order)
        credit = self._credit(invoice)
        other = self._lead(name="Other")
        order.with_user(self.admin).opportunity_id = other
        for move in (invoice, credit):
            self.assertEqual(self._linked(move), other)
            self.assertEqual(move.sudo().opportunity_id, other)

    def test_an_invoice_of_two_opportunities_names_the_one_it_was_made_for(self):
        other = self._lead(name="Other")
        orders = self._order(self.lead, confirmed=True)
        orders |= self._order(other, confirmed=True)
        invoice = self._invoice(orders)
        self.assertEqual(self._linked(invoice), self.lead | other)
        self.assertFalse(invoice.sudo().opportunity_id)
        invoice.with_user(self.finance).opportunity_id = other
        self.assertEqual(self._linked(invoice), self.lead | other)
        self.assertEqual(invoice.sudo().opportunity_id, other)
        invoice.with_user(self.finance).opportunity_id = False
        self.assertFalse(invoice.sudo().opportunity_id)

    def test_merging_moves_all_documents_also_those_out_of_sight(self):
        tail = self._lead(name="Tail", probability=1)
        order = self._order(tail, confirmed=True)
        invoice, direct = self._invoice(order), self._direct_invoice(tail)
        self.assertFalse(order.has_access("read"))
        head = (self.lead | tail).merge_opportunity()
        self.assertEqual(order.sudo().opportunity_id, head)
        for move in (invoice, direct):
            self.assertEqual(self._linked(move), head)
            self.assertEqual(move.sudo().opportunity_id, head)

    def test_the_installation_links_the_documents_of_years(self):
        order = self._order(self.lead, confirmed=True)
        invoice = self._invoice(order)
        credit = self._credit(invoice)
        self.env.flush_all()
        self.env.cr.execute("DROP TABLE account_move_opportunity_rel")
        self.env.cr.execute("ALTER TABLE account_move DROP COLUMN opportunity_id")
        self.env["account.move"]._oplus_document_link_years()
        self.env.invalidate_all()
        for move in (invoice, credit):
            self.assertEqual(move.sudo().opportunity_ids, self.lead)
            self.assertEqual(move.sudo().opportunity_id, self.lead)

    def test_buttons_count_what_they_open_by_the_rights_of_the_reader(self):
        invoices = self._direct_invoice(self.lead), self._direct_invoice(self.lead)
        credit = self._credit(invoices[0])
        self._order(self.lead)
        self._order(self.lead, confirmed=True)
        self._order(self.lead).sudo()._action_cancel()
        mine = self._direct_invoice(self.lead)
        mine.sudo().invoice_user_id = self.agent
        for user, counts in (
            (self.agent, (0, 0, 1, 0)),
            (self.supervisor, (1, 1, 3, 1)),
            (self.admin, (1, 1, 3, 1)),
        ):
            with self.subTest(user.login):
                self._end_transaction()
                self.env.invalidate_all()
                self.assertButtons(self.lead.with_user(user), counts)
        self.assertEqual(credit.sudo().opportunity_ids, self.lead)

    def test_buttons_open_the_documents_of_another_customer_too(self):
        john = self.customer.copy({"name": "John", "parent_id": self.customer.id})
        self.lead.partner_id = john
        for customer in (john, self.customer):
            for confirmed in (False, True):
                self._order(self.lead, confirmed, partner_id=customer.id)
            invoice = self._direct_invoice(self.lead).sudo()
            invoice.partner_id = customer
            self._credit(invoice)
        self.assertButtons(self.lead.with_user(self.supervisor), (2, 2, 2, 2))

    def test_the_form_of_an_invoice_opens_for_a_supervisor(self):
        invoice = self._invoice(self._order(self.lead, confirmed=True))
        self._end_transaction()
        self.env.invalidate_all()
        with Form(invoice.with_user(self.supervisor)) as form:
            self.assertEqual(form.opportunity_id, self.lead)

    def test_nobody_links_a_document_to_what_he_may_not_open(self):
        order = self._order(self.lead, user_id=self.colleague.id)
        order.sudo().opportunity_id = False
        move = self._direct_invoice(self.env["crm.lead"])
        for record, user in (
            (order, self.colleague),
            (order, self.finance),
            (order, self.clerk),
            (move, self.finance),
            (move, self.clerk),
        ):
            for door in (record.with_user(user), record.with_user(user).sudo()):
                with (
                    self.subTest(user=user.login, record=record._name, su=door.env.su),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    door.write({"opportunity_id": self.lead.id})

    def test_the_list_of_opportunities_is_written_by_nobody(self):
        move = self._direct_invoice(self.env["crm.lead"])
        for vals in (
            {"opportunity_ids": [Command.link(self.lead.id)]},
            {"oplus_origin_id": self.lead.id},
        ):
            for door in (move.with_user(self.finance), move.sudo()):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    door.write(vals)
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    door.create({"move_type": "out_invoice", **vals})

    def test_a_copied_order_leaves_a_hidden_opportunity_out(self):
        order = self._order(self.lead, user_id=self.colleague.id)
        self.env.invalidate_all()
        self.assertFalse(order.with_user(self.colleague).copy().opportunity_id)
        self.assertEqual(order.with_user(self.admin).copy().opportunity_id, self.lead)
