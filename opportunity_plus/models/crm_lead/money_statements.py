# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .money_sql import INVOICES, ORDERS

INVOICE_TYPES = ("out_invoice", "out_refund")
# what the statements read, which has to be in the database
READ = {
    "crm.lead": ["company_id"],
    "sale.order": [
        "opportunity_id",
        "state",
        "company_id",
        "currency_id",
        "date_order",
        "amount_untaxed",
        "amount_total",
    ],
    "sale.order.line": ["order_id"],
    "account.move": [
        "opportunity_ids",
        "opportunity_id",
        "opportunity_origin_id",
        "move_type",
        "state",
        "company_id",
        "date",
        "amount_total_signed",
        "amount_residual_signed",
    ],
    "account.partial.reconcile": ["amount"],
    "account.move.line": [
        "balance",
        "display_type",
        "sale_line_ids",
        "tax_repartition_line_id",
    ],
}


class Sums(NamedTuple):
    """What the documents of one kind come to, in the opportunity's currency."""

    number: int = 0
    untaxed: float = 0.0
    total: float = 0.0
    due: float = 0.0
    due_total: float = 0.0


class CrmLead(models.Model):
    """Statements that sum up documents by opportunity.

    Their rows are ``lead_id, kind`` and the fields of :class:`Sums`, for whatever the
    reader may open: the rules on the documents are conditions of the statement.
    """

    _inherit = "crm.lead"

    def _money_statement_orders(self, kind, domain):
        """Quotations or confirmed orders, as Odoo tells the one from the other.

        :param kind: ``quoted`` or ``ordered``
        :return: the statement, or None for whoever has no access to orders
        """
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return None
        kinds = {
            "quoted": self._get_lead_quotation_domain,
            "ordered": self._get_lead_sale_order_domain,
        }
        self._money_flush("crm.lead", "sale.order")
        # raw SQL: one pass over the documents, however many there are
        return SQL(
            ORDERS,
            kind=kind,
            company=self.env.company.id,
            readable=orders._search(Domain(domain) & Domain(kinds[kind]())).subselect(),
        )

    def _money_statement_invoices(self, lead_ids=None, domain=()):
        """Invoices and credit notes.

        :param lead_ids: the opportunities, all if none are given
        :return: the statement, or None for whoever has no access to invoices
        """
        moves = self.env["account.move"]
        if not moves.has_access("read"):
            return None
        self._money_flush(*READ)
        linked = SQL("TRUE")
        if lead_ids is not None:
            linked = SQL("linked.lead_id = ANY(%s)", list(lead_ids))
        domain = Domain("move_type", "in", INVOICE_TYPES) & Domain(domain)
        # raw SQL: one pass over the lines, however many there are; it also reads
        # orders that the reader may not open, to tell whose a line is
        return SQL(
            INVOICES,
            company=self.env.company.id,
            linked=linked,
            readable=moves._search(domain).subselect(),
        )

    def _money_flush(self, *names):
        for name in names:
            self.env[name].flush_model(READ[name])
