# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The figures of the page *Pipeline Status*."""

from odoo import api, fields, models

from ..foundation.days import day_of
from .sums import added, nothing, total


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @api.readonly
    def oplus_pipeline_status(self, date_from, date_to, domain=None, strict=False):
        """Return the figures of the pipeline now, and of what happened in a period.

        NOW: open opportunities by stage, as on the board.

        PERIOD: what was won, lost and created from the first to the last day, in the
        time zone of the company; what passed the stages, see
        :meth:`~.CrmLeadStageHistory.conversion`.

        RIGHTS: those of the reader. Of deleted opportunities, the ledger alone tells.

        MONEY: in the company's currency, at the rates of the last day, at most today's.

        :param date_from: first day
        :param date_to: last day
        :param domain: a domain of opportunities, as they are now
        :param strict: count only stages that were really entered
        :return: a dict. ``figures`` holds ``count``, ``value`` and ``weighted`` by the
            name of the figure and the id of the stage, ``all`` for all stages, 0 for
            those that the page does not show
        :raise UserError: a day or the domain makes no sense
        """
        scope = self._oplus_status_scope(date_from, date_to, domain, strict)
        domains = self._oplus_status_figures(scope)
        now = self._oplus_status_groups(
            domains["open"], "stage_id", "is_stalled", "oplus_is_snoozed"
        )
        closed = self._oplus_status_groups(domains["closed"], "won_status")
        created = self._oplus_status_groups(domains["created"], "won_status")
        factors, money = self._oplus_status_money(scope, now, closed, created)
        here = self._oplus_status_now(now, factors)
        passed = self._oplus_status_passing(scope, here["open"])
        figures = {
            **here,
            **_outcomes("", "closed", closed, factors),
            **_outcomes("created_", "created", created, factors),
            **passed.pop("figures"),
        }
        _round(figures, self.env.company.currency_id)
        return {**money, **passed, "figures": figures}

    @api.model
    def _oplus_status_money(self, scope, *groups):
        """Return the factors by currency, and what the page says of them."""
        currencies = self.env["res.currency"].union(
            *(currency for rows in groups for _values, currency, *_sums in rows)
        )
        today = day_of(self.env.company, self.env.cr.now())
        day = min(scope.date_to, today)
        factors, unknown = self._oplus_status_rates(currencies, day)
        own = self.env.company.currency_id
        return factors, {
            "currency_id": own.id,
            "rates": [
                {
                    "currency": currency.name,
                    "rate": factors[currency],
                    "is_missing": currency in unknown,
                }
                for currency in currencies - own
            ],
            "rates_date": fields.Date.to_string(day),
            "today": fields.Date.to_string(today),
        }

    @api.model
    def _oplus_status_now(self, groups, factors):
        """Return what is open, stalled and snoozed, by stage and in all."""
        shown = frozenset(self._oplus_status_stages().ids)
        kept = {
            "open": groups,
            "stalled": [group for group in groups if group[0][1]],
            "snoozed": [group for group in groups if group[0][2]],
        }
        figures = {}
        for name, rows in kept.items():
            sums = added(
                rows, factors, lambda values: values[0].id in shown and values[0].id
            )
            figures[name] = {str(int(stage)): sums[stage] for stage in sums}
            figures[name]["all"] = total(sums.values())
        return figures


def _round(figures, currency):
    """Round amounts to the cents that there are."""
    for by_stage in figures.values():
        for sums in by_stage.values():
            for name in sums.keys() - {"count"}:
                sums[name] = currency.round(sums[name])


def _outcomes(prefix, name, groups, factors):
    """Return what was won, lost or is still open of these groups, and all of them."""
    sums = added(groups, factors, lambda values: values[0])
    figures = {
        f"{prefix}{outcome}": {"all": sums.get(status, nothing())}
        for outcome, status in (("won", "won"), ("lost", "lost"), ("open", "pending"))
    }
    if not prefix:
        del figures["open"]
    return figures | {name: {"all": total(sums.values())}}
