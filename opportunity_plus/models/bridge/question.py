# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError

from ..foundation.days import to_day
from ..reports.report_groups import Group
from .movements import MEASURES, VIEWS


class Question(NamedTuple):
    """What is asked of a bridge, checked."""

    date_from: date
    date_to: date
    domain: list
    groups: list[Group]
    is_weighted: bool
    is_gross: bool
    closing_from: date | None
    closing_until: date | None
    # see ``_report_rates``
    rates: dict[int, float]

    @property
    def is_endless(self):
        """Whether there is no closing window."""
        return not (self.closing_from or self.closing_until)


class CrmLeadRevision(models.Model):
    _inherit = "crm.lead.revision"

    def _bridge_question(
        self, date_from, date_to, domain, group_by, measure, view, window
    ):
        """Return the :class:`Question`.

        :param window: first and last day of the closing window; either may be empty
        :raise UserError: an argument is wrong
        """
        first, last = to_day(self, date_from), to_day(self, date_to)
        window = [to_day(self, day) if day else None for day in window]
        if first > last or (all(window) and window[0] > window[1]):
            raise UserError(self.env._("The first day is after the last one."))
        self._bridge_choice(measure, MEASURES)
        self._bridge_choice(view, VIEWS)
        return Question(
            date_from=first,
            date_to=last,
            domain=domain,
            groups=self._report_groups(group_by),
            is_weighted=measure == "weighted_revenue",
            is_gross=view == "gross",
            closing_from=window[0],
            closing_until=window[1],
            rates=self._report_rates(last),
        )

    def _bridge_choice(self, value, choices):
        if not isinstance(value, str) or value not in choices:
            raise UserError(
                self.env._("Choose one of: %(choices)s", choices=", ".join(choices))
            )
