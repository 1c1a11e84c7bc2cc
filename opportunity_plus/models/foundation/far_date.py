# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Implausible dates, most of which have a year of the Buddhist era."""

from dateutil.relativedelta import relativedelta

from odoo import fields

YEARS_AT_MOST = 50
BUDDHIST_YEARS_AHEAD = 543


def is_far(records, day):
    """Return whether a date is more than 50 years before or after today, in UTC: the
    user's time zone would have to be read for a matter of centuries."""
    today = fields.Date.today()
    if not day or abs(day.year - today.year) < YEARS_AT_MOST:
        return False
    years = relativedelta(years=YEARS_AT_MOST)
    return not today - years <= day <= today + years


def buddhist_complaints(records, day):
    """Yield a message with the right year if a date is in the Buddhist era."""
    if day and day.year > BUDDHIST_YEARS_AHEAD and is_far(records, day):
        meant = day - relativedelta(years=BUDDHIST_YEARS_AHEAD)
        if not is_far(records, meant):
            yield records.env._(
                "%(wrong)s is a year of the Buddhist era: enter %(right)s.",
                wrong=day.year,
                right=meant.year,
            )
