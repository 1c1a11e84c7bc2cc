# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from typing import NamedTuple

from odoo.tools import SQL

from ..foundation.transaction import has_flag
from .crm_lead_deciding_mixin import CHANGED

GRANTS = "opportunity_plus.grants"
SHARE_FIELDS = ["lead_id", "user_id", "access", "date_end", "include_documents"]
SHARES = {
    "read": "TRUE",
    "write": "access = 'write'",
    "documents": "include_documents",
}
# finance sees opportunities with a confirmed order, posted invoice or credit note
WITH_DOCUMENTS = """%s IN (
    SELECT opportunity_id FROM sale_order
     WHERE opportunity_id IS NOT NULL AND state = 'sale'
     UNION ALL
    SELECT linked.lead_id
      FROM account_move_opportunity_rel linked
      JOIN account_move move ON move.id = linked.move_id
     WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
)"""


def memory(env):
    """Return the cache of the grants of this transaction.

    After the transaction has changed what decides on them, they are kept in the record
    cache, which is cleared when a savepoint is rolled back.
    """
    if not has_flag(env, CHANGED):
        return env.cr.cache.setdefault(GRANTS, {})
    field = env["crm.lead"]._fields["oplus_is_granted_read"]
    return env.transaction.field_data[field].setdefault(GRANTS, {})


# an opportunity has the date of its company, else of its team's company
LAST_DAY = """share.date_end >= (
    SELECT CASE %s ELSE %s END
      FROM crm_lead lead
 LEFT JOIN crm_team team ON team.id = lead.team_id
     WHERE lead.id = share.lead_id
)"""


class Days(NamedTuple):
    """Today's date by company."""

    # date of the main company, and of opportunities without a company
    main: date
    # dates that differ from it, each with the ids of its companies
    others: tuple[tuple[date, tuple[int, ...]], ...] = ()

    def of(self, company):
        days = (day for day, ids in self.others if company.id in ids)
        return next(days, self.main)

    def to_sql(self):
        """Return the SQL condition that the last day of a share is not over."""
        if not self.others:
            return SQL("share.date_end >= %s", self.main)
        cases = (
            SQL(
                "WHEN coalesce(lead.company_id, team.company_id) = ANY(%s) THEN %s",
                *([*ids], day),
            )
            for day, ids in self.others
        )
        return SQL(LAST_DAY, SQL(" ").join(cases), self.main)


class Shares(NamedTuple):
    """The opportunities that are shared with a user today for one operation."""

    user_id: int
    days: Days
    operation: str

    def to_sql(self, env):
        """Return a query for their ids, which PostgreSQL runs once per search."""
        env["crm.lead.share"].flush_model(SHARE_FIELDS)
        if self.days.others:
            env["crm.lead"].flush_model(["company_id", "team_id"])
            env["crm.team"].flush_model(["company_id"])
        # raw SQL: the record rule of shares itself depends on this query
        return SQL(
            "SELECT share.lead_id FROM crm_lead_share share WHERE share.user_id = %s"
            " AND %s AND (share.date_end IS NULL OR %s)",
            *(self.user_id, SQL(SHARES[self.operation]), self.days.to_sql()),
        )

    def ids(self, env):
        """Return their ids, cached for the transaction."""
        known = memory(env)
        if self not in known:
            # raw SQL: see the query
            env.cr.execute(self.to_sql(env))
            known[self] = frozenset(id_ for (id_,) in env.cr.fetchall())
        return known[self]


class Grant(NamedTuple):
    """What a user is granted for one operation: the few ids that decide on it.

    The same ids check single records (``covers``) and make a search condition that an
    index can serve (``to_sql``).
    """

    everything: bool = False
    # also opportunities with a confirmed order or posted invoice; only by ``to_sql``
    finance: bool = False
    salespeople: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    shares: Shares | None = None
    # companies whose unassigned opportunities are granted; False: without company
    companies: frozenset[int | bool] = frozenset()

    def covers(self, lead):
        """Tell whether one of the ids grants an opportunity."""
        return (
            self.everything
            or lead.user_id.id in self.salespeople
            or lead.team_id.id in self.teams
            or (not lead.user_id and lead.company_id.id in self.companies)
            or bool(self.shares and lead.id in self.shares.ids(lead.env))
        )

    def to_sql(self, model, alias, query):
        """Return the grant as a condition, which may be NULL instead of false."""
        if self.everything:
            return SQL("TRUE")
        # raw SQL: Odoo would optimize a domain at each search, which takes longer than
        # to search a page
        columns = {"user_id": "salespeople", "team_id": "teams"}
        terms = [
            SQL("%s = ANY(%s)", model._field_to_sql(alias, name, query), [*ids])
            for name, kind in columns.items()
            if (ids := getattr(self, kind))
        ]
        if self.shares:
            shared = self.shares.to_sql(model.env)
            terms.append(
                SQL("%s = ANY(ARRAY(%s))", SQL.identifier(alias, "id"), shared)
            )
        if self.companies:
            terms.append(self._unassigned_to_sql(model, alias, query))
        if self.finance:
            model.env["sale.order"].flush_model(["opportunity_id", "state"])
            model.env["account.move"].flush_model(
                ["opportunity_ids", "state", "move_type"]
            )
            terms.append(SQL(WITH_DOCUMENTS, SQL.identifier(alias, "id")))
        return SQL("(%s)", SQL(" OR ").join(terms)) if terms else SQL("FALSE")

    def _unassigned_to_sql(self, model, alias, query):
        user, company = (
            model._field_to_sql(alias, name, query)
            for name in ("user_id", "company_id")
        )
        return SQL(
            "(%s IS NULL AND (%s = ANY(%s)%s))",
            *(user, company, [*filter(None, self.companies)]),
            SQL(" OR %s IS NULL", company) if False in self.companies else SQL(),
        )


NOTHING = Grant()
EVERYTHING = Grant(everything=True)
