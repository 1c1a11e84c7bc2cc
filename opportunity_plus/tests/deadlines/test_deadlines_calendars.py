# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesCalendars(DeadlinesCommon):
    """Targets in working days: by the calendar of the company and its holidays."""

    def test_weekends_do_not_count(self):
        lead = self._entered("2026-03-05 10:30")  # a Thursday
        self._work()
        self.assertDeadline(lead, "2026-03-12 10:30:00")
        another = self._entered("2026-03-07 10:30")  # a Saturday
        self.assertDeadline(another, "2026-03-13 10:30:00")

    def test_switching_back_counts_all_days(self):
        lead = self._entered("2026-03-05 10:30")
        self._work()
        self.company.opportunity_working_days = False
        self.assertDeadline(lead, "2026-03-10 10:30:00")

    def test_holidays_do_not_count(self):
        lead = self._entered("2026-03-02 10:30")  # a Monday
        calendar = self._work()
        self._off(calendar, "2026-03-04 00:00:00", "2026-03-05 23:59:59")
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-11 10:30:00")

    def test_a_changed_holiday_counts_at_once(self):
        lead = self._entered("2026-03-02 10:30")
        calendar = self._work()
        holiday = self._off(calendar, "2026-03-04 00:00:00", "2026-03-04 23:59:59")
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")
        holiday.date_to = "2026-03-05 23:59:59"
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-11 10:30:00")
        holiday.unlink()
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-09 10:30:00")

    def test_half_holidays_and_absences_of_one_person_count_as_work(self):
        lead = self._entered("2026-03-02 10:30")
        calendar = self._work()
        self._off(calendar, "2026-03-04 12:00:00", "2026-03-04 23:59:59")
        person = self.env["resource.resource"].sudo().create({"name": "Somebody"})
        self._off(
            calendar,
            "2026-03-05 00:00:00",
            "2026-03-05 23:59:59",
            resource_id=person.id,
        )
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-09 10:30:00")

    def test_a_holiday_of_the_company_for_all_calendars(self):
        lead = self._entered("2026-03-02 10:30")
        self._work()
        leaves = self.env["resource.calendar.leaves"].sudo()
        leaves.create(
            {
                "name": "Songkran",
                "calendar_id": False,
                "company_id": self.company.id,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 23:59:59",
            }
        )
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")

    def test_a_changed_weekday_counts_at_once(self):
        lead = self._entered("2026-03-05 10:30")
        calendar = self._work()
        calendar.attendance_ids.filtered(lambda a: a.dayofweek == "4").unlink()
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-16 10:30:00")

    def test_calendars_of_two_weeks(self):
        lead = self._entered("2026-03-02 10:30")
        attendance = self.env["resource.calendar.attendance"]
        parity = str(attendance.get_week_type(lead.create_date.date()))
        calendar = self._work("0")
        calendar.write(
            {
                "two_weeks_calendar": True,
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": week,
                            "dayofweek": "0",
                            "hour_from": 9,
                            "hour_to": 17,
                            "day_period": "full_day",
                            "week_type": week,
                            "sequence": int(week) + 1,
                        }
                    )
                    for week in parity
                ],
            }
        )
        self._end_transaction()
        self.assertDeadline(lead, "2026-05-11 10:30:00")  # every other Monday

    def test_the_time_of_day_is_that_of_the_company(self):
        self._work(tz="Asia/Bangkok")
        self.company.partner_id.tz = "Asia/Bangkok"
        self._end_transaction()
        # a Monday in Bangkok, when it still is Sunday in UTC
        lead = self._entered("2026-03-01 20:00")
        self.assertDeadline(lead, "2026-03-08 20:00:00")
        self.company.partner_id.tz = "UTC"
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-06 20:00:00")

    def test_summer_time_keeps_the_time_of_day(self):
        self._work(tz="Europe/Paris")
        self.company.partner_id.tz = "Europe/Paris"
        lead = self._entered("2026-03-26 09:00")  # 10:00 in Paris
        self.assertDeadline(lead, "2026-04-02 08:00:00")

    def test_a_zone_that_postgresql_does_not_know(self):
        company = self.env.registry["res.company"]
        original = company._oplus_zones_known

        def known(self):
            return original(self) - {"Asia/Bangkok"}

        self.addCleanup(self.env.registry.clear_cache)
        with patch.object(company, "_oplus_zones_known", known):
            self.env.registry.clear_cache()
            zones = self.env["res.company"]._oplus_zones()
            self.assertEqual(zones["Asia/Bangkok"], "<+0700>-07:00")
            self._work(tz="Asia/Bangkok")
            self.company.partner_id.tz = "Asia/Bangkok"
            self._end_transaction()
            lead = self._entered("2026-03-01 20:00")
            self.assertDeadline(lead, "2026-03-08 20:00:00")

    def test_a_zone_that_nobody_knows_counts_as_utc(self):
        calendar = self._work()
        self.env.flush_all()
        names = "UPDATE res_partner SET tz = 'Mars/Phobos' WHERE id = %s"
        self.env.cr.execute(names, [self.company.partner_id.id])
        names = "UPDATE resource_calendar SET tz = 'Mars/Phobos' WHERE id = %s"
        self.env.cr.execute(names, [calendar.id])
        self.env.registry.clear_cache()
        self.addCleanup(self.env.registry.clear_cache)
        lead = self._entered("2026-03-05 10:30")
        self.assertDeadline(lead, "2026-03-12 10:30:00")

    def test_many_years_of_one_working_day_a_week(self):
        self._work("2")
        self.talk.sudo().rotting_threshold_days = 3650
        lead = self._entered("2026-03-04 10:30")
        self.assertDeadline(lead, "2096-02-15 10:30:00")

    def test_a_calendar_without_working_days(self):
        calendar = self._work()
        lead = self._entered("2026-03-05 10:30")
        empty = calendar.copy({"attendance_ids": [Command.clear()]})
        empty.attendance_ids.unlink()
        with self.assertRaisesRegex(ValidationError, "no working day"):
            self.company.opportunity_calendar_id = empty
        self.company.opportunity_calendar_id = False
        with self.assertRaisesRegex(ValidationError, "no working day"):
            self.company.resource_calendar_id = empty
        self.env.invalidate_all()
        self.company.opportunity_calendar_id = calendar
        calendar.attendance_ids.unlink()
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")
        settings = self.env["res.config.settings"].sudo().create({})
        self.assertTrue(settings.oplus_is_without_working_days)

    def test_an_endless_holiday_counts_all_days(self):
        lead = self._entered("2026-03-05 10:30")
        calendar = self._work()
        self._off(calendar, "2026-03-06 00:00:00", "9998-12-31 23:59:59")
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")

    def test_each_company_counts_in_its_own_way(self):
        here = self._entered("2026-03-05 10:30")
        branch = self.env["res.company"].sudo().create({"name": "Branch"})
        self.agent.sudo().company_ids += branch
        self._work()
        there = self._entered("2026-03-05 10:30", company_id=branch.id, team_id=False)
        self.assertDeadline(there, "2026-03-10 10:30:00")
        self.assertDeadline(here, "2026-03-12 10:30:00")
        with self._at("2026-03-06 09:00"):
            there.sudo().write(
                {"company_id": self.company.id, "team_id": self.north.id}
            )
        self.assertDeadline(there, "2026-03-12 10:30:00")

    def test_a_deleted_calendar_falls_back_to_that_of_the_company(self):
        lead = self._entered("2026-03-05 10:30")
        self.company.resource_calendar_id = self._work("0123456")
        calendar = self._work("0")
        self.assertDeadline(lead, "2026-04-06 10:30:00")
        calendar.unlink()
        self._end_transaction()
        self.assertDeadline(lead, "2026-03-10 10:30:00")
