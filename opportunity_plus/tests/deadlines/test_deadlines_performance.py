# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesPerformance(DeadlinesCommon):
    """What targets depend on costs the same for one running stay and for many."""

    def assertSameForMany(self, change):
        """Count the statements of a change with the same number of running stays, and
        with ten more."""

        def count(number):
            self._end_transaction()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            change(number)
            self._end_transaction()
            return self.env.cr.sql_log_count - before

        self._many_entered(1, "2026-03-02 10:30")
        count(1)
        few = count(2)
        self._many_entered(10, "2026-03-02 10:30")
        self.assertEqual(count(3), few)

    def test_a_target_of_a_team(self):
        self.talk.sudo().oplus_target_ids = [
            Command.create({"team_id": self.north.id, "days": 9})
        ]
        target = self.talk.sudo().oplus_target_ids
        self.assertSameForMany(lambda number: target.write({"days": number}))

    def test_a_holiday(self):
        calendar = self._work()
        holiday = self._off(calendar, "2026-03-04 00:00:00", "2026-03-04 23:59:59")
        self.assertSameForMany(
            lambda number: holiday.write({"date_to": f"2026-03-0{4 + number} 23:59:59"})
        )

    def test_the_calendar(self):
        [*days] = self._work().attendance_ids
        self.assertSameForMany(lambda number: days[number].write({"hour_to": 12}))

    def test_the_setting_of_the_company(self):
        self._work()

        def change(number):
            self.company.opportunity_working_days = number % 2
            self.env.flush_all()
            self.company.opportunity_working_days = not number % 2

        self.assertSameForMany(change)
