# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError

from ..foundation.days import end_of_day, start_of_day, to_day


class Period(NamedTuple):
    """Days of a period, both included, and their bounds in UTC."""

    date_from: date
    date_to: date
    # the moment before which it has not begun, and that after which it is over
    since: datetime
    until: datetime


class CrmLeadStageHistory(models.Model):
    _inherit = "crm.lead.stage.history"

    @api.model
    def _conversion_period(self, date_from, date_to):
        """Return the :class:`Period` in the time zone of the company.

        :raise UserError: a day is none, or they are reversed
        """
        first, last = to_day(self, date_from), to_day(self, date_to)
        if first > last:
            raise UserError(
                self.env._(
                    "The period begins on %(first)s and ends before that, on %(last)s."
                    " Exchange the days.",
                    first=first,
                    last=last,
                )
            )
        company = self.env.company
        return Period(
            first,
            last,
            start_of_day(company, first),
            end_of_day(company, last),
        )
