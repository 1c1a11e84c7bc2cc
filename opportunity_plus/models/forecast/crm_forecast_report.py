# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..foundation.days import end_of_day
from ..recording.crm_lead_currency_mixin import company_of
from ..recording.crm_lead_revision import SHOWN_UNDER

MONTHS = 6
# Won: by the last win of the month, unless it was open or lost again at its end.
ROWS = """
    WITH month (number, day, next_day, started, ended) AS (VALUES %(months)s),
    found AS (
    SELECT entry.id::bigint * 100 + month.number * 2 AS id, month.number,
           month.day AS month, 'forecast' AS kind,
           entry.expected_revenue * entry.probability::numeric / 100 AS value,
           %(columns)s
      FROM month
      JOIN crm_lead_revision entry
        ON entry.outcome = 'open' AND entry.lead_number > 0
       AND entry.date_from < month.started
       AND (entry.date_to IS NULL OR entry.date_to >= month.started)
       AND entry.date_deadline >= month.day AND entry.date_deadline < month.next_day
       AND %(mine)s
     UNION ALL
    SELECT entry.id::bigint * 100 + month.number * 2 + 1, month.number,
           month.day, 'won', entry.expected_revenue, %(columns)s
      FROM month
      JOIN crm_lead_revision entry
        ON entry.outcome = 'won' AND entry.from_outcome IS DISTINCT FROM 'won'
       AND entry.is_stay AND entry.lead_number > 0
       AND entry.date_from >= month.started AND entry.date_from < month.ended
       AND %(mine)s
     WHERE NOT EXISTS (
           SELECT FROM crm_lead_revision later
            WHERE later.lead_number = entry.lead_number AND later.id > entry.id
              AND later.outcome IN ('open', 'lost') AND later.date_from < month.ended)
    )
    SELECT found.*, %(currency)s AS currency_id,
           round(COALESCE(value, 0)::numeric * COALESCE(rate, 1), %(places)s) AS amount
      FROM found
 LEFT JOIN unnest(%(numbers)s::integer[], %(companies)s::integer[],
                  %(rates)s::numeric[]) AS rated (number, owner_id, rate)
        ON rated.number = found.number AND owner_id = %(owner)s
"""
COLUMNS = (
    "entry.lead_name, entry.salesperson_id, entry.team_id, entry.company_id,"
    " entry.opportunity_type_id, entry.stage_id, entry.date_deadline,"
    f" {SHOWN_UNDER} AS lead_id"
)


class CrmForecastReport(models.Model):
    """What was forecast for each of the past months, beside what was won in it.

    FORECAST: what was open when the month began, and expected to close in it, weighted
    by the probability of that moment.

    WON: what was won in the month, whether or not it was expected, at the value it had
    then.

    Each amount is in whole cents of the currency of the current company, at the rates
    of the last day of its month, so that sums agree with those of the bridge.

    Months begin and end in the time zone of the current company.
    """

    _name = "crm.forecast.report"
    _description = "Forecast and Outcome"
    _inherit = ["crm.lead.kept.mixin", "crm.lead.readable.mixin"]
    _auto = False
    _rec_name = "lead_name"
    _order = "month DESC, amount DESC, id"

    month = fields.Date(readonly=True)
    kind = fields.Selection(
        [("forecast", "Forecast"), ("won", "Won")], "Figure", readonly=True
    )
    amount = fields.Monetary(
        "Revenue",
        readonly=True,
        help="In the currency of your company, at the rates of the last day of the"
        " month.",
    )
    lead_id = fields.Many2one("crm.lead", "Opportunity", readonly=True)
    lead_name = fields.Char("Name", readonly=True)
    stage_id = fields.Many2one("crm.stage", readonly=True)
    date_deadline = fields.Date("Expected Closing", readonly=True)
    salesperson_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    opportunity_type_id = fields.Many2one("crm.opportunity.type", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)

    @property
    def _table_query(self):
        ledger = self.env["crm.lead.revision"]
        ledger.flush_model()
        months = [*self._forecast_months()]
        rates = [
            (number, owner, rate)
            for number, _first, last in months
            for owner, rate in ledger._report_rates(last).items()
        ]
        numbers, owners, factors = zip(*rates, strict=True) if rates else ((), (), ())
        return SQL(
            ROWS,
            months=SQL(", ").join(self._forecast_bounds(*month) for month in months),
            columns=SQL(COLUMNS),
            mine=self._forecast_mine(),
            currency=ledger._report_currency().id,
            places=ledger._report_places(),
            numbers=[*numbers],
            companies=[*owners],
            rates=[*factors],
            owner=company_of(self.env, SQL("found.company_id"), SQL("found.team_id")),
        )

    def _forecast_mine(self):
        """Return what leads PostgreSQL to the rows of a reader who sees few of them;
        the record rules decide among them."""
        mine = self.env["crm.lead.revision"]._conversion_readable("entry")
        return SQL("TRUE") if mine is None else mine

    @api.model
    def _forecast_months(self):
        """Return the past months: number, first and last day."""
        first = self.env.company._oplus_today().replace(day=1)
        for number in range(1, MONTHS + 1):
            day = first - relativedelta(months=number)
            yield number, day, day + relativedelta(months=1, days=-1)

    def _forecast_bounds(self, number, first, last):
        """Return SQL of a month: number, days and moments of both ends."""
        company = self.env.company
        return SQL(
            "(%s, %s::date, %s::date, %s::timestamp, %s::timestamp)",
            *(number, first, last + relativedelta(days=1)),
            end_of_day(company, first - relativedelta(days=1)),
            end_of_day(company, last),
        )

    def action_open(self):
        """Open the opportunity.

        :raise UserError: it was deleted
        """
        self.ensure_one()
        if not self.lead_id:
            raise UserError(self.env._("This opportunity was deleted."))
        return self.lead_id.get_formview_action()
