# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...answering.values import FAILURES


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
        first, last = self._conversion_day(date_from), self._conversion_day(date_to)
        if first > last:
            raise UserError(
                self.env._(
                    "The period begins on %(first)s and ends before that, on %(last)s."
                    " Exchange the days.",
                    first=first,
                    last=last,
                )
            )
        return Period(
            first,
            last,
            self._conversion_midnight(first),
            self._conversion_midnight(last + timedelta(days=1)),
        )

    def _conversion_day(self, value):
        try:
            day = fields.Date.to_date(value)
        except FAILURES:
            day = None
        # all time zones have its bounds
        if not isinstance(day, date) or not date.min.year < day.year < date.max.year:
            raise UserError(
                self.env._("Enter the days of the period, such as 2026-01-31.")
            )
        return day

    def _conversion_midnight(self, day):
        # sudo: the time zone is that of a contact, which the user may not read
        company = self.env.company.sudo()
        zone = company.partner_id.tz or company.resource_calendar_id.tz or "UTC"
        local = pytz.timezone(zone).localize(datetime.combine(day, time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)
