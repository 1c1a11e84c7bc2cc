# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..board_order.crm_lead import FLAG as COLUMNS_STAY
from .attention_statement import (
    ACTIVITY,
    ATTENTION,
    LEAD,
    MEETING,
    OPEN_BY,
    STEP_OF_EACH,
    STEP_OF_ONE,
)

FIELD = "oplus_attention"
# what wants attention first, then the largest
ORDER = f"{FIELD}, prorated_revenue DESC, id DESC"
# what says nothing of the order within groups
OF_GROUPS = (None, "", "__count ASC", "__count DESC")


class CrmLead(models.Model):
    """Whether and why an open opportunity wants attention today.

    One expression in SQL says so: to cards, filters, groups and the order of *Today*.
    *Today* is the day in the time zone of the user, as for Odoo's activities.
    """

    _inherit = "crm.lead"

    oplus_attention = fields.Selection(
        [
            ("1_overdue", "Next step overdue"),
            ("2_today", "Next step today"),
            ("3_late", "Expected closing passed"),
            ("4_soon", "Closing soon"),
            ("5_stalled", "Stalled"),
            ("6_silent", "Silent"),
            ("7_no_step", "No next step"),
        ],
        "Attention",
        compute="_compute_oplus_attention",
        search="_search_oplus_attention",
        help="The first reason for which the opportunity wants attention today; empty"
        " if there is none.",
    )

    @api.depends(
        *("type", "active", "won_status", "date_deadline", "company_id", "team_id"),
        *("stage_deadline", "snooze_until"),
        *("activity_ids.active", "activity_ids.date_deadline"),
        *("calendar_event_ids.active", "calendar_event_ids.start"),
    )
    @api.depends_context("uid", "tz", "company")
    def _compute_oplus_attention(self):
        # sudo: the records are at hand; what is asked of the companies of teams is no
        # secret
        leads = self._origin.sudo().with_context(active_test=False)
        query = leads._search([("id", "in", leads.ids)])
        attention = leads._oplus_attention_to_sql(query.table, query, reads_many=False)
        id_ = SQL.identifier(query.table, "id")
        # raw SQL: the expression that also filters and sorts
        found = dict(self.env.execute_query(query.select(id_, attention)))
        for lead in self:
            lead[FIELD] = found.get(lead._origin.id, False)

    @api.model
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        """Let *Today* order every list that the user has not sorted."""
        if not order and self.env.context.get("oplus_today"):
            order = ORDER
        return super().web_search_read(
            domain, specification, offset, limit, order, count_limit
        )

    @api.model
    def web_read_group(
        self,
        domain,
        groupby,
        aggregates=(),
        limit=None,
        offset=0,
        order=None,
        **options,
    ):
        """Let *Today* order what is in groups that the user has not sorted; the groups
        stay in their order."""
        leads = self
        if order in OF_GROUPS and self.env.context.get("oplus_today"):
            leads = self.with_context(**{COLUMNS_STAY: True})
            order = ", ".join(filter(None, (order, ORDER)))
        return super(CrmLead, leads).web_read_group(
            domain, groupby, aggregates, limit, offset, order, **options
        )

    def _search_oplus_attention(self, operator, value):
        if operator != "in":
            return NotImplemented

        def to_sql(model, alias, query):
            attention = model._field_to_sql(alias, FIELD, query)
            names = [name for name, _label in self._fields[FIELD].selection]
            names = [name for name in names if name in value]
            found = SQL("COALESCE(%s = ANY(%s), FALSE)", attention, names)
            empty = SQL("%s IS NULL", attention)
            terms = [found] * bool(names) + [empty] * (False in value)
            return SQL("(%s)", SQL(" OR ").join(terms)) if terms else SQL("FALSE")

        return Domain.custom(to_sql=to_sql)

    def _oplus_attention_to_sql(self, alias, query, reads_many=None):
        """Return the expression for the opportunities of a query.

        :param reads_many: whether they are thousands; None: as the user's role says
        """
        # sudo: the search around it decides on what is visible
        leads = self.sudo()
        if reads_many is None:
            role = self._oplus_visibility_grant("role")
            reads_many = self.env.su or role.everything or bool(role.teams)
        company = leads._oplus_attention_join_company(alias, query)

        def condition(domain):
            return domain.optimize_full(leads)._to_sql(leads, alias, query)

        return SQL(
            ATTENTION,
            **_columns(leads, alias, LEAD, query),
            day=leads._oplus_attention_join_step(alias, query, reads_many),
            company_near_days=SQL.identifier(company, "opportunity_closing_near_days"),
            near_days=leads.env.company.opportunity_closing_near_days,
            stalled=condition(leads._oplus_stalled_domain()),
            silent=condition(leads._oplus_silent_domain()),
            today=fields.Date.context_today(self),
        )

    def _oplus_attention_join_step(self, alias, query, reads_many):
        """Join the next step of each opportunity; return the column of its day."""
        lead, step = SQL.identifier(alias, "id"), query.make_alias(alias, "step")
        day, number = (SQL.identifier(step, name) for name in ("day", "lead_id"))
        # the filter and the order join it once: the moment may differ by a second
        if step in query._joins:
            return day
        steps = SQL(
            STEP_OF_EACH if reads_many else STEP_OF_ONE,
            **self._oplus_attention_open(),
            **_columns(self.env["calendar.event"], "meeting", MEETING),
            lead=lead,
            tz=self.env["res.company"]._oplus_zone_told(self.env.tz.zone),
        )
        joined = SQL("%s = %s", number, lead) if reads_many else SQL("TRUE")
        query.add_join("LEFT JOIN", step, steps, joined)
        return day

    def _oplus_attention_open(self):
        """Return what the condition of an open activity needs to be told."""
        activities = self.env["mail.activity"]
        columns = _columns(activities, "activity", ACTIVITY)
        read = [activities._fields[name] for name in OPEN_BY]
        columns["activity_model"] = SQL("%s", columns["activity_model"], to_flush=read)
        return columns | self._oplus_contact_moment()

    def _oplus_attention_join_company(self, alias, query):
        company = query.make_alias(alias, "near")
        of_lead = self._field_to_sql(alias, "company_id", query)
        joined = SQL("%s = %s", SQL.identifier(company, "id"), of_lead)
        query.add_join("LEFT JOIN", company, "res_company", joined)
        return company


def _columns(model, alias, names, query=None):
    """Return the columns of a model by their name in the statement."""
    return {key: model._field_to_sql(alias, name, query) for key, name in names.items()}
