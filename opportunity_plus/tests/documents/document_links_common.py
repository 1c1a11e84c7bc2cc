# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusDocumentLinksCommon(OpportunityPlusDocumentsCommon):
    """An opportunity with a mere quotation, which finance may read in Odoo."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Secret deal", expected_revenue=4711)
        # sudo: what the tests know of it
        self.quotation = self._order(self.lead).sudo()
        self.theirs = self.lead.with_user(self.finance)
        self._end_transaction()
        self.env.invalidate_all()

    def assertHidden(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.theirs.search([("id", "=", self.lead.id)]))
        self.assertFalse(self.theirs.has_access("read"))

    def assertOpen(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.theirs.search([("id", "=", self.lead.id)]))
        self.assertTrue(self.theirs.has_access("read"))

    def assertRefused(self, message, *attempts, error=AccessError):
        for number, attempt in enumerate(attempts):
            with (
                self.subTest(number),
                self.assertRaisesRegex(error, message),
                self.env.cr.savepoint(),
            ):
                attempt()
                self.env.flush_all()
            self.assertHidden()

    def _line(self, order=None, **vals):
        if order:
            vals["sale_line_ids"] = [Command.set(order.order_line.ids)]
        return {"name": "Work", "price_unit": 1, "tax_ids": [], **vals}

    def _draft(self, order=None, user=None, **vals):
        moves = self.env["account.move"].with_user(user or self.finance)
        lines = [Command.create(self._line(order))]
        return moves.create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": lines,
                **vals,
            }
        )
