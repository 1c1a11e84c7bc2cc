# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlines(DeadlinesCommon):
    """The deadline is a fact of the running stay, whatever changes it."""

    def test_entering_a_stage_sets_it(self):
        lead = self._entered("2026-03-02 10:30")
        self.assertDeadline(lead, "2026-03-07 10:30:00")

    def test_a_stage_without_target_has_none(self):
        lead = self._entered("2026-03-02 10:30", stage_id=self.new.id)
        self.assertDeadline(lead, False)

    def test_a_move_sets_another(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            lead.stage_id = self.offer
        self.assertDeadline(lead, "2026-03-14 08:00:00")
        past = self._timeline(lead)[0]
        self.assertEqual(str(past.stage_deadline), "2026-03-07 10:30:00")
        with self._at("2026-03-05 08:00"):
            lead.stage_id = self.new
        self.assertDeadline(lead, False)

    def test_other_changes_leave_it(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            lead.write({"expected_revenue": 500, "date_deadline": "2026-04-01"})
        self.assertDeadline(lead, "2026-03-07 10:30:00")

    def test_what_is_closed_has_none_and_reopening_restarts_the_clock(self):
        lost, won = leads = self._many_entered(2, "2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
            won.action_set_won()
        self.assertDeadline(leads, False)
        with self._at("2026-03-06 09:00"):
            lost.with_user(self.admin).action_unarchive()
            won.with_user(self.admin).stage_id = self.offer
        self.assertDeadline(lost, "2026-03-11 09:00:00")
        self.assertDeadline(won, "2026-03-16 09:00:00")

    def test_leads_get_one_when_they_are_converted(self):
        with self._at("2026-03-02 10:30"):
            lead = self._lead(type="lead", stage_id=self.talk.id)
        self.assertFalse(lead.stage_deadline)
        with self._at("2026-03-03 10:00"):
            lead.convert_opportunity(self.customer)
            lead.stage_id = self.talk
        self.assertDeadline(lead, "2026-03-08 10:00:00")

    def test_archiving_does_not_stop_the_clock(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            lead.action_archive()
        self.assertDeadline(lead, "2026-03-07 10:30:00")
        with self._at("2026-03-20 08:00"):
            self.assertFalse(lead.is_stalled)
            lead.action_unarchive()
        self.assertDeadline(lead, "2026-03-07 10:30:00")

    def test_a_copy_starts_anew(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            lead.action_snooze("2026-03-20", "Waits")
            copied = lead.copy({"stage_id": self.talk.id})
        self.assertFalse(copied.snooze_until)
        self.assertDeadline(copied, "2026-03-09 08:00:00")

    def test_moving_back_and_forth_in_one_transaction_changes_nothing(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            lead.stage_id = self.offer
            with self.env.cr.savepoint():
                pass
            lead.stage_id = self.talk
        self.assertDeadline(lead, "2026-03-07 10:30:00")

    def test_nobody_writes_a_deadline(self):
        lead = self._entered("2026-03-02 10:30")
        for name, value in (
            ("stage_deadline", "2030-01-01 00:00:00"),
            ("snooze_until", "2030-01-01"),
            ("snooze_reason", "Because"),
        ):
            for user in (self.agent, self.admin):
                with self.assertRaisesRegex(AccessError, "button Snooze"):
                    lead.with_user(user).write({name: value})
                leads = self.env["crm.lead"].with_user(user)
                with self.assertRaisesRegex(AccessError, "button Snooze"):
                    leads.create({"name": "Forged", name: value})
                with self.assertRaisesRegex(AccessError, "button Snooze"):
                    leads.with_context(**{f"default_{name}": value}).create(
                        {"name": "Forged"}
                    )
                result = leads.load(["name", name], [["Forged", value]])
                self.assertIn("button Snooze", str(result["messages"]))
        self.assertDeadline(lead, "2026-03-07 10:30:00")

    def test_saving_a_form_returns_the_new_deadline(self):
        lead = self._entered("2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            [values] = lead.web_save(
                {"stage_id": self.offer.id}, {"stage_deadline": {}, "is_stalled": {}}
            )
        self.assertEqual(str(values["stage_deadline"]), "2026-03-14 08:00:00")

    def test_nothing_is_asked_without_targets(self):
        def count():
            lead = self._entered("2026-03-02 10:30", stage_id=self.new.id)
            self._end_transaction()
            before = self.env.cr.sql_log_count
            lead.with_context(tracking_disable=True).stage_id = self.offer
            self._end_transaction()
            return self.env.cr.sql_log_count - before

        count()
        with_targets = count()
        stages = (self.talk | self.offer).sudo()
        stages.rotting_threshold_days = 0
        count()
        self.assertEqual(count(), with_targets - 1)

    def test_merging_keeps_the_clock_of_the_survivor(self):
        head = self._entered("2026-03-02 10:30", name="Head", probability=90)
        tail = self._entered("2026-03-03 10:30", name="Tail", probability=10)
        with self._at("2026-03-04 08:00"):
            tail.action_snooze("2026-03-20", "Waits")
            merged = (head | tail).with_user(self.admin).merge_opportunity()
        self.assertEqual(merged, head)
        self.assertDeadline(head, "2026-03-07 10:30:00")
        self.assertFalse(head.snooze_until)

    def test_past_stays_tell_whether_they_kept_the_target(self):
        good, late = leads = self._many_entered(2, "2026-03-02 10:30")
        with self._at("2026-03-04 08:00"):
            good.stage_id = self.offer
        with self._at("2026-03-14 08:00"):
            late.stage_id = self.offer
        targets = [self._timeline(lead)[0].target for lead in leads]
        self.assertEqual(targets, ["within", "over"])
        self.assertFalse(self._stay(good).target)
