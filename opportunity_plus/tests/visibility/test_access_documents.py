# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .access_common import AccessMatrixCommon
from .access_matrix import DOCUMENTS


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAccessDocuments(AccessMatrixCommon):
    """The access matrix: quotations, orders, invoices and credit notes."""

    def _each_role(self, kind):
        for role, expected in DOCUMENTS[kind].items():
            user, leads, readable = self._seen(role, expected)
            yield user, {of: leads[of] for of in expected}, expected, readable

    def _made(self, model, leads, vals):
        """A document of each opportunity, by relation."""
        records = self.env[model].with_user(SUPERUSER_ID)
        records = records.create([vals(lead) for lead in leads.values()])
        return dict(zip(leads, records.with_env(self.env), strict=True))

    def _orders(self, leads):
        return self._made("sale.order", leads, self._order_vals)

    def test_orders(self):
        for user, leads, expected, readable in self._each_role("sale.order"):
            orders = self._orders(leads)

            def create(relation, user, leads=leads):
                vals = {
                    "partner_id": self.customer.id,
                    "opportunity_id": leads[relation].id,
                    "user_id": self.admin.id,
                }
                return self.env["sale.order"].with_user(user).create(vals)

            self.assertCells(orders, user, expected, {"client_order_ref": "x"}, create)
            self.assertReads(orders, user, readable)

    def test_order_lines(self):
        for user, leads, expected, readable in self._each_role("sale.order.line"):
            lines = {of: order.order_line for of, order in self._orders(leads).items()}
            self.assertCells(lines, user, expected, {"name": "x"}, self._refuse)
            self.assertReads(lines, user, readable)

    def _refuse(self, relation, user):
        self.env["sale.order.line"].with_user(self.outsider).create({})

    def _moves(self, kind, leads):
        move_type = "out_refund" if kind == "credit_note" else "out_invoice"
        vals = partial(self._invoice_vals, move_type=move_type)
        return self._made("account.move", leads, vals)

    def test_invoices_and_credit_notes(self):
        for kind in ("invoice", "credit_note"):
            for user, leads, expected, readable in self._each_role(kind):
                moves = self._moves(kind, leads)
                for relation, cell in expected.items():
                    if "w" in cell:  # bookkeepers also make and delete drafts
                        expected[relation] = cell | {"c", "d"}

                def create(relation, user):
                    return (
                        self.env["account.move"]
                        .with_user(user)
                        .create(
                            {"move_type": "out_invoice", "partner_id": self.customer.id}
                        )
                    )

                self.assertCells(moves, user, expected, {"ref": "x"}, create)
                self.assertReads(moves, user, readable)

    def test_invoice_lines(self):
        kind = "account.move.line"
        for user, leads, _expected, readable in self._each_role(kind):
            lines = {
                of: move.invoice_line_ids
                for of, move in self._moves("invoice", leads).items()
            }
            self.assertReads(lines, user, readable)
