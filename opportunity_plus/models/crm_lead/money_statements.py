# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

INVOICE_TYPES = ("out_invoice", "out_refund")
ORDERS = """
    SELECT %s AS kind, opportunity_id, currency_id, company_id, date_order::date,
           amount_untaxed, amount_total
      FROM sale_order WHERE id IN %s
"""
DOCUMENTS = """
    SELECT move.id, move.move_type, move.state, move.company_id, move.date,
           move.amount_total_signed, move.amount_residual_signed,
           array_agg(linked.lead_id) AS lead_ids
      FROM account_move move
      JOIN account_move_opportunity_rel linked ON linked.move_id = move.id
     WHERE move.id IN %s
  GROUP BY move.id
"""
# what credit notes have settled of invoices
SETTLING = """
    SELECT due.move_id, refund.id, refund.amount_total_signed, sum(partial.amount)
      FROM account_move_line due
      JOIN account_partial_reconcile partial ON partial.debit_move_id = due.id
      JOIN account_move_line paid ON paid.id = partial.credit_move_id
      JOIN account_move refund ON refund.id = paid.move_id
       AND refund.move_type = 'out_refund' AND refund.amount_total_signed != 0
     WHERE due.move_id = ANY(%s) AND due.display_type = 'payment_term'
  GROUP BY due.move_id, refund.id
"""
# whose each line is: that of its order, or that of the document; 0 is nobody
SHARES = """
    SELECT move_id, owner, -sum(balance / owners) FROM (
        SELECT line.move_id, line.balance,
               count(*) OVER (PARTITION BY line.id) AS owners,
               COALESCE(CASE WHEN sold.id IS NULL THEN move.opportunity_id
                             ELSE COALESCE(sale.opportunity_id,
                                           move.opportunity_origin_id)
                        END, 0) AS owner
          FROM account_move move
          JOIN account_move_line line ON line.move_id = move.id
     LEFT JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
     LEFT JOIN sale_order_line sold ON sold.id = rel.order_line_id
     LEFT JOIN sale_order sale ON sale.id = sold.order_id
         WHERE move.id = ANY(%s)
           -- what Odoo sums up to the untaxed amount
           AND (line.display_type IN ('product', 'non_deductible_product',
                                      'non_deductible_product_total')
                OR line.display_type = 'rounding'
                   AND line.tax_repartition_line_id IS NULL)
    ) owned
  GROUP BY move_id, owner ORDER BY move_id, owner
"""
# the latest rate until a date, else the first one there is, else 1, as Odoo takes it
RATES = """
    SELECT need.currency_id, need.company_id, need.date, COALESCE(
           (SELECT rate FROM res_currency_rate known
             WHERE known.currency_id = need.currency_id AND known.name <= need.date
               AND (known.company_id IS NULL OR known.company_id = need.root_id)
          ORDER BY known.company_id, known.name DESC LIMIT 1),
           (SELECT rate FROM res_currency_rate known
             WHERE known.currency_id = need.currency_id
               AND (known.company_id IS NULL OR known.company_id = need.root_id)
          ORDER BY known.company_id, known.name LIMIT 1), 1)
      FROM unnest(%s::integer[], %s::integer[], %s::integer[], %s::date[])
           AS need (currency_id, company_id, root_id, date)
"""
# what the statements read, which has to be in the database
ORDER_FIELDS = ("opportunity_id", "state", "company_id", "currency_id", "date_order")
MOVE_FIELDS = ("opportunity_ids", "opportunity_id", "opportunity_origin_id", "date")
LINE_FIELDS = ("balance", "display_type", "sale_line_ids", "tax_repartition_line_id")
READ = {
    "sale.order": [*ORDER_FIELDS, "amount_untaxed", "amount_total"],
    "sale.order.line": ["order_id"],
    "account.move": [*MOVE_FIELDS, "move_type", "state", "company_id"]
    + ["amount_total_signed", "amount_residual_signed"],
    "account.move.line": LINE_FIELDS,
    "account.partial.reconcile": ["amount"],
    "res.currency.rate": ["rate", "name", "company_id"],
}


class Document(NamedTuple):
    """An invoice or credit note, in the currency of its company."""

    id: int
    kind: str
    state: str
    company_id: int
    date: object
    total: float
    residual: float
    lead_ids: list


class Settling(NamedTuple):
    refund_id: int
    total: float
    amount: float


class CrmLead(models.Model):
    """Statements that read documents, each for any number of opportunities."""

    _inherit = "crm.lead"

    def _money_flush(self, *names):
        for name in names:
            self.env[name].flush_model(READ[name])

    def _money_read_orders(self, domain):
        """Quotations and confirmed orders that the reader may open, as rows of
        ``kind, opportunity, currency, company, date, untaxed, total``."""
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return []
        self._money_flush("sale.order")
        kinds = {
            "quoted": self._get_lead_quotation_domain(),
            "ordered": self._get_lead_sale_order_domain(),
        }
        # raw SQL: Odoo's own reads all columns of each order
        statements = [
            SQL(ORDERS, kind, orders._search(Domain(domain) & Domain(own)).subselect())
            for kind, own in kinds.items()
        ]
        return self.env.execute_query(SQL(" UNION ALL ").join(statements))

    def _money_read_documents(self, domain):
        """Invoices and credit notes that the reader may open."""
        moves = self.env["account.move"]
        if not moves.has_access("read"):
            return []
        self._money_flush("account.move")
        moves = moves._search(Domain("move_type", "in", INVOICE_TYPES) & Domain(domain))
        # raw SQL: one row for each document, with all its opportunities
        rows = self.env.execute_query(SQL(DOCUMENTS, moves.subselect()))
        return [Document(*row) for row in rows]

    def _money_read_settling(self, move_ids):
        """What credit notes settle of each invoice."""
        self._money_flush("account.partial.reconcile")
        found = defaultdict(list)
        # raw SQL: credit notes that the reader may not open settle as well
        for invoice_id, *row in self.env.execute_query(SQL(SETTLING, move_ids)):
            found[invoice_id].append(Settling(*row))
        return found

    def _money_read_shares(self, move_ids):
        """Untaxed amount of each opportunity in each document."""
        self._money_flush("account.move.line", "sale.order.line", "sale.order")
        shares = defaultdict(dict)
        # raw SQL: whoever may open a document may read its lines, but perhaps not the
        # orders that tell whose they are; only amounts leave here
        for move_id, lead_id, amount in self.env.execute_query(SQL(SHARES, move_ids)):
            shares[move_id][lead_id] = amount
        return shares

    def _money_read_rates(self, needs):
        """Exchange rates by currency, company and date.

        :param needs: a set of ids of currency and company, and a date
        """
        if not needs:
            return {}
        self._money_flush("res.currency.rate")
        companies = self.env["res.company"].sudo()
        columns = [
            (currency_id, company_id, companies.browse(company_id).root_id.id, date)
            for currency_id, company_id, date in needs
        ]
        # raw SQL: Odoo asks once for each date
        rows = self.env.execute_query(
            SQL(RATES, *map(list, zip(*columns, strict=True)))
        )
        return {tuple(row[:3]): row[3] for row in rows}
