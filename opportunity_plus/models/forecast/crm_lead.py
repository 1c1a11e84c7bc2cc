# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.days import day_of, zone_of
from ..foundation.naming import names
from ..foundation.searching import COMPARISONS

FIELD = "oplus_forecast_date"
# what is overdue stands before every month
OVERDUE = date(1900, 1, 1)
LENGTHS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
DAY_TO_SQL = """
    CASE WHEN %(won_status)s = 'won'
         THEN COALESCE((%(date_closed)s AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date,
                       %(date_deadline)s)
         WHEN %(won_status)s = 'pending' AND %(date_deadline)s < %(today)s
         THEN %(overdue)s::date
         ELSE %(date_deadline)s END
"""


def is_overdue(value):
    """Return whether a group of any length is that of overdue opportunities."""
    return isinstance(value, date) and value.year <= OVERDUE.year


class CrmLead(models.Model):
    """Where an opportunity stands in the forecast, in the time zone of the company.

    Open: at its expected closing; once that has passed, it is overdue, in a group
    before all months. Won: on the day on which it was won.
    """

    _inherit = "crm.lead"

    oplus_forecast_date = fields.Date(
        "Forecast",
        compute="_compute_oplus_forecast_date",
        inverse="_inverse_oplus_forecast_date",
        search="_search_oplus_forecast_date",
        help="When it was won, or is expected to close. Open opportunities whose"
        " expected closing has passed are overdue.",
    )

    @api.depends("date_deadline", "date_closed", "won_status")
    @api.depends_context("company")
    def _compute_oplus_forecast_date(self):
        company = self.env.company
        today = company._oplus_today()
        for lead in self:
            day = lead.date_deadline
            if lead.won_status == "won" and lead.date_closed:
                day = day_of(company, lead.date_closed)
            elif lead.won_status == "pending" and day and day < today:
                day = OVERDUE
            lead.oplus_forecast_date = day

    def _inverse_oplus_forecast_date(self):
        """A card that is dragged to a month is expected to close by its end."""
        if any(is_overdue(lead.oplus_forecast_date) for lead in self):
            raise UserError(
                self.env._(
                    "An opportunity becomes overdue by itself, on the day after its"
                    " expected closing. Choose a month."
                )
            )
        if won := self.filtered(lambda lead: lead.won_status == "won"):
            raise UserError(
                self.env._(
                    "These opportunities are won; they stay in the month in which that"
                    " happened: %(names)s",
                    names=names(won),
                )
            )
        # the board names a column by its first day, and says how long it is
        length = LENGTHS.get(str(self.env.context.get("oplus_forecast_column")))
        for lead in self:
            day = lead.oplus_forecast_date
            if day and length:
                day += length - relativedelta(days=1)
            lead.date_deadline = day

    def _search_oplus_forecast_date(self, operator, value):
        if operator != "in" and operator not in COMPARISONS:
            return NotImplemented

        def to_sql(model, alias, query):
            day = model._field_to_sql(alias, FIELD, query)
            if operator in COMPARISONS:
                return SQL("(%s %s %s)", day, COMPARISONS[operator], value)
            days = [each for each in value if each]
            found = SQL("%s = ANY(%s::date[])", day, days)
            is_empty = SQL("%s IS NULL", day) if False in value else SQL("FALSE")
            return SQL("(COALESCE(%s, FALSE) OR %s)", found, is_empty)

        return Domain.custom(to_sql=to_sql)

    def _oplus_forecast_to_sql(self, alias, query):
        columns = {
            name: self._field_to_sql(alias, name, query)
            for name in ("won_status", "date_closed", "date_deadline")
        }
        company = self.env.company
        return SQL(
            DAY_TO_SQL,
            **columns,
            tz=company._oplus_zone_told(zone_of(company)),
            today=company._oplus_today(),
            overdue=OVERDUE,
        )

    # groups of lists, boards, pivots and graphs

    def _web_read_group_groupby_formatter(self, groupby_spec, values):
        formatter = super()._web_read_group_groupby_formatter(groupby_spec, values)
        if groupby_spec.split(":")[0] != FIELD:
            return formatter

        def named(value):
            group, domain = formatter(value)
            if is_overdue(value):
                group = group[0], self.env._("Overdue Closing")
            return group, domain

        return named

    def _web_read_group_fill_temporal(
        self,
        groups,
        groupby,
        aggregates,
        fill_from=False,
        fill_to=False,
        min_groups=False,
    ):
        """Add no empty months between what is overdue and the first month."""
        overdue = []
        if groupby[0].split(":")[0] == FIELD:
            overdue = [group for group in groups if is_overdue(group[0])]
            groups = [group for group in groups if not is_overdue(group[0])]
        return overdue + super()._web_read_group_fill_temporal(
            groups, groupby, aggregates, fill_from, fill_to, min_groups
        )
