# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.currency import currency_of_team
from .amount_columns import BOOKED, INVOICES, IS_PRINTED, ORDERS, SHOWN
from .amount_settlement import EXCHANGED, EXCHANGED_EVERY, IS_EXCHANGED
from .joined_link import EVERY

INVOICE_TYPES = ("out_invoice", "out_refund")
# the currency of an opportunity's amounts
CURRENCIES = """(
    SELECT lead.id AS lead_id, COALESCE(company.currency_id, %s) AS currency_id
      FROM crm_lead lead LEFT JOIN res_company company ON company.id = lead.company_id
)"""
CURRENCIES_OF = """(
    SELECT * FROM unnest(%s::integer[], %s::integer[]) AS one (lead_id, currency_id)
)"""
# documents that are divided, paid in part or converted are rounded one by one, so they
# keep their id; all others are summed up
SUMS = """
    SELECT kind, lead_id, currency_id, company_id, is_counted, is_divided, is_partial,
           is_exchanged OR is_foreign AS is_converted, is_printed,
           CASE WHEN is_counted
                 AND (is_divided OR is_partial OR is_exchanged OR is_foreign)
                THEN id END AS id,
           min(date), count(*), sum(untaxed), sum(total), sum(due), sum(due_total)
      FROM (%s) AS document
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""
# fields that the statements read; they have to be flushed before
READ = {
    "sale.order": [
        *("opportunity_id", "state", "company_id", "currency_id", "date_order"),
        *("amount_untaxed", "amount_total"),
    ],
    "sale.order.line": ["order_id"],
    "account.move": [
        *("opportunity_ids", "opportunity_id", "oplus_origin_id", "date"),
        *("move_type", "state", "company_id", "currency_id", "reversed_entry_id"),
        *("oplus_is_opportunity_divided", "amount_untaxed_signed"),
        *("amount_total_signed", "amount_residual_signed"),
        *("amount_untaxed_in_currency_signed", "amount_total_in_currency_signed"),
        "amount_residual",
    ],
    "account.move.line": [
        *("balance", "display_type", "sale_line_ids", "tax_repartition_line_id"),
        "amount_currency",
    ],
    "account.partial.reconcile": [
        *("amount", "debit_amount_currency", "credit_amount_currency"),
        "exchange_move_id",
    ],
    "res.currency.rate": ["rate", "name", "company_id"],
    "crm.lead": ["company_id", "team_id"],
    "crm.team": ["company_id"],
    "res.company": ["currency_id"],
}


class Document(NamedTuple):
    """An order in its own currency, an invoice or credit note in that in which it
    counts, or the sum of several ones, which has no id. The kind of a draft ends in
    ``_draft``."""

    kind: str
    lead_id: int
    currency_id: int
    company_id: int
    # with its amount; the cancelled are counted by number alone
    is_counted: bool
    is_divided: bool
    is_partial: bool
    # has another currency than the opportunity, or was settled at another rate
    is_converted: bool
    # in the currency of the opportunity, which is not that of the books
    is_printed: bool
    id: int | None
    date: object
    number: int
    untaxed: float
    total: float
    due: float
    due_total: float

    @property
    def amounts(self):
        return self.untaxed, self.total, self.due, self.due_total

    def part(self, lead_id, amounts, **other):
        """Return the part of one opportunity, with its amounts."""
        names = ("untaxed", "total", "due", "due_total")
        parts = dict(zip(names, amounts, strict=True))
        return self._replace(lead_id=lead_id, **parts, **other)


class CrmLead(models.Model):
    """SQL that reads documents, one statement for any number of opportunities."""

    _inherit = "crm.lead"

    def _oplus_money_flush(self, *names):
        for name in names:
            self.env[name].flush_model(READ[name])

    def _oplus_money_orders(self, kinds, leads=None):
        """Return SQL for the quotations and orders that the reader may open, or None.

        :param kinds: ``quoted``, ``ordered`` or both
        :param leads: the opportunities, all by default
        """
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return None
        self._oplus_money_flush("sale.order", "crm.lead", "crm.team", "res.company")
        kept = {
            "quoted": self._get_lead_quotation_domain(),
            "ordered": self._get_lead_sale_order_domain(),
        }
        domain = Domain("opportunity_id", "!=", False)
        if leads is not None:
            domain = Domain("opportunity_id", "in", leads.ids)
        statements = []
        for kind in kinds:
            query = orders._search(domain & Domain(kept[kind]))
            self._oplus_money_join(query, SQL("sale_order.opportunity_id"), leads)
            # raw SQL: the ORM would read all columns of each order
            statements.append(query.select(SQL(ORDERS, kind=kind)))
        return SQL(" UNION ALL ").join(statements)

    def _oplus_money_invoices(self, domain, leads=None, is_few=False):
        """Return SQL for the invoices and credit notes the reader may open, or None.

        :param leads: the opportunities, all by default
        :param is_few: whether the domain leaves few of all documents
        """
        moves = self.env["account.move"]
        if not moves.has_access("read"):
            return None
        self._oplus_money_flush("account.move", "account.partial.reconcile")
        self._oplus_money_flush("crm.lead", "crm.team", "res.company")
        is_few = is_few or leads is not None
        moves = moves.with_context(**{EVERY: not is_few})
        query = moves._search(Domain("move_type", "in", INVOICE_TYPES) & Domain(domain))
        # raw SQL: one row for each document and opportunity
        link = SQL("linked.move_id = account_move.id")
        query.add_join("JOIN", "linked", "account_move_opportunity_rel", link)
        link = SQL("company.id = account_move.company_id")
        query.add_join("LEFT JOIN", "company", "res_company", link)
        self._oplus_money_join(query, SQL("linked.lead_id"), leads)
        exchanged = SQL(EXCHANGED)
        if not is_few:
            link = SQL("exchanged.move_id = account_move.id")
            query.add_join("LEFT JOIN", "exchanged", SQL(EXCHANGED_EVERY), link)
            exchanged = SQL(IS_EXCHANGED)
        # of all opportunities, those with printed documents are summed up apart
        amounts = BOOKED if leads is None else SHOWN
        is_printed = SQL("FALSE") if leads is None else IS_PRINTED
        return query.select(
            SQL(INVOICES, **amounts, exchanged=exchanged, is_printed=is_printed)
        )

    def _oplus_money_join(self, query, lead_id, leads):
        """Join the opportunities with the currency of their amounts."""
        link = SQL("own.lead_id = %s", lead_id)
        if leads is None:
            # PostgreSQL drops a LEFT JOIN of which no column is used
            own = SQL(CURRENCIES, currency_of_team(self.env, SQL("lead.team_id")))
            query.add_join("LEFT JOIN", "own", own, link)
            return
        # literal values, so that the query plan starts from the few opportunities
        ids = leads._oplus_money_currencies()
        own = SQL(CURRENCIES_OF, [*ids], [one.id for one in ids.values()])
        query.add_join("JOIN", "own", own, link)

    def _oplus_money_currencies(self):
        """Return the currency of each opportunity, by id."""
        # sudo: a document may also belong to opportunities that the user may not read
        return {lead.id: lead.company_currency for lead in self.sudo()}

    def _oplus_money_read(self, statement):
        """Return the documents of a statement, summed up where that is exact."""
        if statement is None:
            return []
        # raw SQL: PostgreSQL sums up hundreds of documents to one row
        rows = self.env.execute_query(SQL(SUMS, statement))
        return [Document(*row) for row in rows]
