# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

INVOICE_TYPES = ("out_invoice", "out_refund")
AMOUNTS = ("quoted", "ordered", "invoiced", "credited", "paid", "due")
# what Odoo sums up to the untaxed amount of an invoice
UNTAXED = (
    "product",
    "rounding",
    "non_deductible_product",
    "non_deductible_product_total",
)


class CrmLead(models.Model):
    """The money of an opportunity: quoted, ordered, invoiced, credited, paid, due.

    All untaxed, in the currency of the opportunity's company, of the documents that
    the reader may open, so that ``invoiced - credited = paid + due``:

    * an invoice of several opportunities counts for each by the lines of its orders;
      lines without an order belong to the opportunity that the invoice was made for,
      or to its only one;
    * what is paid of an invoice, in money or by a credit note, counts for its untaxed
      part, and for each opportunity in proportion to its lines;
    * the final invoice carries the down payment as a negative line, so both are added;
    * invoices count at the rate at which they were booked.
    """

    _inherit = "crm.lead"

    amount_quoted = fields.Monetary(
        "Quoted",
        compute="_compute_amounts",
        currency_field="company_currency",
        help="Untaxed total of the quotations that are neither confirmed nor"
        " cancelled.",
    )
    amount_ordered = fields.Monetary(
        "Ordered",
        compute="_compute_amounts",
        currency_field="company_currency",
        help="Untaxed total of the confirmed orders.",
    )
    amount_invoiced = fields.Monetary(
        "Invoiced",
        compute="_compute_amounts",
        currency_field="company_currency",
        help="Untaxed total of the posted invoices.",
    )
    amount_credited = fields.Monetary(
        "Credited",
        compute="_compute_amounts",
        currency_field="company_currency",
        help="Untaxed total of the posted credit notes.",
    )
    amount_paid = fields.Monetary(
        "Paid",
        compute="_compute_amounts",
        currency_field="company_currency",
        help="Untaxed part of what is paid, less what is paid back.",
    )
    amount_due = fields.Monetary(
        "Due",
        compute="_compute_amounts",
        currency_field="company_currency",
        help="Untaxed part of what is still to be paid.",
    )
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

    @api.depends("company_currency")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_amounts(self):
        sums = self._money_of_orders()
        sums.update(self._money_of_invoices())
        for lead in self:
            for amount in AMOUNTS:
                lead[f"amount_{amount}"] = sums[lead._origin.id, amount]
            balance = lead.amount_invoiced - lead.amount_credited
            lead.amount_paid = balance - lead.amount_due

    def _money_of_orders(self):
        """Sums of quotations and orders by id of opportunity and name of amount."""
        sums, orders = defaultdict(float), self.env["sale.order"]
        if not orders.has_access("read"):
            return sums
        orders = orders.search_fetch(
            [
                ("opportunity_id", "in", self._origin.ids),
                ("state", "in", ("draft", "sent", "sale")),
            ],
            ["opportunity_id", "state", "amount_untaxed", "date_order", "company_id"],
        )
        for order in orders:
            lead = order.opportunity_id
            amount = "ordered" if order.state == "sale" else "quoted"
            sums[lead.id, amount] += order.currency_id._convert(
                order.amount_untaxed,
                lead.company_currency,
                order.company_id,
                order.date_order,
            )
        return sums

    def _money_of_invoices(self):
        """Sums of invoices and credit notes by id of opportunity and name of amount."""
        sums, moves = defaultdict(float), self.env["account.move"]
        if not moves.has_access("read"):
            return sums
        moves = moves.search_fetch(
            [
                ("opportunity_ids", "in", self._origin.ids),
                ("move_type", "in", INVOICE_TYPES),
                ("state", "=", "posted"),
            ],
            ["move_type", "date", "amount_total_signed", "amount_residual_signed"],
        )
        for (move, lead), untaxed in moves._money_shares(self._origin).items():
            untaxed = move.company_id.currency_id._convert(
                untaxed, lead.company_currency, move.company_id, move.date
            )
            is_invoice = move.move_type == "out_invoice"
            amount = "invoiced" if is_invoice else "credited"
            sums[lead.id, amount] += untaxed if is_invoice else -untaxed
            sums[lead.id, "due"] += untaxed * move._money_due_rate()
        return sums

    # filters: few open documents are searched, never the amounts of all opportunities

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
