# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo.tools import SQL

# the confirmed orders and the invoices by which finance sees an opportunity
WITH_DOCUMENTS = """%s IN (
    SELECT opportunity_id FROM sale_order
     WHERE opportunity_id IS NOT NULL AND state = 'sale'
     UNION ALL
    SELECT lead_id FROM account_move_opportunity_rel
)"""


class Grant(NamedTuple):
    """What a user is granted by one operation: the few ids that decide on it.

    The same facts answer for records at hand and for a search, which then needs no
    more than an index.
    """

    everything: bool = False
    # whatever has a confirmed order or an invoice; only a search tells that
    finance: bool = False
    salespeople: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    # whose unassigned ones are included; False stands for no company
    companies: frozenset[int | bool] = frozenset()

    def covers(self, lead):
        """Whether an opportunity that is read as superuser is granted by an id."""
        return (
            self.everything
            or lead.user_id.id in self.salespeople
            or lead.team_id.id in self.teams
            or lead.id in self.shared
            or (not lead.user_id and lead.company_id.id in self.companies)
        )

    def to_sql(self, model, alias, query):
        """The same as a condition, which is NULL for what is not granted, or false."""
        if self.everything:
            return SQL("TRUE")
        # raw SQL: a domain is optimized anew at each search, which takes longer than
        # the search of a page
        columns = {"user_id": "salespeople", "team_id": "teams", "id": "shared"}
        terms = [
            SQL("%s = ANY(%s)", model._field_to_sql(alias, name, query), [*ids])
            for name, kind in columns.items()
            if (ids := getattr(self, kind))
        ]
        if self.companies:
            terms.append(self._unassigned_to_sql(model, alias, query))
        if self.finance:
            model.env["sale.order"].flush_model(["opportunity_id", "state"])
            model.env["account.move"].flush_model(["opportunity_ids"])
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
