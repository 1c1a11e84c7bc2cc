# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from itertools import count
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .today_common import NOW, TodayCommon

DOMAIN = [("has_next_step", "=", True)]


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTodaySteps(TodayCommon):
    """What is a next step, for *Today* and for the filter *No Next Step* alike."""

    def _has_step(self, lead, moment=NOW, tz="UTC"):
        with self._at(moment):
            self.env.invalidate_all()
            lead = lead.with_context(tz=tz)
            found = bool(lead.search([("id", "=", lead.id), *DOMAIN]))
            self.assertEqual(lead.has_next_step, found)
            self.assertFalse(self.env["crm.lead.contact.state"].sudo()._state_faults())
        return found

    def _remind(self, moment):
        with self._at(moment):
            self.env["crm.lead.reminder"].sudo()._cron_closing_reminder()

    def _reminded(self):
        self.company.opportunity_remind_days = 3
        lead = self._deal(closing=2)
        self._remind(NOW)
        self.assertTrue(lead.sudo().activity_ids)
        return lead

    def test_the_reminder_of_the_closing_is_no_next_step(self):
        lead = self._reminded()
        self.assertFalse(self._has_step(lead))
        self.assertEqual(self._told(lead), ("4_soon", "Closes in 2 days"))
        self._step(lead, 5)
        self.assertTrue(self._has_step(lead))

    def test_a_reminder_that_has_passed_is_no_overdue_step(self):
        lead = self._reminded()
        self._remind("2026-03-23 06:00:00")
        self.assertTrue(lead.sudo().activity_ids)
        self.assertEqual(
            self._told(lead, "2026-03-23 09:00:00"),
            ("3_late", "Expected closing passed yesterday"),
        )

    def test_the_reason_names_the_step_and_not_the_reminder(self):
        lead = self._reminded()
        self._step(lead, 2)
        self.assertEqual(
            self._told(lead, "2026-03-23 09:00:00"),
            ("1_overdue", "Call was due yesterday"),
        )

    def _all_day(self, lead, day):
        meetings = self.env["calendar.event"].with_context(no_mail_to_attendees=True)
        return meetings.create(
            {
                "name": "Fair",
                "allday": True,
                "start_date": day,
                "stop_date": day,
                "opportunity_id": lead.id,
            }
        )

    def test_a_meeting_that_lasts_all_day_is_a_step_until_its_day_ends(self):
        lead = self._deal()
        with self._at("2026-03-19 09:00:00"):
            self._all_day(lead, "2026-03-20")
        for moment, tz, is_step in (
            ("2026-03-20 07:00:00", "UTC", True),
            ("2026-03-20 23:00:00", "UTC", True),
            ("2026-03-21 01:00:00", "UTC", False),
            ("2026-03-20 18:00:00", "Asia/Bangkok", False),
            ("2026-03-21 03:00:00", "America/New_York", True),
        ):
            with self.subTest(moment=moment, tz=tz):
                self.assertEqual(self._has_step(lead, moment, tz), is_step)
                told = self._told(lead.with_context(tz=tz), moment)[0]
                self.assertEqual(told, "2_today" if is_step else "7_no_step")

    def test_a_meeting_is_a_step_until_it_begins_whatever_its_activity_says(self):
        lead = self._deal()
        meetings = self.env["calendar.event"].with_context(
            no_mail_to_attendees=True, default_opportunity_id=lead.id
        )
        with self._at(NOW):
            start, stop = "2026-03-21 10:00:00", "2026-03-21 11:00:00"
            meetings.create({"name": "Demonstration", "start": start, "stop": stop})
        self.assertTrue(lead.activity_ids, "Odoo plans one for the meeting")
        for moment, attention, reason in (
            (NOW, False, False),
            ("2026-03-21 09:00:00", "2_today", "Meeting is due today"),
            ("2026-03-21 10:30:00", "7_no_step", "No next step"),
            ("2026-03-21 18:00:00", "7_no_step", "No next step"),
            ("2026-03-22 09:00:00", "7_no_step", "No next step"),
        ):
            with self.subTest(moment=moment):
                is_step = moment < "2026-03-21 10:00:00"
                self.assertEqual(self._has_step(lead, moment), is_step)
                self.assertEqual(self._told(lead, moment), (attention, reason))
        self._step(lead, 1)
        told = self._told(lead, "2026-03-22 09:00:00")
        self.assertEqual(told, ("1_overdue", "Call was due yesterday"))

    def test_a_zone_is_called_as_postgresql_knows_it(self):
        lead = self._deal()
        with self._at(NOW):
            self._meet(lead, "2026-03-20 16:00:00")
        lead = lead.with_context(tz="Asia/Bangkok")
        self.assertEqual(self._told(lead)[0], "2_today")
        company = self.env.registry["res.company"]
        zones = {"Asia/Bangkok": "<+14>-14"}  # where the next day has begun by then
        with patch.object(company, "_oplus_zones", lambda _company: zones):
            self.assertFalse(self._told(lead)[0])

    def test_moving_it_to_another_day_is_noticed(self):
        lead = self._deal()
        with self._at("2026-03-19 09:00:00"):
            meeting = self._all_day(lead, "2026-03-20")
        with self._at("2026-03-19 10:00:00"):
            meeting.write({"start_date": "2026-03-19", "stop_date": "2026-03-19"})
        self.assertFalse(self._has_step(lead, "2026-03-20 07:00:00"))

    def test_a_step_that_is_done_between_two_reads_is_no_error(self):
        lead = self._deal().with_context(oplus_today=True)
        with self._at(NOW):
            step = self._step(lead, -1)
            self.env.invalidate_all()
            self.assertEqual(lead.oplus_attention, "1_overdue")
            self.assertTrue(lead.has_next_step)
            step.action_done()
            self.assertEqual(lead.oplus_attention_reason, "No next step")
            self.assertFalse(lead.has_next_step)

    def test_a_class_that_is_out_of_date_still_has_a_reason(self):
        lead = self._deal().with_context(oplus_today=True)
        with self._at(NOW):
            self.env.invalidate_all()
            self.env.cache.set(lead, lead._fields["oplus_attention"], "1_overdue")
            self.assertEqual(lead.oplus_attention_reason, "The next step is overdue")

    def test_readers_of_few_and_of_many_find_the_same(self):
        busy, late, planned, met, bare = (
            self._deal(closing=days) for days in (60, -2, 60, 60, 60)
        )
        self._step(busy, -1)
        self._step(busy, 3)
        self._step(planned, 3)
        with self._at(NOW):
            self._meet(met, "2026-03-20 15:00:00")
        deals = busy | late | planned | met | bare
        expected = {
            "1_overdue": busy,
            "3_late": late,
            False: planned,
            "2_today": met,
            "7_no_step": bare,
        }
        for user in (self.agent, self.supervisor, self.admin):
            leads = deals.with_user(user).with_context(tz="UTC")
            with self.subTest(user=user.login), self._at(NOW):
                for reason, lead in expected.items():
                    domain = [("id", "in", deals.ids), ("oplus_attention", "=", reason)]
                    self.assertEqual(leads.search(domain), lead)
                    self.assertEqual(lead.with_env(leads.env).oplus_attention, reason)

    def test_a_second_that_passes_between_the_filter_and_the_order(self):
        lead = self._deal()
        self._step(lead, -1)
        begin, seconds = fields.Datetime.to_datetime(NOW), count()
        ticking = patch.object(
            fields.Datetime,
            "now",
            side_effect=lambda *_: begin + timedelta(seconds=next(seconds)),
        )
        with self._at(NOW), ticking:
            wanting = [("oplus_attention", "!=", False)]
            found = lead.search(wanting, order="oplus_attention, id")
        self.assertIn(lead, found)
