# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .slip_common import SlipCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSlip(SlipCommon):
    """What is back within a minute has not left its stage, as far as its clock, its
    snooze and its plan are concerned."""

    def test_the_clock_goes_on(self):
        lead = self._stalled()
        self._slip(lead)
        self.assertDeadline(lead, self.DEADLINE)
        with self._at("2026-03-10 11:00"):
            self.assertTrue(lead.is_stalled)
            self.assertEqual(lead.rotting_days, 8)
        # whatever renews it
        with self._at("2026-03-10 12:00"):
            self.talk.sudo().rotting_threshold_days = 6
        self.assertDeadline(lead, "2026-03-08 10:30:00")
        with self._at("2026-03-10 14:00"):
            lead.stage_id = self.offer
        self.assertDeadline(lead, "2026-03-20 14:00:00")

    def test_the_history_keeps_what_happened(self):
        lead = self._stalled()
        self._slip(lead)
        self.assertPath(
            lead, [(self.talk, "open"), (self.offer, "open"), (self.talk, "open")]
        )
        minutes = [str(stay.date_in) for stay in self._timeline(lead)]
        self.assertEqual(minutes[1:], ["2026-03-10 10:00:00", "2026-03-10 10:00:30"])

    def test_a_minute_is_no_slip(self):
        for seconds, deadline in (
            (59, self.DEADLINE),
            (60, "2026-03-15 10:01:00"),
            (61, "2026-03-15 10:01:01"),
        ):
            with self.subTest(seconds):
                lead = self._stalled()
                self._slip(lead, seconds)
                self.assertDeadline(lead, deadline)
                self.assertEqual(bool(self._planned(lead)), seconds < 60)

    def test_the_clock_goes_on_without_any_target(self):
        stages = (self.talk | self.offer).sudo()
        stages.rotting_threshold_days = 0
        lead = self._entered("2026-03-02 10:30")
        self._slip(lead)
        stages.rotting_threshold_days = 5
        self.assertDeadline(lead, self.DEADLINE)

    def test_the_snooze_and_its_count_go_on(self):
        lead = self._stalled()
        self._snooze(lead)
        self._move(lead, self.offer)
        self.assertFalse(lead.snooze_until)
        self._move(lead, self.talk, 30)
        self.assertEqual(str(lead.snooze_until), "2026-03-20")
        self.assertEqual(lead.snooze_reason, "Waits for the harvest")
        counts = self._timeline(lead).mapped("snooze_count")
        self.assertEqual(counts, [0, 0, 1])
        self.assertDeadline(lead, self.DEADLINE)

    def test_a_slip_is_no_way_round_the_limit_of_snoozes(self):
        lead = self._stalled()
        self._snooze(lead, "2026-03-15")
        self._snooze(lead)
        self._slip(lead)
        with self.assertRaisesRegex(UserError, "more than 2 times"):
            self._snooze(lead)
        # a real move is one
        self._move(lead, self.offer, 600)
        self._move(lead, self.talk, 1200)
        self._snooze(lead)

    def test_the_plan_goes_on_and_is_not_started_again(self):
        lead = self._stalled()
        values = self._planned(lead).copy_data()
        self._move(lead, self.offer)
        self.assertFalse(self._planned(lead))
        self._move(lead, self.talk, 30)
        again = self._planned(lead)
        self.assertEqual(again.copy_data(), values)
        self.assertEqual(again.user_id, self.agent)
        with self._notices() as sent:
            self._run("2026-03-10 11:00")
        self.assertEqual(self._planned(lead), again)
        self.assertFalse(sent)
        self.assertEqual(len(self._stalls(lead)), 1)

    def test_what_was_done_stays_done(self):
        lead = self._stalled()
        with self._at("2026-03-09 10:00"):
            self._planned(lead).with_user(self.agent).action_done()
        self._slip(lead)
        self.assertFalse(self._planned(lead))
        self._run("2026-03-11 06:00")
        self.assertFalse(self._planned(lead))

    def test_the_leader_is_notified_when_it_was_time(self):
        lead = self._stalled()
        self._slip(lead)
        with self._notices() as sent:
            self._run("2026-03-11 06:00")
            self._run("2026-03-12 06:00")
        [(subject, readers, _message)] = sent
        self.assertEqual(subject, f"Still stalled: {lead.name}")
        self.assertEqual(readers, self.supervisor)

    def test_through_two_stages(self):
        lead = self._stalled()
        self._snooze(lead)
        self._move(lead, self.offer)
        self._move(lead, self.new, 20)
        self._move(lead, self.talk, 50)
        self.assertDeadline(lead, self.DEADLINE)
        self.assertEqual(str(lead.snooze_until), "2026-03-20")
        self.assertTrue(self._planned(lead))

    def test_through_two_stages_in_more_than_a_minute(self):
        lead = self._stalled()
        self._move(lead, self.offer)
        self._move(lead, self.new, 40)
        self._move(lead, self.talk, 70)
        self.assertDeadline(lead, "2026-03-15 10:01:10")
        self.assertFalse(self._planned(lead))

    def test_again_and_again(self):
        lead = self._stalled()
        self._snooze(lead)
        self._slip(lead, 10)
        self._move(lead, self.offer, 20)
        self._move(lead, self.talk, 30)
        self._move(lead, self.offer, 600)
        self._move(lead, self.talk, 630)
        self.assertDeadline(lead, self.DEADLINE)
        self.assertEqual(str(lead.snooze_until), "2026-03-20")
        self.assertEqual(sum(self._timeline(lead).mapped("snooze_count")), 1)
        self.assertEqual(len(self._planned(lead)), 1)
        self.assertEqual(len(self._stalls(lead)), 1)

    def test_somebody_else_brings_it_back(self):
        lead = self._stalled()
        self._snooze(lead)
        self._move(lead, self.offer)
        self._move(lead.with_user(self.supervisor), self.talk, 30)
        self.assertDeadline(lead, self.DEADLINE)
        self.assertTrue(lead.snooze_until)
        self.assertEqual(self._planned(lead).user_id, self.agent)
        self.assertEqual(self._stay(lead).user_id, self.supervisor)

    def test_the_form_shows_at_once_what_goes_on(self):
        lead = self._stalled()
        self._snooze(lead)
        self._move(lead, self.offer)
        with self._at("2026-03-10 10:00:30"):
            [values] = lead.web_save(
                {"stage_id": self.talk.id}, {"stage_deadline": {}, "snooze_until": {}}
            )
        self.assertEqual(str(values["stage_deadline"]), self.DEADLINE)
        self.assertEqual(str(values["snooze_until"]), "2026-03-20")

    def test_many_at_once(self):
        def count(number):
            leads = self._stalled(number)
            self._snooze(leads)
            self._move(leads, self.offer)
            self._end_transaction()
            before = self.env.cr.sql_log_count
            self._move(leads.with_context(tracking_disable=True), self.talk, 30)
            spent = self.env.cr.sql_log_count - before
            self.assertDeadline(leads, self.DEADLINE)
            self.assertEqual(len(self._planned(leads)), number)
            self.assertTrue(all(leads.mapped("snooze_until")))
            return spent

        count(2)
        few, many = count(2), count(12)
        self.assertLessEqual(many - few, 3)

    def test_many_without_plan_or_snooze_cost_as_much_as_one(self):
        self.talk.sudo().activity_plan_id = False

        def count(number):
            leads = self._many_entered(number, "2026-03-02 10:30")
            self._move(leads, self.offer)
            before = self.env.cr.sql_log_count
            self._move(leads.with_context(tracking_disable=True), self.talk, 30)
            spent = self.env.cr.sql_log_count - before
            self.assertDeadline(leads, self.DEADLINE)
            return spent

        count(2)
        self.assertEqual(count(2), count(12))
