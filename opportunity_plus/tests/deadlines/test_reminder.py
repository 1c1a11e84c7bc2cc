# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .reminder_common import JOBS, ReminderCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReminder(ReminderCommon):
    """One activity for each expected closing."""

    def test_it_is_planned_some_days_before(self):
        self._run("2026-03-16 06:00")
        self.assertFalse(self._reminder())
        self._run("2026-03-17 06:00")
        reminder = self._reminder()
        self.assertEqual(reminder.user_id, self.agent)
        self.assertEqual(str(reminder.date_deadline), "2026-03-20")
        self.assertEqual(reminder.summary, "Expected closing")
        self._run("2026-03-18 06:00")
        self._run("2026-03-20 06:00")
        self.assertEqual(self._reminder(), reminder)

    def test_on_the_day_after_it_says_so(self):
        self._run("2026-03-17 06:00")
        reminder = self._reminder()
        self._run("2026-03-21 06:00")
        self.assertEqual(self._reminder(), reminder)
        self.assertIn("has passed", reminder.summary)
        self._run("2026-03-22 06:00")
        self.assertEqual(self._reminder(), reminder)

    def test_once_done_it_is_made_anew_on_the_day_after_alone(self):
        self._run("2026-03-17 06:00")
        with self._at("2026-03-17 09:00"):
            self._reminder().with_user(self.agent).action_done()
        self._run("2026-03-18 06:00")
        self.assertFalse(self._reminder())
        self._run("2026-03-21 06:00")
        self.assertIn("has passed", self._reminder().summary)
        with self._at("2026-03-21 09:00"):
            self._reminder().with_user(self.agent).action_done()
        self._run("2026-03-22 06:00")
        self.assertFalse(self._reminder())

    def test_moving_the_date_ends_it(self):
        self._run("2026-03-17 06:00")
        with self._at("2026-03-18 09:00"):
            self.lead.date_deadline = "2026-04-20"
        self.env.invalidate_all()
        self.assertFalse(self._reminder())
        self._run("2026-03-19 06:00")
        self.assertFalse(self._reminder())
        self._run("2026-04-17 06:00")
        self.assertEqual(str(self._reminder().date_deadline), "2026-04-20")

    def _there_and_back(self, moment):
        """Move the date, and back, with a savepoint between."""
        with self._at(moment):
            self.lead.date_deadline = "2026-04-20"
            with self.env.cr.savepoint():
                pass
            self.assertFalse(self._reminder())
            self.lead.date_deadline = "2026-03-20"
        self.env.invalidate_all()

    def test_moving_the_date_and_back_in_one_transaction_changes_nothing(self):
        self._run("2026-03-17 06:00")
        [planned] = self._reminder().copy_data()
        self._there_and_back("2026-03-18 09:00")
        self.assertEqual(self._reminder().copy_data(), [planned])
        self._run("2026-03-19 06:00")
        self.assertEqual(len(self._reminder()), 1)
        self._run("2026-03-21 06:00")
        self.assertIn("has passed", self._reminder().summary)

    def test_one_that_is_done_does_not_come_back_with_the_date(self):
        self._run("2026-03-17 06:00")
        with self._at("2026-03-17 09:00"):
            self._reminder().with_user(self.agent).action_done()
        self._there_and_back("2026-03-18 09:00")
        self._run("2026-03-19 06:00")
        self.assertFalse(self._reminder())

    def test_winning_and_reopening_in_one_transaction_changes_nothing(self):
        self._run("2026-03-17 06:00")
        with self._at("2026-03-18 09:00"):
            lead = self.lead.with_user(self.admin)
            lead.action_set_won()
            with self.env.cr.savepoint():
                pass
            lead.stage_id = self.talk
        self.env.invalidate_all()
        self.assertEqual(lead.won_status, "pending")
        self.assertTrue(self._reminder())

    def test_closing_ends_it_and_leaves_other_activities(self):
        lost = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")
        self._run("2026-03-17 06:00")
        call = self.lead.activity_schedule("mail.mail_activity_data_call")
        with self._at("2026-03-18 09:00"):
            self.lead.action_set_won()
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.env.invalidate_all()
        self.assertFalse(self._reminder() | self._reminder(lost))
        self.assertTrue(call.exists())
        self._run("2026-03-21 06:00")
        self.assertFalse(self._reminder() | self._reminder(lost))

    def test_a_stage_change_leaves_it(self):
        self._run("2026-03-17 06:00")
        with self._at("2026-03-18 09:00"):
            self.lead.stage_id = self.offer
        self.env.invalidate_all()
        self.assertTrue(self._reminder())

    def test_without_a_salesperson_the_leader_is_reminded(self):
        led = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")
        led.sudo().user_id = False
        nobody = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")
        nobody.sudo().write({"user_id": False, "team_id": False})
        self._end_transaction()
        self._run("2026-03-17 06:00")
        self.assertEqual(self._reminder(led).user_id, self.supervisor)
        self.assertFalse(self._reminder(nobody))

    def test_zero_is_none(self):
        self.company.opportunity_remind_days = 0
        self._run("2026-03-17 06:00")
        self._run("2026-03-21 06:00")
        self.assertFalse(self._reminder())

    def test_leads_closed_and_archived_ones_have_none(self):
        with self._at("2026-03-02 10:30"):
            lead = self._lead(type="lead", date_deadline="2026-03-20")
            archived = self._lead(date_deadline="2026-03-20")
            archived.action_archive()
        self._run("2026-03-18 06:00")
        self.assertFalse(self._reminder(lead | archived))

    def test_the_day_is_that_of_the_company(self):
        self.company.partner_id.tz = "Asia/Bangkok"
        self._run("2026-03-16 16:00")
        self.assertFalse(self._reminder())
        self._run("2026-03-16 17:30")
        self.assertTrue(self._reminder())

    def test_merging_leaves_one(self):
        tail = self._entered(
            "2026-03-02 10:30", date_deadline="2026-03-20", probability=1
        )
        self.lead.probability = 90
        self._run("2026-03-17 06:00")
        with self._at("2026-03-18 09:00"):
            (self.lead | tail).with_user(self.admin).merge_opportunity()
        self.env.invalidate_all()
        self.assertEqual(len(self._reminder()), 1)

    def test_many_in_batches(self):
        leads = self._many_entered(5, "2026-03-02 10:30", date_deadline="2026-03-20")
        with patch(f"{JOBS}.BATCH", 2):
            self._run("2026-03-17 06:00")
            self._run("2026-03-21 06:00")
        self.assertEqual(len(self._reminder(leads)), 5)

    def test_the_job_itself(self):
        lead = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")
        self._end_transaction()
        job = self.env.ref("opportunity_plus.ir_cron_closing_reminder").sudo()
        with self.enter_registry_test_mode():
            job.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self._reminder(lead))

    def test_days_that_are_refused(self):
        for days in (-1, 3651):
            with self.assertRaisesRegex(ValidationError, "from 0 .* to 3650"):
                self.company.opportunity_remind_days = days
