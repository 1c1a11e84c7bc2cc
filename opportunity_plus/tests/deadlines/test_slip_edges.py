# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo.tests import tagged

from .slip_common import SlipCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSlipEdges(SlipCommon):
    """What is no slip, what is taken back, and what slips cost everybody else."""

    def test_closing_and_reopening_is_no_slip(self):
        lead = self._stalled()
        self._move(lead, self.won)
        self._move(lead.with_user(self.admin), self.talk, 30)
        self.assertDeadline(lead, "2026-03-15 10:00:30")
        self.assertFalse(self._planned(lead))

    def test_a_closing_in_between_is_no_slip(self):
        lead = self._stalled()
        self._move(lead, self.offer)
        self._move(lead, self.won, 10)
        with self._at("2026-03-10 10:00:20"):
            lead.oplus_action_undo_closing()
        self._move(lead, self.talk, 40)
        self.assertDeadline(lead, "2026-03-15 10:00:40")

    def test_a_change_in_between_changes_nothing(self):
        lead = self._stalled()
        self._move(lead, self.offer)
        with self._at("2026-03-10 10:00:10"):
            lead.expected_revenue = 700
        self._move(lead, self.talk, 30)
        self.assertDeadline(lead, self.DEADLINE)
        self.assertTrue(self._planned(lead))

    def test_a_return_that_is_rolled_back_leaves_nothing(self):
        lead = self._stalled()
        self._snooze(lead)
        self._move(lead, self.offer)
        with self._at("2026-03-10 10:00:30"):
            with self.env.cr.savepoint() as savepoint:
                lead.stage_id = self.talk
                self.env.cr.flush()
                self.assertTrue(self._planned(lead))
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertFalse(self._planned(lead))
        self.assertDeadline(lead, "2026-03-20 10:00:00")
        self.assertFalse(lead.snooze_until)
        self._move(lead, self.talk, 40)
        self.assertDeadline(lead, self.DEADLINE)
        self.assertTrue(lead.snooze_until)
        self.assertEqual(self._stay(lead).snooze_count, 1)

    def _return_and_go_on(self, lead, stage):
        """Be back for a savepoint, and somewhere else when the transaction ends."""
        self._move(lead, self.offer)
        with self._at("2026-03-10 10:00:30"):
            lead.stage_id = self.talk
            self.env.cr.flush()  # as a savepoint does
            self.assertTrue(self._planned(lead))
            lead.stage_id = stage
        self.env.invalidate_all()
        self.assertFalse(lead.snooze_until)
        self.assertFalse(self._planned(lead))
        self.assertEqual(self._stalls(lead).stay_id.id, self._timeline(lead)[0].id)
        counts = self._timeline(lead).mapped("snooze_count")
        self.assertEqual((counts[0], sum(counts)), (1, 1))

    def test_a_return_that_goes_on_elsewhere_is_none(self):
        lead = self._stalled()
        self._snooze(lead)
        self._return_and_go_on(lead, self.new)
        self.assertPath(
            lead, [(self.talk, "open"), (self.offer, "open"), (self.new, "open")]
        )
        self.assertDeadline(lead, False)
        # it still is one a moment later
        self._move(lead, self.talk, 50)
        self.assertDeadline(lead, self.DEADLINE)
        self.assertTrue(lead.snooze_until)
        self.assertEqual(self._stalls(lead).stay_id.id, self._stay(lead).id)

    def test_a_return_that_is_taken_back_is_none(self):
        lead = self._stalled()
        self._snooze(lead)
        self._return_and_go_on(lead, self.offer)
        self.assertPath(lead, [(self.talk, "open"), (self.offer, "open")])
        self.assertDeadline(lead, "2026-03-20 10:00:00")

    def test_a_plan_is_for_who_is_there(self):
        lead, other = self._stalled(2)
        self._move(lead | other, self.offer)
        with self._at("2026-03-10 10:00:10"):
            vals = {"user_id": self.colleague.id, "team_id": self.north.id}
            lead.sudo().write(vals)
            other.sudo().user_id = self.supervisor
            self.agent.sudo().active = False
        self._move((lead | other).with_user(self.manager), self.talk, 30)
        self.assertEqual(self._planned(lead).user_id, self.colleague)
        self.assertEqual(self._planned(other).user_id, self.supervisor)

    def test_what_ended_is_forgotten_at_night(self):
        lead = self._stalled()
        self._snooze(lead)
        self._move(lead, self.offer)
        rows = self.env["crm.lead.revision"].sudo()
        kept = rows.search([("lead_id", "=", lead.id)]).filtered("ended_before")
        self.assertEqual(kept.stage_id, self.offer)
        with self.mock_datetime_and_now(datetime(2026, 3, 11)):
            rows._gc_ended_before()
        self.env.invalidate_all()
        self.assertFalse(kept.ended_before)

    def test_the_test_on_history_takes_it_for_one_stay(self):
        lead = self._stalled()
        self._slip(lead)
        stage = self.talk.with_user(self.admin)
        with self.mock_datetime_and_now(datetime(2026, 3, 12)):
            action = stage.action_test_on_history(
                stage.id, {"rotting_threshold_days": 9}
            )
        test = self.env[action["res_model"]].sudo().browse(action["res_id"])
        self.assertEqual((test.moves, test.stalled), (1, 1))
        self.assertEqual(test.over_ids, lead.ids)

    def _statements(self, lead, stage, seconds):
        self._end_transaction()
        before = self.env.cr.sql_log_count
        self._move(lead.with_context(tracking_disable=True), stage, seconds)
        return self.env.cr.sql_log_count - before

    def test_other_moves_cost_nothing(self):
        def cost(seconds):
            lead = self._entered("2026-03-02 10:30")
            self._move(lead, self.offer)
            return self._statements(lead, self.new, seconds)

        _first, _second, slow, quick = map(cost, (600, 600, 600, 30))  # caches
        self.assertEqual(quick - slow, 1)

    def test_what_was_just_created_costs_nothing(self):
        def cost(entered):
            return self._statements(self._entered(entered), self.offer, 0)

        old, young = "2026-03-02 10:30", "2026-03-10 09:59:50"
        _first, _second, *costs = map(cost, (old, old, old, young))  # caches
        self.assertEqual(*costs)
