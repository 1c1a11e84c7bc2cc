# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime, timedelta

from odoo.tests import tagged

from ...models.foundation.days import day_of, end_of_day, start_of_day
from ..common import OpportunityPlusCommon

MINUTE = timedelta(minutes=1)
# zones with the first moment of a day whose midnight comes twice, or not at all
DAYS = {
    ("Atlantic/Azores", date(2026, 10, 25)): datetime(2026, 10, 25),
    ("America/Havana", date(2026, 11, 1)): datetime(2026, 11, 1, 4),
    ("America/Sao_Paulo", date(2018, 11, 4)): datetime(2018, 11, 4, 3),
    ("Asia/Beirut", date(2026, 3, 29)): datetime(2026, 3, 28, 22),
    ("Africa/Cairo", date(2026, 4, 24)): datetime(2026, 4, 23, 22),
    # clocks go back to the day before, by half an hour, or never
    ("America/Sao_Paulo", date(2018, 2, 18)): datetime(2018, 2, 18, 3),
    ("Australia/Lord_Howe", date(2026, 4, 5)): datetime(2026, 4, 4, 13),
    ("Asia/Bangkok", date(2026, 3, 10)): datetime(2026, 3, 9, 17),
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDays(OpportunityPlusCommon):
    """A day begins with its first moment, whatever clocks do at midnight."""

    def test_the_first_moment_of_a_day(self):
        company = self.env.company.sudo()
        for (zone, day), moment in DAYS.items():
            company.partner_id.tz = zone
            with self.subTest(zone=zone, day=day):
                self.assertEqual(start_of_day(company, day), moment)
                self.assertEqual(end_of_day(company, day - timedelta(days=1)), moment)
                self.assertEqual(day_of(company, moment), day)
                before = day_of(company, moment - MINUTE)
                self.assertEqual(before, day - timedelta(days=1))

    def test_days_follow_each_other_in_every_zone(self):
        company, days = self.env.company.sudo(), range(366)
        for zone in ("Atlantic/Azores", "America/Havana", "Asia/Beirut", "Asia/Gaza"):
            company.partner_id.tz = zone
            for number in days:
                day = date(2026, 1, 1) + timedelta(days=number)
                self.assertEqual(day_of(company, start_of_day(company, day)), day)
                last = end_of_day(company, day) - MINUTE
                self.assertEqual(day_of(company, last), day)

    def test_the_end_of_a_day_in_reports(self):
        """What is created in the hour that comes twice is of the next day."""
        self.env.company.sudo().partner_id.tz = "Atlantic/Azores"
        with self._at("2026-10-25 00:30"):
            lead = self._lead(expected_revenue=100)
        ledger = self.env["crm.lead.revision"].with_user(self.admin)
        counts = [
            ledger.pipeline_at(day, [("lead_id", "=", lead.id)])[0]["count"]
            for day in ("2026-10-24", "2026-10-25")
        ]
        self.assertEqual(counts, [0, 1])
