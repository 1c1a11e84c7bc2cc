# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesHolidays(DeadlinesCommon):
    """Several absences of everybody make a day off together."""

    def test_two_half_holidays_are_a_day_off(self):
        lead = self._entered("2026-03-02 10:30")
        calendar = self._work()
        self._off(calendar, "2026-03-04 00:00:00", "2026-03-04 12:59:59")
        self._off(calendar, "2026-03-04 13:00:00", "2026-03-04 23:59:59")
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")

    def test_half_holidays_around_the_break_at_noon(self):
        lead = self._entered("2026-03-02 10:30")
        calendar = self._work()
        [morning] = calendar.attendance_ids.filtered(lambda one: one.dayofweek == "2")
        morning.write({"hour_to": 12, "day_period": "morning"})
        morning.copy({"hour_from": 13, "hour_to": 17, "day_period": "afternoon"})
        self._off(calendar, "2026-03-04 09:00:00", "2026-03-04 12:00:00")
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-09 10:30:00")
        self._off(calendar, "2026-03-04 13:00:00", "2026-03-04 17:00:00")
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")
