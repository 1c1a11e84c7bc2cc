# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import operator as compare

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...answering import numbers
from ..foundation.searching import search_true

ORDERING = {"<": compare.lt, "<=": compare.le, ">": compare.gt, ">=": compare.ge}
# the term that SQL sums up, and flags of documents for which that sum is not exact
AMOUNTS = {
    "quoted": ("untaxed", ["is_foreign"]),
    "ordered": ("untaxed", ["is_foreign"]),
    "invoiced": ("untaxed", ["is_foreign", "is_divided"]),
    "credited": ("-untaxed", ["is_foreign", "is_divided"]),
    "paid": (
        "untaxed - due",
        ["is_foreign", "is_divided", "is_partial", "is_exchanged"],
    ),
    "due": ("due", ["is_foreign", "is_divided", "is_partial"]),
}
APART = "SELECT DISTINCT lead_id FROM (%s) AS document WHERE %s"
# materialized: otherwise each parallel worker of PostgreSQL sums up all documents
FOUND = """(
    WITH found AS MATERIALIZED (
        SELECT lead_id FROM (%s) AS document
      GROUP BY lead_id
        HAVING CASE WHEN lead_id = ANY(%s) THEN lead_id = ANY(%s) ELSE %s END
    )
    SELECT lead_id FROM found
)"""


class CrmLead(models.Model):
    """Filters by amount. They search the documents that the reader may open, without
    computing the amounts of all opportunities."""

    _inherit = "crm.lead"

    oplus_is_to_invoice = fields.Boolean(
        compute="_compute_oplus_is_money",
        search="_search_oplus_is_to_invoice",
        export_string_translation=False,
    )
    oplus_is_unpaid = fields.Boolean(
        compute="_compute_oplus_is_money",
        search="_search_oplus_is_unpaid",
        export_string_translation=False,
    )

    def _search_oplus_amount_quoted(self, operator, value):
        return self._oplus_money_search_amount("quoted", operator, value)

    def _search_oplus_amount_ordered(self, operator, value):
        return self._oplus_money_search_amount("ordered", operator, value)

    def _search_oplus_amount_invoiced(self, operator, value):
        return self._oplus_money_search_amount("invoiced", operator, value)

    def _search_oplus_amount_credited(self, operator, value):
        return self._oplus_money_search_amount("credited", operator, value)

    def _search_oplus_amount_paid(self, operator, value):
        return self._oplus_money_search_amount("paid", operator, value)

    def _search_oplus_amount_due(self, operator, value):
        return self._oplus_money_search_amount("due", operator, value)

    def _oplus_money_search_amount(
        self, name, operator, value, among=Domain.TRUE, leads=None
    ):
        """Return a domain on an amount, which is 0 for opportunities without documents.

        :param among: a domain on the invoices and credit notes that count
        :param leads: the opportunities to search, all by default
        """
        amount = SQL("sum(%s)", SQL(AMOUNTS[name][0]))
        if operator == "in":
            wanted = tuple({round(one, 6) for one in numbers(self.env, value)})
            matches, condition = wanted.__contains__, SQL("%s IN %s", amount, wanted)
        elif operator in ORDERING:
            [limit], holds = numbers(self.env, [value]), ORDERING[operator]
            matches = lambda amount: holds(amount, limit)  # noqa: E731
            condition = SQL(f"%s {operator} %s", amount, limit)
        else:
            return NotImplemented
        # if 0 matches, so do opportunities without documents: exclude the others
        excluding = matches(0.0)
        if excluding:
            condition = SQL("NOT (%s)", condition)
        documents = self._oplus_money_documents(name, among, leads)
        if documents is None:
            return Domain(excluding)
        apart = self._oplus_money_amounts(name, among, leads)
        others = [lead_id for lead_id in apart if matches(apart[lead_id]) != excluding]
        found = SQL(FOUND, documents, [*apart], others, condition)
        if excluding:
            return not_in(found)
        if name == "due":
            # few documents are unpaid: search them once, not for rows and count each
            rows = self.env.execute_query(SQL("SELECT * FROM %s AS found", found))
            return Domain("id", "in", [lead_id for [lead_id] in rows])
        return Domain("id", "in", found)

    def _oplus_money_documents(self, name, among, leads=None):
        """Return SQL for the documents of an amount, None without access to them."""
        if name in ("quoted", "ordered"):
            return self._oplus_money_orders([name], leads)
        domain = self._oplus_money_posted_domain(name) & among
        return self._oplus_money_invoices(domain, leads, is_few=name == "due")

    def _oplus_money_amounts(self, name, among, leads=None):
        """Return an amount of the few opportunities whose SQL sums are not exact."""
        terms = AMOUNTS[name][1]
        is_order = name in ("quoted", "ordered")
        if not is_order and self._oplus_money_has_one_currency():
            terms = terms[1:]
        terms = SQL(" OR ").join(map(SQL, terms))
        # sudo: only finds the opportunities; the reader's rights apply to the amounts
        # raw SQL: a condition on columns of another statement
        documents = self.sudo()._oplus_money_documents(name, among, leads)
        rows = self.env.execute_query(SQL(APART, documents, terms))
        leads = self.browse(lead_id for [lead_id] in rows)
        if not leads:
            return {}
        if is_order:
            sums = leads._oplus_money_of_orders(leads)
        else:
            domain = self._oplus_money_posted_domain(name) & among
            sums = leads._oplus_money_of_invoices(leads, domain)
        amounts = dict.fromkeys(leads.ids, 0.0)
        for (lead_id, kind), one in sums.items():
            if lead_id in amounts:
                amounts[lead_id] += _amount(name, kind, one)
        return {lead_id: round(amount, 6) for lead_id, amount in amounts.items()}

    def _oplus_money_posted_domain(self, name):
        domain = Domain("state", "=", "posted")
        if name == "due":
            domain &= Domain.custom(to_sql=_open)
        if name in ("invoiced", "credited"):
            kind = {"invoiced": "out_invoice", "credited": "out_refund"}[name]
            domain &= Domain("move_type", "=", kind)
        return domain

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_money(self):
        for name in ("oplus_is_to_invoice", "oplus_is_unpaid", "oplus_is_overdue"):
            found = self.with_context(active_test=False).search(
                [("id", "in", self._origin.ids), (name, "=", True)]
            )
            for lead in self:
                lead[name] = lead._origin in found

    # these filters use the amounts that the reader sees

    @search_true
    def _search_oplus_is_to_invoice(self):
        nothing = self._oplus_money_search_amount("invoiced", "in", [0.0])
        return Domain("won_status", "=", "won") & nothing

    @search_true
    def _search_oplus_is_unpaid(self):
        return self._oplus_money_search_amount("due", ">", 0.0)


def _amount(name, kind, one):
    """Return what the sums of one kind of documents add to an amount."""
    if kind == "settled":
        return -one.untaxed if name == "paid" else 0.0
    return {
        "quoted": one.untaxed if kind == "quoted" else 0.0,
        "ordered": one.untaxed if kind == "ordered" else 0.0,
        "invoiced": one.untaxed,
        "credited": -one.untaxed,
        "paid": one.untaxed - one.due,
        "due": one.due,
    }[name]


def _open(model, alias, query):
    # raw SQL: a domain would also match NULL, which the index does not contain
    return SQL("%s != 0", model._field_to_sql(alias, "amount_residual_signed", query))


def not_in(found):
    """Return a domain that excludes what a statement finds: for ``NOT EXISTS``
    PostgreSQL uses a hash table of any size, for ``NOT IN`` only a small one."""

    def to_sql(model, alias, query):
        return SQL(
            "NOT EXISTS (SELECT FROM %s AS found WHERE found.lead_id = %s)",
            found,
            SQL.identifier(alias, "id"),
        )

    return Domain.custom(to_sql=to_sql)
