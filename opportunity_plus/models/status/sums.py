# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers and amounts in one currency."""

from odoo import api, models

AGGREGATES = ("__count", "expected_revenue:sum", "prorated_revenue:sum")
MEASURES = ("count", "value", "weighted")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _oplus_status_groups(self, domain, *groupby):
        """Return numbers and amounts of opportunities in groups.

        :return: a list of (values of the groups, currency, count, value, weighted)
        """
        leads = self.with_context(active_test=False)
        rows = leads._read_group(domain, [*groupby, "company_currency"], AGGREGATES)
        size = len(groupby)
        return [(row[:size], *row[size:]) for row in rows]

    @api.model
    def _oplus_status_rates(self, currencies, day):
        """Return what one unit of each currency is worth in the company's currency.

        :param day: the date of the rates
        """
        company = self.env.company
        if currencies <= company.currency_id:
            return dict.fromkeys(currencies, 1.0)
        # sudo: every reader needs the rates, archived currencies included
        known = (currencies | company.currency_id).sudo()
        rates = known._get_rates(company, day)
        own = rates[company.currency_id.id]
        return {currency: own / rates[currency.id] for currency in currencies}


def nothing():
    return dict.fromkeys(MEASURES, 0)


def added(groups, factors, key=lambda values: values):
    """Return the sums of groups by what ``key`` makes of their values."""
    sums = {}
    for values, currency, count, value, weighted in groups:
        entry = sums.setdefault(key(values), nothing())
        factor = factors[currency]
        entry["count"] += count
        entry["value"] += (value or 0) * factor
        entry["weighted"] += (weighted or 0) * factor
    return sums


def total(sums):
    """Return the sum of several."""
    sums = list(sums)
    return {name: sum(one[name] for one in sums) for name in MEASURES}
