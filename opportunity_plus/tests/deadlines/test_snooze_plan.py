# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .deadlines_common import StalledCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSnoozePlan(StalledCommon):
    """What the plan of a stall has left open waits for the end of the snooze."""

    def setUp(self):
        super().setUp()
        self.lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        self.assertDue("2026-03-10")

    def _snooze(self, moment, until):
        with self._at(moment):
            self.lead.action_snooze(until, "Waits")
        self.env.invalidate_all()

    def assertDue(self, day):
        activity = self._activities(self.lead)
        self.assertEqual(str(activity.date_deadline), day)

    def test_it_is_due_when_the_snooze_is_over(self):
        self._snooze("2026-03-09 10:00", "2026-03-20")
        self.assertDue("2026-03-21")
        self._snooze("2026-03-10 10:00", "2026-03-15")
        self.assertDue("2026-03-16")

    def test_ending_the_snooze_brings_it_back(self):
        self._snooze("2026-03-09 10:00", "2026-03-20")
        with self._at("2026-03-12 10:00"):
            self.lead.oplus_action_unsnooze()
        self.assertDue("2026-03-12")

    def test_what_is_due_later_anyway_stays(self):
        self._snooze("2026-03-08 10:00", "2026-03-08")
        self.assertDue("2026-03-10")

    def test_what_somebody_planned_stays(self):
        own = self.lead.activity_schedule(
            "mail.mail_activity_data_call", date_deadline="2026-03-09"
        )
        self._snooze("2026-03-09 10:00", "2026-03-20")
        self.assertEqual(str(own.date_deadline), "2026-03-09")
