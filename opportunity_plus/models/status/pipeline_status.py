# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The figures of the page *Pipeline Status*."""

from odoo import api, fields, models

from ..foundation.days import day_of
from .sums import added, total


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @api.readonly
    def oplus_pipeline_status(self, date_from, date_to, domain=None, strict=False):
        """Return the figures of the pipeline now, and of what happened in a period.

        NOW: open opportunities by stage, archived ones included.

        PERIOD: what was won, lost and created from the first to the last day, in the
        time zone of the company, and what became of it until its end, see
        :meth:`~.CrmLeadStageHistory.success`; what passed the stages, see
        :meth:`~.CrmLeadStageHistory.conversion`.

        FILTER: of what is open, by the opportunity as it is now. Of the period, by
        salesperson, sales team and type of that time, and by the rest as it is now,
        which leaves out what was deleted.

        RIGHTS: those of the reader. Of deleted opportunities, the ledger alone tells.

        MONEY: in the company's currency, at the rates of the last day, at most today's.

        :param date_from: first day
        :param date_to: last day
        :param domain: a domain of opportunities
        :param strict: count only stages that were really entered
        :return: a dict. ``figures`` holds ``count``, ``value`` and ``weighted`` by the
            name of the figure and the id of the stage, ``all`` for all stages, 0 for
            those that the page does not show
        :raise UserError: a day or the domain makes no sense
        """
        scope = self._oplus_status_scope(date_from, date_to, domain, strict)
        today = day_of(self.env.company, self.env.cr.now())
        day = min(scope.date_to, today)
        here = self._oplus_status_now(scope, day)
        passed = self._oplus_status_passing(scope, here["open"])
        figures = here | passed.pop("figures")
        _round(figures, self.env.company.currency_id)
        return {
            **self._oplus_status_frame(day),
            **passed,
            "figures": figures,
            "today": fields.Date.to_string(today),
        }

    @api.model
    def _oplus_status_frame(self, day):
        """Return what the page says about its figures."""
        company = self.env.company
        return {
            "currency_id": company.currency_id.id,
            "rates": self.env["crm.lead.revision"]._report_rates_told(day),
            "rates_date": fields.Date.to_string(day),
            "is_in_working_days": company.opportunity_working_days,
        }

    @api.model
    def _oplus_status_now(self, scope, day):
        """Return what is open, stalled and snoozed, by stage and in all.

        :param day: the date of the rates
        """
        groups = self._oplus_status_groups(
            self._oplus_status_figures(scope)["open"],
            day,
            *("stage_id", "is_stalled", "oplus_is_snoozed"),
        )
        shown = frozenset(self._oplus_status_stages().ids)
        kept = {
            "open": groups,
            "stalled": [group for group in groups if group[0][1]],
            "snoozed": [group for group in groups if group[0][2]],
        }
        figures = {}
        for name, rows in kept.items():
            sums = added(rows, lambda values: values[0] in shown and values[0])
            figures[name] = {str(int(stage)): sums[stage] for stage in sums}
            figures[name]["all"] = total(sums.values())
        return figures


def _round(figures, currency):
    """Round amounts to the cents that there are."""
    for by_stage in figures.values():
        for sums in by_stage.values():
            for name in sums.keys() - {"count"}:
                sums[name] = currency.round(sums[name])
