# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.actions import form_of
from ..foundation.searching import search_true
from . import quotation_words
from .amount_filters import ORDERING, not_in

# fields that the database groups and sorts by: column, and its value without quotation
GROUPED = {
    "quotation_state": SQL("'none'::varchar"),
    "quotation_valid_until": SQL("NULL::date"),
}
COLUMNS = {"quotation_state": "state", "quotation_valid_until": "valid_until"}
FOUND = "(SELECT lead_id FROM (%s) AS quotation WHERE %s)"
NOTHING = {
    "quotation_state": "none",
    "quotation_valid_until": None,
    "oplus_is_quotation_expiring": False,
    "oplus_quotation_brief": None,
    "oplus_quotation_summary": None,
}


class Quotation(NamedTuple):
    """The latest quotation of an opportunity."""

    lead_id: int
    id: int
    name: str
    state: str
    valid_until: date | None
    sent_on: date | None
    # in the time zone of its company
    today: date
    is_near: bool

    def values(self, env):
        return {
            "quotation_state": self.state,
            "quotation_valid_until": self.valid_until,
            "oplus_is_quotation_expiring": self.state == "sent" and self.is_near,
            "oplus_quotation_brief": quotation_words.brief(env, self),
            "oplus_quotation_summary": quotation_words.summary(env, self),
        }


class CrmLead(models.Model):
    """How the latest quotation of an opportunity stands.

    LATEST: among the orders that the reader may open and that are not cancelled, the
    one with the latest date, see :data:`~.quotation_statement.LATEST`. All values come
    from this one.

    TODAY: a quotation is valid up to and including its day, by the date in the time
    zone of its company. Nothing is stored, so no job has to run when a day ends, and no
    reader is told of a quotation that they may not open.
    """

    _inherit = "crm.lead"

    quotation_state = fields.Selection(
        [
            ("none", "No Quotation"),
            ("draft", "Draft"),
            ("sent", "Sent"),
            ("expired", "Expired"),
            ("signed", "Signed"),
        ],
        "Latest Quotation",
        compute="_compute_quotation_state",
        search="_search_quotation_state",
        help="How the latest quotation stands. A confirmed order counts as signed.",
    )
    quotation_valid_until = fields.Date(
        compute="_compute_quotation_state",
        search="_search_quotation_valid_until",
        help="The last day of the latest quotation.",
    )
    oplus_is_quotation_expiring = fields.Boolean(
        "Quotation Expiring",
        compute="_compute_quotation_state",
        search="_search_oplus_is_quotation_expiring",
        export_string_translation=False,
    )
    oplus_quotation_brief = fields.Char(
        compute="_compute_quotation_state", export_string_translation=False
    )
    oplus_quotation_summary = fields.Char(
        compute="_compute_quotation_state", export_string_translation=False
    )

    @api.depends(
        "order_ids.state",
        "order_ids.date_order",
        "order_ids.validity_date",
        "order_ids.signed_on",
        "order_ids.name",
        "order_ids.company_id",
        "order_ids.oplus_quotation_sent_on",
    )
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_quotation_state(self):
        latest = self._origin._oplus_quotation_latest()
        told = {id_: found.values(self.env) for id_, found in latest.items()}
        rows = (told.get(lead.id or lead._origin.id, NOTHING).values() for lead in self)
        self._oplus_fill(NOTHING, rows)

    def _oplus_quotation_latest(self):
        """Return the latest :class:`Quotation` by id of the opportunity."""
        if not self._oplus_belongings_include("sale.order"):
            return {}
        statement = self._oplus_quotation_statement(
            Domain("opportunity_id", "in", self.ids)
        )
        # raw SQL: one row for each opportunity
        rows = self.env.execute_query(statement) if statement else []
        return {row[0]: Quotation(*row) for row in rows}

    def _oplus_quotation_statement(self, domain):
        return self.env["sale.order"]._oplus_quotation_latest(domain)

    def _search_quotation_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        states = [state for state in value if isinstance(state, str)]
        if "none" in states or not all(value):
            others = SQL("state != ALL(%s)", states)
            return self._oplus_quotation_search(others, excluding=True)
        return self._oplus_quotation_search(SQL("state = ANY(%s)", states))

    def _search_quotation_valid_until(self, operator, value):
        if operator in ORDERING:
            return self._oplus_quotation_search(
                SQL(f"valid_until {operator} %s", value)
            )
        if operator != "in":
            return NotImplemented
        days = [day for day in value if day]
        if not all(value):
            others = SQL("valid_until != ALL(%s::date[])", days)
            others = SQL("valid_until IS NOT NULL AND %s", others)
            return self._oplus_quotation_search(others, excluding=True)
        return self._oplus_quotation_search(SQL("valid_until = ANY(%s::date[])", days))

    @search_true
    def _search_oplus_is_quotation_expiring(self):
        return self._oplus_quotation_search(SQL("state = 'sent' AND is_near"))

    def _oplus_quotation_search(self, condition, excluding=False):
        """Return the domain of what has, or has not, such a latest quotation."""
        statement = self._oplus_quotation_every()
        if statement is None:
            return Domain(excluding)
        found = SQL(FOUND, statement, condition)
        return not_in(found) if excluding else Domain("id", "in", found)

    def _oplus_quotation_every(self):
        return self._oplus_quotation_statement(Domain("opportunity_id", "!=", False))

    def _oplus_quotation_to_sql(self, alias, name, query):
        # Odoo asks of an empty query whether a field can be grouped by
        statement = None if query.is_empty() else self._oplus_quotation_every()
        if statement is None:
            return GROUPED[name]
        latest = query.make_alias(alias, "quotation")
        link = SQL(
            "%s = %s", SQL.identifier(latest, "lead_id"), SQL.identifier(alias, "id")
        )
        query.add_join("LEFT JOIN", latest, SQL("(%s)", statement), link)
        column = SQL.identifier(latest, COLUMNS[name])
        return SQL("COALESCE(%s, %s)", column, GROUPED[name])

    def oplus_action_view_quotation(self):
        """Open the latest quotation."""
        self.ensure_one()
        latest = self._origin._oplus_quotation_latest().get(self._origin.id)
        if not latest:
            return self.action_view_sale_quotation()
        views = [(self.env.ref("sale.view_order_form").id, "form")]
        return form_of(self.env["sale.order"].browse(latest.id), views=views)
