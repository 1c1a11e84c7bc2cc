# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .document_links_common import OpportunityPlusDocumentLinksCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDocumentLinks(OpportunityPlusDocumentLinksCommon):
    """Finance opens no opportunity to itself by a link of its own making."""

    def test_nobody_invoices_a_quotation_to_read_its_opportunity(self):
        sold = self.quotation.order_line
        for state in ("draft", "posted"):
            own = self._draft()
            if state == "posted":
                own.action_post()
            for user in (self.finance, self.clerk):
                move = own.with_user(user).with_context(skip_readonly_check=True)
                line, lines = move.invoice_line_ids, move.env["account.move.line"]
                links = {"sale_line_ids": [Command.link(sold.id)]}
                self.assertRefused(
                    f"{self.quotation.name}.*salesperson",
                    lambda move=move: self._draft(self.quotation, move.env.user),
                    lambda line=line, links=links: line.write(links),
                    lambda line=line: line.write(
                        {"sale_line_ids": [Command.set(sold.ids)]}
                    ),
                    lambda move=move, line=line, links=links: move.write(
                        {"invoice_line_ids": [Command.update(line.id, links)]}
                    ),
                    lambda lines=lines, move=move: lines.create(
                        {**self._line(self.quotation), "move_id": move.id}
                    ),
                    lambda lines=lines, move=move: lines.with_context(
                        default_sale_line_ids=[Command.set(sold.ids)]
                    ).create({**self._line(), "move_id": move.id}),
                )

    def test_an_import_of_an_invoice_links_nothing(self):
        moves = self.env["account.move"].with_user(self.finance)
        sold = self.quotation.order_line
        columns = [
            *("move_type", "partner_id/.id", "invoice_line_ids/name"),
            "invoice_line_ids/sale_line_ids/.id",
        ]
        row = ["out_invoice", str(self.customer.id), "Work", str(sold.id)]
        result = moves.load(columns, [row])
        self.assertFalse(result["ids"])
        self.assertIn(self.quotation.name, str(result["messages"]))
        self.assertHidden()

    def test_the_order_is_no_door_either(self):
        own = self._draft()
        own.action_post()
        sold = self.quotation.order_line.with_user(self.finance)
        order = self.quotation.with_user(self.finance)
        lines = own.invoice_line_ids
        link = {"invoice_lines": [Command.link(lines.id)]}
        self.assertRefused(
            "cannot be linked to an order by hand",
            lambda: sold.write(link),
            lambda: order.write({"order_line": [Command.update(sold.id, link)]}),
        )
        free = self._order(self.env["crm.lead"], confirmed=True)
        free = free.with_user(self.finance)
        self._draft(free).action_post()
        self.assertRefused(
            "salesperson",
            lambda: free.order_line.write({"order_id": order.id}),
            lambda: order.write({"order_line": [Command.link(free.order_line.id)]}),
        )
        self.assertRefused(
            "may open", lambda: free.write({"opportunity_id": self.lead.id})
        )
        self.assertRefused(
            f"confirm {order.name}",
            order.action_confirm,
            lambda: order.write({"state": "sale"}),
        )

    def test_an_opportunity_that_is_named_on_the_invoice(self):
        posted, draft = self._draft(), self._draft()
        posted.action_post()
        name = {"opportunity_id": self.lead.id}
        moves = posted.browse().with_context(default_opportunity_id=self.lead.id)
        self.assertRefused(
            "may open",
            lambda: posted.write(name),
            lambda: draft.write(name),
            lambda: self._draft(**name),
            lambda: moves.create({"move_type": "out_invoice"}),
            lambda: draft.copy(name),
        )
        for field, value in (
            ("oplus_origin_id", self.lead.id),
            ("opportunity_ids", [Command.link(self.lead.id)]),
        ):
            forged = moves.with_context(**{f"default_{field}": value})
            vals = {"move_type": "entry"}
            self.assertRefused(
                "opportunit", lambda forged=forged, vals=vals: forged.create(vals)
            )
        self._draft(invoice_origin=self.quotation.name).action_post()
        self.assertHidden()

    def test_drafts_and_cancelled_documents_of_others_open_nothing(self):
        direct = self._direct_invoice(self.lead).sudo()
        credit = self._direct_invoice(self.lead, "out_refund").sudo()
        self.assertHidden()
        credit.button_cancel()
        self.assertHidden()
        direct.action_post()
        self.assertOpen()
        direct.button_draft()
        self.assertHidden()
        direct.button_cancel()
        self.assertHidden()

    def test_a_draft_is_neither_reversed_nor_copied_to_read_its_opportunity(self):
        draft = self._direct_invoice(self.lead).with_user(self.finance)
        own = self._draft(move_type="out_refund")
        reverse = {"reversed_entry_id": draft.id}
        self.assertRefused(
            "salesperson",
            lambda: own.write(reverse),
            lambda: self._draft(move_type="out_refund", **reverse),
            lambda: draft.copy({"move_type": "out_refund", **reverse}),
            lambda: draft.write({"reversal_move_ids": [Command.link(own.id)]}),
            draft._reverse_moves,
        )
        copied = draft.copy()
        copied.action_post()
        self.assertFalse(copied.sudo().opportunity_ids)
        self.assertIn("not open", str(copied.message_ids.mapped("body")))
        self.assertHidden()
        draft.action_post()  # somebody else linked it
        self.assertOpen()

    def test_what_a_link_would_open_is_no_reason_for_it(self):
        """The reversal of an own invoice follows it to the opportunity."""
        own = self._draft()
        own.action_post()
        own._reverse_moves(cancel=True)
        sold = self.quotation.order_line
        self.assertRefused(
            "salesperson",
            lambda: own.invoice_line_ids.write(
                {"sale_line_ids": [Command.link(sold.id)]}
            ),
        )

    def test_code_that_runs_as_superuser_for_finance_opens_nothing(self):
        order = self.quotation.with_user(self.finance).sudo()
        self.assertRefused(
            "salesperson", lambda: self._draft(order, self.finance).sudo().copy()
        )
        moves = self.env["account.move"].with_user(self.finance).sudo()
        lines = [Command.create(self._line(order))]
        self.assertRefused(
            "salesperson",
            lambda: moves.create(
                {"move_type": "out_invoice", "invoice_line_ids": lines}
            ),
        )

    def test_a_confirmed_order_of_an_own_making_opens_nothing(self):
        seller = self._user(
            "seller", "sales_team.group_sale_salesman,opportunity_plus.group_finance"
        )
        orders = self.env["sale.order"].with_user(seller)
        vals = {"partner_id": self.customer.id, "opportunity_id": self.lead.id}
        for state in ("draft", "sale"):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                orders.create({**vals, "state": state})
        self.assertHidden()
