# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..deadlines.deadlines_common import StalledCommon

KIND = "opportunity_plus.mail_activity_type_closing"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineEdges(StalledCommon):
    """Where two capabilities of a pipeline meet."""

    def test_plans_end_after_the_last_target_is_gone(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        self.assertTrue(self._activities(lead))
        with self._at("2026-03-09 06:00"):
            (self.talk | self.offer).sudo().rotting_threshold_days = 0
        with self._at("2026-03-09 07:00"):
            lead.stage_id = self.offer
        self.env.invalidate_all()
        self.assertFalse(self._activities(lead))

    def test_the_job_mends_deadlines(self):
        """A move and a change of the target did not see each other."""
        lead = self._entered("2026-03-02 10:30")
        for table, name in (("crm_lead", "id"), ("crm_lead_revision", "lead_number")):
            self.env.cr.execute(
                f"UPDATE {table} SET stage_deadline = NULL WHERE {name} = %s",
                [lead.id],
            )
        self.env.invalidate_all()
        self._run("2026-03-03 06:00")
        self.assertDeadline(lead, "2026-03-07 10:30")

    def test_a_reminder_follows_the_salesperson(self):
        self.company.opportunity_remind_days = 3
        lead = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")
        with self._at("2026-03-18 06:00"):
            self.env["crm.lead.reminder"].sudo()._cron_closing_reminder()
        with self._at("2026-03-18 09:00"):
            lead.with_user(self.admin).user_id = self.colleague
        reminder = self._reminders(lead)
        self.assertEqual(reminder.user_id, self.colleague)
        self.company.opportunity_remind_days = 0
        with self._at("2026-03-19 06:00"):
            self.env["crm.lead.reminder"].sudo()._cron_closing_reminder()
        self.assertFalse(self._reminders(lead))

    def _reminders(self, lead):
        self.env.invalidate_all()
        kind = self.env.ref(KIND)
        activities = self._activities(lead)
        return activities.filtered(lambda activity: activity.activity_type_id == kind)

    def test_lost_ones_are_not_snoozed_in_silence(self):
        lead = self._entered("2026-03-02 10:30")
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        dialog = self.env["crm.lead.snooze"].create(
            {"lead_ids": lead.ids, "until": "2099-01-01", "reason": "Budget"}
        )
        with self.assertRaisesRegex(UserError, "open opportunities"):
            dialog.action_apply()

    def test_reopening_from_a_disabled_stage_asks_no_conditions(self):
        lead = self._entered("2026-03-02 10:30")
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.talk.sudo().write({"active": False, "replaced_by_id": self.offer.id})
        self.offer.sudo().condition_order = True
        self._end_transaction()
        lead.with_user(self.admin).action_restore()
        self._end_transaction()
        self.assertEqual((lead.stage_id, lead.won_status), (self.offer, "pending"))

    def test_what_was_lost_is_asked_for_conditions_before_it_moves_on(self):
        company = self.env.company.sudo()
        company.opportunity_closed_locked = False
        lead = self._entered("2026-03-02 10:30")
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.offer.sudo().condition_order = True
        self._end_transaction()
        with self.assertRaisesRegex(ValidationError, "confirmed order"):
            lead.stage_id = self.offer

    def test_what_replaces_an_open_stage_does_not_become_won(self):
        self.talk.sudo().write({"active": False, "replaced_by_id": self.offer.id})
        with self.assertRaisesRegex(ValidationError, "Replaced by"):
            self.offer.sudo().is_won = True

    def test_merging_leaves_what_is_closed_in_a_disabled_stage(self):
        self.env.company.sudo().opportunity_closed_locked = False
        head = self._entered("2026-03-02 10:30", stage_id=self.offer.id)
        other = self._entered("2026-03-02 10:30")
        for lead in head | other:
            lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.offer.sudo().write({"active": False, "replaced_by_id": self.talk.id})
        merged = (head | other).with_user(self.admin).merge_opportunity()
        self.assertEqual((merged, merged.won_status), (head, "lost"))
        self.assertEqual(merged.stage_id, self.offer)

    def test_a_team_without_a_target_stalls_in_no_test(self):
        self._entered("2026-03-02 10:30")
        values = {
            "rotting_threshold_days": 1,
            "oplus_target_ids": [Command.create({"team_id": self.north.id, "days": 0})],
        }
        stages = self.env["crm.stage"].with_user(self.admin)
        with self._at("2026-03-20 10:30"):
            action = stages.action_test_on_history(self.talk.id, values)
        test = self.env["crm.stage.test"].sudo().browse(action["res_id"])
        self.assertEqual(test.over, 0)

    def test_working_days_count_in_a_test(self):
        """From Thursday to Wednesday there are four working days, and six days."""
        self._work()
        lead = self._entered("2026-03-05 10:30")
        with self._at("2026-03-11 10:30"):
            lead.stage_id = self.offer
        stages = self.env["crm.stage"].with_user(self.admin)
        for days, stalled in ((5, 0), (3, 1)):
            values = {"rotting_threshold_days": days}
            with self._at(f"2026-03-20 10:3{days}"):
                action = stages.action_test_on_history(self.talk.id, values)
            test = self.env["crm.stage.test"].sudo().browse(action["res_id"])
            self.assertEqual(test.stalled, stalled)

    def test_no_default_snoozes(self):
        self.env["ir.default"].sudo().set(
            "crm.lead", "snooze_until", "2099-01-01", user_id=self.agent.id
        )
        self.assertFalse(self._lead().snooze_until)
