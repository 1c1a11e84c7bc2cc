# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models

from .crm_lead.money import UNTAXED


class AccountMove(models.Model):
    _inherit = "account.move"

    def _money_shares(self, leads):
        """Untaxed amount of each opportunity in each document, in company currency.

        :param leads: the opportunities, others that share a document are left out
        :return: ``{(move, opportunity): amount}``, negative for credit notes
        """
        # sudo: whoever may open a document may read its lines, but perhaps not the
        # orders that tell whose they are; only amounts leave here
        lines = self.env["account.move.line"].sudo()
        lines = lines.search_fetch(
            [("move_id", "in", self.ids), ("display_type", "in", UNTAXED)],
            ["move_id", "balance", "sale_line_ids"],
        )
        moves = self.sudo()
        moves.fetch(["opportunity_id", "opportunity_origin_id", "company_id"])
        lines.sale_line_ids.fetch(["order_id"])
        lines.sale_line_ids.order_id.fetch(["opportunity_id"])
        shares = defaultdict(float)
        for line in lines:
            owners = line._money_owners()
            for owner in owners:
                if owner.id in leads._ids:
                    key = line.move_id.with_env(self.env), owner.with_env(self.env)
                    shares[key] -= line.balance / len(owners)
        return shares

    def _money_due_rate(self):
        """Which part of a document is still to be paid: 1 for all, 0 for nothing."""
        total = self.amount_total_signed
        return self.amount_residual_signed / total if total else 0.0


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _money_owners(self):
        """The opportunity of each order line invoiced, or that of the document."""
        move, sold = self.move_id, self.sale_line_ids
        if not sold:
            return [move.opportunity_id]
        return [
            one.order_id.opportunity_id or move.opportunity_origin_id for one in sold
        ]
