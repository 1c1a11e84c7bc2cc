# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers and amounts of what is open now."""

from odoo import api, models
from odoo.tools import SQL

MEASURES = ("count", "value", "weighted")
# what amounts are worked out from
FACTS = ("company_id", "team_id", "expected_revenue", "probability")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _oplus_status_groups(self, domain, day, *groupby):
        """Return numbers and amounts of opportunities in groups, as the ledger tells
        them: each opportunity in whole cents of the company's currency.

        :param day: the date of the rates
        :return: a list of (values of the groups, count, value, weighted)
        """
        leads = self.with_context(active_test=False)
        leads.flush_model(FACTS)
        query = leads._search(domain)
        keys = [leads._read_group_groupby(self._table, name, query) for name in groupby]
        value = self.env["crm.lead.revision"]._conversion_value
        query.groupby = SQL(", ").join(keys)
        rows = self.env.execute_query(
            query.select(
                *keys,
                SQL("COUNT(*)"),
                SQL("SUM(%s)", value(self._table, day)),
                SQL("SUM(%s)", value(self._table, day, is_weighted=True)),
            )
        )
        size = len(keys)
        return [(row[:size], row[size], *map(float, row[size + 1 :])) for row in rows]


def nothing():
    return dict.fromkeys(MEASURES, 0)


def added(groups, key=lambda values: values):
    """Return the sums of groups by what ``key`` makes of their values."""
    sums = {}
    for values, *numbers in groups:
        entry = sums.setdefault(key(values), nothing())
        for name, number in zip(MEASURES, numbers, strict=True):
            entry[name] += number
    return sums


def total(sums):
    """Return the sum of several."""
    sums = list(sums)
    return {name: sum(one[name] for one in sums) for name in MEASURES}
