# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from typing import NamedTuple

from odoo.tools import SQL

from ..foundation.crm_lead_deciding_mixin import CHANGED

GRANTS = "opportunity_plus.grants"
SHARE_FIELDS = ["lead_id", "user_id", "access", "date_end", "include_documents"]
SHARES = {
    "read": "TRUE",
    "write": "access = 'write'",
    "documents": "include_documents",
}
# the confirmed orders and posted invoices by which finance sees an opportunity
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
    """What users are granted, as found in this transaction.

    Once it has changed what decides on that, it is kept no longer than what was read of
    records, since a part of the transaction may be undone.
    """
    if CHANGED not in env.cr.postcommit.data:
        return env.cr.cache.setdefault(GRANTS, {})
    field = env["crm.lead"]._fields["oplus_is_granted_read"]
    return env.transaction.field_data[field].setdefault(GRANTS, {})


# the day of an opportunity is that of its company, else of its team's
LAST_DAY = """share.date_end >= (
    SELECT CASE %s ELSE %s END
      FROM crm_lead lead
 LEFT JOIN crm_team team ON team.id = lead.team_id
     WHERE lead.id = share.lead_id
)"""


class Days(NamedTuple):
    """Which day it is where the companies are."""

    # in the main company, and for what has no company
    main: date
    # the companies where it is another day, by that day
    others: tuple[tuple[date, tuple[int, ...]], ...] = ()

    def of(self, company):
        days = (day for day, ids in self.others if company.id in ids)
        return next(days, self.main)

    def to_sql(self):
        """Whether the last day of a share, which is not empty, is not over."""
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
    """The opportunities that are shared with a user today, for an operation."""

    user_id: int
    days: Days
    operation: str

    def to_sql(self, env):
        """A query for their ids, which PostgreSQL runs once in a search."""
        env["crm.lead.share"].flush_model(SHARE_FIELDS)
        if self.days.others:
            env["crm.lead"].flush_model(["company_id", "team_id"])
            env["crm.team"].flush_model(["company_id"])
        # raw SQL: shares decide on what a rule of theirs would ask again
        return SQL(
            "SELECT share.lead_id FROM crm_lead_share share WHERE share.user_id = %s"
            " AND %s AND (share.date_end IS NULL OR %s)",
            *(self.user_id, SQL(SHARES[self.operation]), self.days.to_sql()),
        )

    def ids(self, env):
        """Their ids; asked for when an opportunity at hand is not one's own."""
        known = memory(env)
        if self not in known:
            env.cr.execute(self.to_sql(env))
            known[self] = frozenset(id_ for (id_,) in env.cr.fetchall())
        return known[self]


class Grant(NamedTuple):
    """What a user is granted by one operation: the few ids that decide on it.

    The same facts answer for records at hand and for a search, which then needs no
    more than an index.
    """

    everything: bool = False
    # whatever has a confirmed order or a posted invoice; only a search tells that
    finance: bool = False
    salespeople: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    shares: Shares | None = None
    # whose unassigned ones are included; False stands for no company
    companies: frozenset[int | bool] = frozenset()

    def covers(self, lead):
        """Whether an opportunity that is read as superuser is granted by an id."""
        return (
            self.everything
            or lead.user_id.id in self.salespeople
            or lead.team_id.id in self.teams
            or (not lead.user_id and lead.company_id.id in self.companies)
            or bool(self.shares and lead.id in self.shares.ids(lead.env))
        )

    def to_sql(self, model, alias, query):
        """The same as a condition, which is NULL for what is not granted, or false."""
        if self.everything:
            return SQL("TRUE")
        # raw SQL: a domain is optimized anew at each search, which takes longer than
        # the search of a page
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
