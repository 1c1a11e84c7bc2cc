# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Dates that cannot be meant: most of them are years of the Buddhist era."""

from dateutil.relativedelta import relativedelta

from odoo import fields

YEARS_AT_MOST = 50
BUDDHIST_YEARS_AHEAD = 543


def is_far(records, day):
    """Whether a date is more than 50 years away from today, either way."""
    today = fields.Date.context_today(records)
    years = relativedelta(years=YEARS_AT_MOST)
    return bool(day) and not today - years <= day <= today + years


def buddhist_complaints(records, day):
    """Yield what to enter in place of a year of the Buddhist era, if it is one."""
    if day and day.year > BUDDHIST_YEARS_AHEAD and is_far(records, day):
        meant = day - relativedelta(years=BUDDHIST_YEARS_AHEAD)
        if not is_far(records, meant):
            yield records.env._(
                "%(wrong)s is a year of the Buddhist era: enter %(right)s.",
                wrong=day.year,
                right=meant.year,
            )
