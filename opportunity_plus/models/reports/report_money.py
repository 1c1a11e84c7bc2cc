# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import SQL

from ..foundation.main_company import every_company, main_company
from ..recording.crm_lead_currency_mixin import company_of

OWNER = SQL("crm_lead_revision.company_id"), SQL("crm_lead_revision.team_id")


class CrmLeadRevision(models.Model):
    """Money of reports: in the currency of the reader's company, at the rates of one
    day, each opportunity in whole cents, so that sums agree with each other.

    An opportunity without a company belongs to its team's, else to the main company. A
    row holds a number without its currency, which is the one that the company has now.
    """

    _inherit = "crm.lead.revision"

    def _report_rates(self, day):
        """Return how much one unit of each company's currency is worth on a day, by id
        of the company; empty where all companies have the same currency."""
        companies = every_company(self.env).with_context(active_test=False)
        companies = companies.search_fetch([], ["currency_id"])
        mine = self._report_currency()
        currencies = companies.currency_id | mine
        if len(currencies) == 1:
            return {}
        rates = currencies._get_rates(self.env.company, day)
        return {
            company.id: 1 / (rates[company.currency_id.id] / rates[mine.id])
            for company in companies
        }

    def _report_rate(self, rates, query):
        """Return SQL that multiplies an amount by the rate of a row's company."""
        if not rates:
            return SQL()
        table = SQL(
            "(SELECT unnest(%s) AS company_id, unnest(%s)::numeric AS rate)",
            [*rates],
            [*rates.values()],
        )
        of_company = SQL("oplus_rate.company_id = %s", company_of(self.env, *OWNER))
        query.add_join("LEFT JOIN", "oplus_rate", table, of_company)
        return SQL(" * COALESCE(oplus_rate.rate, 1)")

    def _report_currency(self):
        # sudo: read at once with those of the other companies
        return self.env.company.sudo().currency_id

    def _report_places(self):
        return self._report_currency().decimal_places

    def _report_rates_told(self, day):
        """Return the rates of a day for the page, of the reader's companies.

        A rate is missing where neither currency has one on or before the day: then Odoo
        takes the next one, or 1.
        """
        mine = self._report_currency()
        companies = every_company(self.env).browse(self.env.companies.ids)
        currencies = (companies | main_company(self.env)).currency_id - mine
        if not currencies:
            return []
        rates = (currencies | mine)._get_rates(self.env.company, day)
        dates = self._report_rate_dates(currencies | mine, day)
        return [
            {
                "currency_id": currency.id,
                "rate": 1 / (rates[currency.id] / rates[mine.id]),
                "date": dates.get(currency, dates.get(mine, False)),
                "is_missing": not (currency in dates or mine in dates),
            }
            for currency in currencies
        ]

    def _report_rate_dates(self, currencies, day):
        domain = [
            ("currency_id", "in", currencies.ids),
            ("name", "<=", day),
            ("company_id", "in", (False, self.env.company.root_id.id)),
        ]
        # sudo: every reader needs to know from when the rates are
        rates = self.env["res.currency.rate"].sudo()
        return {
            currency: date.isoformat()
            for currency, date in rates._read_group(
                domain, ["currency_id"], ["name:max"]
            )
        }
