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
        :return: the factors by currency, and the currencies without any rate, which
            count as they are
        """
        company = self.env.company
        foreign = currencies - company.currency_id
        if not foreign:
            return dict.fromkeys(currencies, 1.0), foreign
        # sudo: every reader needs the rates, archived currencies included
        known = (foreign | company.currency_id).sudo()
        rates = known._get_rates(company, day)
        domain = [
            ("currency_id", "in", foreign.ids),
            ("company_id", "in", (False, company.root_id.id)),
        ]
        rated = (
            self.env["res.currency.rate"].sudo()._read_group(domain, ["currency_id"])
        )
        unknown = foreign - foreign.browse(one.id for (one,) in rated)
        own = rates[company.currency_id.id]
        factors = {
            one: 1.0 if one in unknown else own / rates[one.id] for one in foreign
        }
        return factors | {company.currency_id: 1.0}, unknown


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
