# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import operator as compare
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

ORDERING = {"<": compare.lt, "<=": compare.le, ">": compare.gt, ">=": compare.ge}


class CrmLead(models.Model):
    """Filters by money. They look at the documents that the reader may open, never at
    the amounts of all opportunities."""

    _inherit = "crm.lead"

    is_to_invoice = fields.Boolean(
        compute="_compute_is_money",
        search="_search_is_to_invoice",
        export_string_translation=False,
    )
    is_unpaid = fields.Boolean(
        compute="_compute_is_money",
        search="_search_is_unpaid",
        export_string_translation=False,
    )
    is_overdue = fields.Boolean(
        compute="_compute_is_money",
        search="_search_is_overdue",
        export_string_translation=False,
    )

    def _search_amount_quoted(self, operator, value):
        return self._money_search_amount("quoted", operator, value)

    def _search_amount_ordered(self, operator, value):
        return self._money_search_amount("ordered", operator, value)

    def _search_amount_invoiced(self, operator, value):
        return self._money_search_amount("invoiced", operator, value)

    def _search_amount_credited(self, operator, value):
        return self._money_search_amount("credited", operator, value)

    def _search_amount_paid(self, operator, value):
        return self._money_search_amount("paid", operator, value)

    def _search_amount_due(self, operator, value):
        return self._money_search_amount("due", operator, value)

    def _money_search_amount(self, name, operator, value):
        """What has no documents has 0 of everything."""
        if operator == "in":
            wanted = {round(float(one), 6) for one in value}
            matches = wanted.__contains__
        elif operator in ORDERING:
            limit, holds = float(value), ORDERING[operator]
            matches = lambda amount: holds(amount, limit)  # noqa: E731
        else:
            return NotImplemented
        amounts = self._money_amounts(name)
        if matches(0.0):
            others = [lead_id for lead_id, one in amounts.items() if not matches(one)]
            return [("id", "not in", others)]
        return [
            ("id", "in", [lead_id for lead_id in amounts if matches(amounts[lead_id])])
        ]

    def _money_amounts(self, name):
        """One of the six amounts of all opportunities that have documents."""
        if name in ("quoted", "ordered"):
            sums = self._money_of_orders([("opportunity_id", "!=", False)])
        else:
            sums = self._money_of_invoices(self._money_posted_domain(name))
        amounts = defaultdict(float)
        for (lead_id, kind), one in sums.items():
            amounts[lead_id] += {
                "quoted": one.untaxed if kind == "quoted" else 0.0,
                "ordered": one.untaxed if kind == "ordered" else 0.0,
                "invoiced": one.untaxed if kind == "out_invoice" else 0.0,
                "credited": -one.untaxed if kind == "out_refund" else 0.0,
                "paid": one.untaxed - one.due,
                "due": one.due,
            }[name]
        return {lead_id: round(amount, 6) for lead_id, amount in amounts.items()}

    def _money_posted_domain(self, name):
        domain = Domain("state", "=", "posted")
        if name == "due":
            domain &= Domain("amount_residual_signed", "!=", 0)
        if name in ("invoiced", "credited"):
            kind = {"invoiced": "out_invoice", "credited": "out_refund"}[name]
            domain &= Domain("move_type", "=", kind)
        return domain

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_money(self):
        for name in ("is_to_invoice", "is_unpaid", "is_overdue"):
            found = self.with_context(active_test=False).search(
                [("id", "in", self._origin.ids), (name, "=", True)]
            )
            for lead in self:
                lead[name] = lead._origin in found

    def _search_is_to_invoice(self, operator, value):
        if operator != "in":
            return NotImplemented
        invoiced = self._money_search([("move_type", "=", "out_invoice")])
        return [("won_status", "=", "won"), ("id", "not in", invoiced)]

    def _search_is_unpaid(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._money_search(self._money_unpaid_domain()))]

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        # by instalment, as the last one alone gives the due date of an invoice
        late = [
            ("display_type", "=", "payment_term"),
            ("reconciled", "=", False),
            ("date_maturity", "<", fields.Date.context_today(self)),
        ]
        late = self._money_unpaid_domain() + [("line_ids", "any", late)]
        return [("id", "in", self._money_search(late))]

    def _money_unpaid_domain(self):
        return [
            ("move_type", "=", "out_invoice"),
            ("payment_state", "in", ("not_paid", "partial")),
        ]

    def _money_search(self, domain):
        """Ids of the opportunities of posted documents that the reader may open."""
        moves = self.env["account.move"]
        if not moves.has_access("read"):
            return []
        query = moves._search(Domain("state", "=", "posted") & Domain(domain))
        linked = query.join(
            query.table, "id", "account_move_opportunity_rel", "move_id", "linked"
        )
        # raw SQL: one subquery, whatever the number of documents
        return query.subselect(SQL.identifier(linked, "lead_id"))
