# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Weeks of readers: the digest of a week leaves on the Monday after it."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytz

LEAVES_AT = time(7)
# after a day and a half without a running job, the week is left out
LATEST = timedelta(hours=36)


class Week(NamedTuple):
    """A week, by the Monday after it."""

    monday: date

    @property
    def first(self):
        return self.monday - timedelta(days=7)

    @property
    def last(self):
        return self.monday - timedelta(days=1)

    @property
    def before(self):
        """The day whose end is the beginning of the week."""
        return self.monday - timedelta(days=8)


def last_week(zone, now):
    """Return the last full week of a time zone, and for how long it has been time to
    send its digest; negative on an early Monday.

    :param zone: name of a time zone
    :param now: a moment in UTC, without time zone
    """
    zone = pytz.timezone(zone)
    today = pytz.UTC.localize(now).astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    leaves = zone.localize(datetime.combine(monday, LEAVES_AT))
    return Week(monday), now - leaves.astimezone(pytz.UTC).replace(tzinfo=None)


def is_due(age):
    """Return whether a digest of this age, see ``last_week``, may be sent."""
    return timedelta() <= age < LATEST
