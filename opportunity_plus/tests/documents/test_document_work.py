# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .document_links_common import OpportunityPlusDocumentLinksCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDocumentWork(OpportunityPlusDocumentLinksCommon):
    """What bookkeepers and sales people link in their daily work, and what not."""

    def test_the_work_of_bookkeepers(self):
        order = self._order(self.lead, confirmed=True).sudo()
        for user in (self.finance, self.clerk):
            with self.subTest(user.login):
                invoice = self._draft(order, user)
                invoice.action_post()
                self.assertEqual(invoice.sudo().opportunity_ids, self.lead)
                for move in (
                    invoice._reverse_moves(),
                    invoice._reverse_moves(cancel=True),
                    invoice.copy({"reversed_entry_id": invoice.id}),
                ):
                    self.assertEqual(move.sudo().opportunity_ids, self.lead)
                again = self._replace(invoice)
                self.assertEqual(again.opportunity_ids, self.lead)
        order._action_cancel()
        for user in (self.finance, self.clerk):
            self.env.invalidate_all()
            again = self._posted(order).with_user(user)._reverse_moves()
            self.assertEqual(again.sudo().opportunity_ids, self.lead)

    def test_a_line_does_not_move_to_an_order_of_somebody_else(self):
        mine, own = (self._order(self.lead, user_id=self.agent.id) for _ in range(2))
        theirs = self._lead(name="Theirs")
        theirs.sudo().user_id = self.supervisor
        order = self._order(theirs, user_id=self.supervisor.id)
        line = mine.order_line.with_user(self.agent)
        with self.assertRaises(AccessError):
            line.order_id = order.id
            self.env.flush_all()
        self.env.invalidate_all()
        line.order_id = own.id
        self.assertEqual(len(own.order_line), 2)

    def _posted(self, order):
        moves = order.invoice_ids
        return moves.filtered(lambda move: move.state == "posted")[0]

    def test_bookkeepers_copy_what_is_for_an_opportunity_open_by_documents(self):
        direct = self._direct_invoice(self.lead)
        direct.sudo().action_post()
        for user in (self.finance, self.clerk):
            self.env.invalidate_all()
            copied = direct.with_user(user).copy()
            self.assertEqual(copied.sudo().opportunity_ids, self.lead)

    def test_bookkeepers_replace_invoices_that_are_for_opportunities(self):
        leads = self.lead | self._lead(name="Other")
        for user in (self.finance, self.clerk):
            ordered = self._order(self.env["crm.lead"], confirmed=True)
            ordered = self._invoice(ordered).sudo()
            ordered.opportunity_id = self.lead
            direct = [self._direct_invoice(lead).sudo() for lead in leads]
            none = self._direct_invoice(self.env["crm.lead"]).sudo()
            moves = ordered.union(*direct, none)
            (moves - ordered).action_post()
            for move, lead in zip(moves, (self.lead, *leads, leads[:0]), strict=True):
                move.invoice_line_ids.name = f"For {lead.name}"
            self.env.invalidate_all()
            for move in self._replace(moves.with_user(user)):
                lead = move.opportunity_id
                self.assertEqual(move.opportunity_ids, lead)
                self.assertEqual(move.invoice_line_ids.name, f"For {lead.name}")

    def _replace(self, moves):
        wizard = moves.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        wizard = wizard.create({"journal_id": moves.journal_id.id})
        wizard.modify_moves()
        self.assertEqual(len(wizard.new_move_ids), len(moves))
        return wizard.new_move_ids.sudo()

    def test_agents_invoice_orders_with_down_payments(self):
        order = self._order(self.lead, confirmed=True, user_id=self.agent.id)
        order = order.with_user(self.agent)
        wizard = order.env["sale.advance.payment.inv"].create(
            {
                "advance_payment_method": "fixed",
                "fixed_amount": 30,
                "sale_order_ids": order.ids,
            }
        )
        down = wizard._create_invoices(order)
        final = order._create_invoices(final=True)
        self.assertEqual((down | final).sudo().opportunity_ids, self.lead)

    def test_a_hidden_invoice_is_not_opened_by_an_own_order(self):
        hidden = self._order(
            self._lead(user_id=self.agent.id, team_id=self.south.id), confirmed=True
        )
        invoice = self._invoice(hidden)
        own = self._lead_of_supervisor()
        order = self._order(own, user_id=self.supervisor.id)
        order = order.with_user(self.supervisor)
        stranger = self._order(self.env["crm.lead"], user_id=self.colleague.id)
        links = {"invoice_lines": [Command.set(invoice.sudo().invoice_line_ids.ids)]}
        self._end_transaction()
        for number, attempt in enumerate(
            (
                lambda: order.order_line.write(links),
                lambda: order.write(
                    {"order_line": [Command.create({"name": "Work", **links})]}
                ),
                lambda: order.copy(
                    {"order_line": [Command.create({"name": "Work", **links})]}
                ),
                lambda: own.write({"order_ids": [Command.link(stranger.id)]}),
                lambda: own.write({"order_ids": [Command.set(stranger.ids)]}),
            )
        ):
            with (
                self.subTest(number),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                attempt()
                self.env.flush_all()

    def _lead_of_supervisor(self):
        lead = self._lead(name="Own")
        lead.sudo().write({"user_id": self.supervisor.id, "team_id": self.north.id})
        return lead.with_user(self.supervisor)
