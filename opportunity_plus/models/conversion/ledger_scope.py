# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...answering.values import FAILURES
from ..foundation.days import day_of
from ..foundation.roles import ALL_DOCUMENTS
from ..recording.crm_lead_currency_mixin import company_of
from ..recording.gone import AS_IT_WAS

COLUMNS = (
    *("id", "lead_number", "outcome", "date_from", "date_out", "team_id"),
    *("stage_id", "from_stage_id", "merged_into_id", "stage_deadline", "changed"),
)
FEW = """%s = ANY(ARRAY(
    %s UNION ALL
    SELECT lead_number FROM crm_lead_revision merged WHERE merged_into_id IN (%s)))"""
MOVING = """%s IN (
    SELECT lead_number FROM crm_lead_revision
     WHERE is_stay AND date_from < %s AND (date_from >= %s OR date_out >= %s))"""
# fields of the stage history that have other names in the ledger
RENAMED = {"date_in": "date_from"}
# fields that the stage history has of another kind
OF_HISTORY = {"lead_id", "date_out"}


class CrmLeadRevision(models.Model):
    _inherit = "crm.lead.revision"

    @api.model
    def _conversion_rows(self, period, domain, is_moving=False):
        """Return a query for the reader's rows that begin a stay before the end of a
        period, with their value in the company's currency and whether they fulfill a
        domain (``is_asked``).

        :param domain: of the stage history
        :param is_moving: whether opportunities of which no stay began or ended in the
            period may be left out
        :raise UserError: the domain makes no sense
        """
        self.flush_model()
        query = self._search(
            Domain("is_stay", "=", True)
            & Domain("lead_number", ">", 0)
            & Domain("date_from", "<", period.until)
        )
        # leads PostgreSQL to the rows of a reader who sees few of them: the record
        # rule, which decides, has an *or*, for which no index serves
        few = self._conversion_readable(query.table)
        if few is not None:
            query.add_where(few)
        elif is_moving:
            query.add_where(
                SQL(
                    MOVING,
                    SQL.identifier(query.table, "lead_number"),
                    period.until,
                    period.since,
                    period.since,
                )
            )
        columns = [SQL.identifier(query.table, name) for name in COLUMNS]
        asked = self._conversion_asked(query, domain)
        value = self._conversion_value(query.table, self._conversion_day(period))
        return query.select(
            *columns,
            SQL("(%s) IS TRUE AS is_asked", asked),
            SQL("%s AS amount", value),
        )

    @api.model
    def _conversion_present(self, period):
        """Return a query for the reader's rows that hold at the end of a period, with
        their value, and weighted value, in the company's currency.

        It is joined by the number of an opportunity, so it is not narrowed as the
        others: PostgreSQL would look through all numbers for each.
        """
        query = self._search(
            Domain("lead_number", ">", 0)
            & Domain("date_from", "<", period.until)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", period.until))
        )
        day = self._conversion_day(period)
        weighted = self._conversion_value(query.table, day, is_weighted=True)
        return query.select(
            SQL.identifier(query.table, "lead_number"),
            SQL("%s AS amount", self._conversion_value(query.table, day)),
            SQL("%s AS weighted", weighted),
        )

    @api.model
    def _conversion_ended(self, period):
        """Return a query for the value that an opportunity had last before the end of a
        period, for each ``life`` of a statement."""
        query = self._search(Domain("date_from", "<", period.until), limit=1)
        number = SQL.identifier(query.table, "lead_number")
        query.add_where(SQL("%s = life.lead_number", number))
        query.order = SQL("%s DESC", SQL.identifier(query.table, "id"))
        day = self._conversion_day(period)
        return query.select(self._conversion_value(query.table, day))

    def _conversion_day(self, period):
        """Return the day whose rates count: the last one, or today."""
        return min(period.date_to, day_of(self.env.company, self.env.cr.now()))

    def _conversion_readable(self, table="crm_lead_revision"):
        """Return a condition on the rows of opportunities that the reader may see; None
        if that is nearly all or cannot be told."""
        few = self._conversion_few()
        number = SQL.identifier(table, "lead_number")
        return None if few is None else SQL(FEW, number, few, few)

    @api.model
    def _conversion_few(self):
        """Return SQL for the ids of the opportunities that the reader may see; None if
        that is nearly all or cannot be told."""
        leads = self.env["crm.lead"]
        is_all = self.env.su or self.env.user.has_group(ALL_DOCUMENTS)
        if is_all or not leads.has_access("read"):
            return None
        return leads._search([], active_test=False).select()

    def _conversion_asked(self, query, domain):
        rows = self.with_context(**AS_IT_WAS)
        try:
            asked = Domain(domain or []).map_conditions(self._conversion_condition)
            return asked.optimize_full(rows)._to_sql(rows, query.table, query)
        except FAILURES as error:
            raise self._conversion_refusal() from error

    def _conversion_refusal(self):
        return UserError(
            self.env._("This filter cannot be applied to the stage history.")
        )

    def _conversion_condition(self, condition):
        """Return a condition on the stage history as one on the ledger."""
        path = condition.field_expr
        name = path.split(".")[0]
        if name in RENAMED:
            path = path.replace(name, RENAMED[name], 1)
            return Domain(path, condition.operator, condition.value)
        if name in self._fields and name not in OF_HISTORY:
            return condition
        # the ids are the same
        history = self.env["crm.lead.stage.history"].with_context(active_test=False)
        return Domain("id", "in", history._search(condition))

    @api.model
    def _conversion_value(self, table, day, is_weighted=False):
        """Return SQL for the amount of a row in whole cents of the company's currency,
        at the rates of a day.

        :param table: of the ledger, or of what has its facts under the same names
        """
        amount = SQL("COALESCE(%s, 0)", SQL.identifier(table, "expected_revenue"))
        factors = self._report_rates(day)
        digits = self.env.company.currency_id.decimal_places
        if factors:
            cases = (SQL("WHEN %s THEN %s", *pair) for pair in factors.items())
            owner = (SQL.identifier(table, name) for name in ("company_id", "team_id"))
            amount = SQL(
                "%s * CASE %s %s ELSE 1 END",
                amount,
                company_of(self.env, *owner),
                SQL(" ").join(cases),
            )
        if is_weighted:
            chance = SQL.identifier(table, "probability")
            amount = SQL("%s * COALESCE(%s, 0)::numeric / 100", amount, chance)
        return SQL("round((%s)::numeric, %s)", amount, digits)


class CrmLeadStageHistory(models.Model):
    _inherit = "crm.lead.stage.history"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Lead PostgreSQL to the rows of a reader who sees few opportunities.

        The list of one opportunity needs no such help.
        """
        query = super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
        asked = {condition.field_expr for condition in Domain(domain).iter_conditions()}
        is_helped = not (bypass_access or "lead_id" in asked or query.is_empty())
        few = is_helped and self.env["crm.lead.revision"]._conversion_few()
        if few:
            lead = SQL.identifier(query.table, "lead_id")
            query.add_where(SQL("%s = ANY(ARRAY(%s))", lead, few))
        return query


class CrmLeadCurrencyMixin(models.AbstractModel):
    _inherit = "crm.lead.currency.mixin"

    def _read_group_select(self, aggregate_spec, query):
        """Sum up several currencies in that of the reader's company, as screens call
        it, and not in the one of rate 1."""
        if aggregate_spec != "expected_revenue:sum_currency":
            return super()._read_group_select(aggregate_spec, query)
        ledger, today = self.env["crm.lead.revision"], self.env.company._oplus_today()
        return SQL("SUM(%s)", ledger._conversion_value(self._table, today))
