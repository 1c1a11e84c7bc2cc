# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import fsum

from odoo import api, models
from odoo.tools import SQL

from ..foundation.days import end_of_day, to_day
from .row_statements import OPEN_AT, PIPELINE


class CrmLeadRevision(models.Model):
    """The pipeline of any day, from the ledger.

    IN: an opportunity that is open at the end of the day, archived ones included, that
    is neither deleted nor merged, and that the reader may read today. Leads are not in
    it. Of rows of the same second the last one holds; the others held for no time.

    FILTER: by the values of that day. Values that the ledger does not have, such as
    the customer's, are those of today.

    REBUILT: figures from before the ledger began are as good as the chatter was. A
    probability that it did not tell counts as 0, and what had been merged by then is
    missing.
    """

    _inherit = "crm.lead.revision"

    @api.model
    @api.readonly
    def pipeline_at(self, date, domain=None, group_by=None):
        """Return the pipeline as it was at the end of a day.

        :param date: the day, in the time zone of the current company
        :param domain: which opportunities; names fields of the ledger
        :param group_by: a name, or a list of names, of fields of the ledger
        :return: a list of dicts with the values of the group, ``count``,
            ``expected_revenue`` and ``weighted_revenue``, in the currency of the
            current company at the rates of the day; one without ``group_by``
        :raise UserError: an argument is wrong
        """
        day, groups = to_day(self, date), self._report_groups(group_by)
        rows = self._pipeline_rows(day, domain, groups, self._report_rates(day))
        return [
            self._pipeline_told(groups, *sums)
            for sums in self._pipeline_sums(rows, groups)
        ]

    def _pipeline_rows(self, day, domain, groups, rates):
        condition = SQL(OPEN_AT, moment=end_of_day(self.env.company, day))
        return self._report_rows(condition, domain, groups, rates)

    def _pipeline_sums(self, rows, groups):
        """Return number, expected and weighted revenue and the values, by group."""
        statement = SQL(
            PIPELINE,
            rows=rows,
            places=self._report_places(),
            keys=self._report_columns(", {key}", groups),
        )
        return self._report_ask(statement)

    def _pipeline_total(self, found):
        """Return number, expected and weighted revenue of all groups together: each
        opportunity is in one."""
        counts, *amounts = ([row[place] for row in found] for place in range(3))
        places = self._report_places()
        return [sum(counts), *(round(fsum(column), places) for column in amounts)]

    def _pipeline_told(self, groups, count, expected, weighted, *keys):
        return {
            **self._report_values(groups, keys),
            "count": count,
            "expected_revenue": float(expected),
            "weighted_revenue": float(weighted),
        }
