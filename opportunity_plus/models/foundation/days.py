# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days of reports: a day stands for its end in the time zone of the company."""

from datetime import date, datetime, time, timedelta

import pytz
from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError

from ...answering.values import FAILURES
from .far_date import buddhist_complaints

# nothing is recorded before, or after, and moments cannot be counted without end
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9000, 1, 1)


def to_day(records, value):
    """Return a day that a caller sends.

    :raise UserError: it is no day, or one of the Buddhist era
    """
    try:
        day = fields.Date.to_date(value) if value else None
    except FAILURES:
        day = None
    if not isinstance(day, date):
        raise UserError(records.env._("Enter each day as in 2026-12-31."))
    if complaint := next(buddhist_complaints(records, day), None):
        raise UserError(complaint)
    return day


def known_zone(name):
    """Return the name of a time zone, or None if there is no such zone any more."""
    try:
        return name and pytz.timezone(name).zone
    except pytz.UnknownTimeZoneError:
        return None


def zone_of(company):
    """Return the name of a company's time zone."""
    # sudo: readers need not see the contact and the working hours of their company
    company = company.sudo()
    name = company.partner_id.tz or company.resource_calendar_id.tz
    return known_zone(name) or "UTC"


def start_of_day(company, day):
    """Return the first moment of a day of a company, in UTC."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    zone, midnight = pytz.timezone(zone_of(company)), datetime.combine(day, time())
    # where clocks go back to midnight there are two; the first is none where they go
    # forward from midnight: it is on the day before
    first = zone.normalize(zone.localize(midnight, is_dst=True))
    if first.date() != day:
        first = zone.localize(midnight)
    return first.astimezone(pytz.UTC).replace(tzinfo=None)


def end_of_day(company, day):
    """Return the first moment after a day of a company, in UTC."""
    return start_of_day(company, min(day, LAST_DAY) + timedelta(days=1))


def day_of(company, moment):
    """Return the day of a company on which something happened."""
    zone = pytz.timezone(zone_of(company))
    return pytz.UTC.localize(moment).astimezone(zone).date()


def end_of_quarter(day):
    """Return the last day of the quarter."""
    first = day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
    return first + relativedelta(months=2, day=31)
