# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import operator as compare

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

ORDERING = {"<": compare.lt, "<=": compare.le, ">": compare.gt, ">=": compare.ge}
AMOUNTS = {
    "quoted": "sum(untaxed)",
    "ordered": "sum(untaxed)",
    "invoiced": "sum(untaxed) FILTER (WHERE kind = 'out_invoice')",
    "credited": "-sum(untaxed) FILTER (WHERE kind = 'out_refund')",
    "paid": "sum(untaxed - due)",
    "due": "sum(due)",
}


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
            value = tuple(float(one) for one in value)
            matches, condition = 0.0 in value, SQL("amount IN %s", value)
        elif operator in ORDERING:
            value = float(value)
            matches = ORDERING[operator](0.0, value)
            condition = SQL(f"amount {operator} %s", value)
        else:
            return NotImplemented
        if matches:
            condition = SQL("NOT (%s)", condition)
        statement = self._money_statement(name)
        if not statement:
            return Domain(matches)
        # raw SQL: one pass over the documents, grouped by opportunity
        found = SQL(
            "(SELECT lead_id FROM (SELECT lead_id, COALESCE(%s, 0) AS amount"
            " FROM (%s) documents GROUP BY lead_id) amounts WHERE %s)",
            SQL(AMOUNTS[name]),
            statement,
            condition,
        )
        return [("id", "not in" if matches else "in", found)]

    def _money_statement(self, name):
        if name in ("quoted", "ordered"):
            domain = [("opportunity_id", "!=", False)]
            return self._money_statement_orders(name, domain)
        domain = Domain("state", "=", "posted")
        if name == "due":
            domain &= Domain("amount_residual_signed", "!=", 0)
        return self._money_statement_invoices(domain=domain)

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
