# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageTest(ConditionsCommon):
    """What a stage would have stopped, before it is stored."""

    def setUp(self):
        super().setUp()
        with self._at("2026-02-01 09:00"):
            self.mango = self._lead(name="Mango", expected_revenue=0)
            self.durian = self._lead(name="Durian", expected_revenue=50)
        with self._at("2026-02-11 09:00"):
            self.mango.stage_id = self.offer
        with self._at("2026-02-12 09:00"):
            vals = {"stage_id": self.offer.id, "stage_change_reason": "They called"}
            self.durian.write(vals)

    def _test(self, stage=None, user=None, **values):
        stage = self.offer if stage is None else stage
        stages = self.env["crm.stage"].with_user(user or self.admin)
        self.env.invalidate_all()  # as in a request of its own
        with self.mock_datetime_and_now(datetime(2026, 3, 1, 9)):
            action = stages.action_test_on_history(stage.id, values)
            test = self.env[action["res_model"]].with_user(user or self.admin)
            test = test.browse(action["res_id"])
            self.assertTrue(test.summary)
        return test

    def _fields(self, *names):
        return [Command.set(self._field(*names).ids)]

    def test_moves_that_lacked_a_field_then(self):
        self.mango.expected_revenue = 100  # what counts is what it was
        self._wait()
        test = self._test(condition_field_ids=self._fields("expected_revenue"))
        self.assertEqual((test.moves, test.conditions, test.stopped), (2, 1, 1))
        self.assertFalse(test.judged_today)
        self.assertEqual(test.breaches, 0)
        stays = self.env["crm.lead.stage.history"].browse(test.stopped_ids)
        self.assertEqual(stays.lead_id, self.mango)
        self.assertFalse(self.offer.sudo().condition_field_ids)

    def test_what_the_history_does_not_hold_is_judged_today(self):
        self.mango.referred = "Somchai"
        test = self._test(
            condition_field_ids=self._fields("referred"), condition_order=True
        )
        self.assertEqual(test.conditions, 2)
        self.assertIn("Referred By", test.judged_today)
        self.assertIn("quotations and orders", test.summary)
        test = self._test(condition_field_ids=self._fields("referred"))
        self.assertEqual(test.conditions, 1)

    def test_a_stage_that_nothing_came_to_says_so_and_no_more(self):
        stage = self.env["crm.stage"].with_user(self.admin).create({"name": "New"})
        fields = self._fields("referred")
        test = self._test(stage, condition_field_ids=fields, rotting_threshold_days=5)
        self.assertEqual(
            test.summary, "In the last 90 days, no opportunity came to this stage."
        )

    def test_moves_without_a_reason(self):
        test = self._test(change_reason="always")
        self.assertEqual((test.reasons, test.stopped), (1, 1))
        self.assertEqual(self._test(change_reason="backwards").reasons, 0)

    def test_lines_say_from_where_and_whose(self):
        test = self._test(change_reason="always")
        self.assertEqual(test.line_ids.from_stage_id, self.new)
        self.assertEqual(test.line_ids.user_id, self.agent)
        self.assertEqual(test.line_ids.reasons, 1)

    def test_stays_longer_than_the_target(self):
        with self._at("2026-02-14 09:00"):
            self.mango.stage_id = self.won
        test = self._test(rotting_threshold_days=5)
        self.assertEqual((test.stalled, test.over), (1, 1))
        self.assertEqual(test.over_ids, self.durian.ids)
        self.assertEqual((test.median_days, test.won_count), (3, 1))
        targets = [Command.create({"team_id": self.north.id, "days": 2})]
        test = self._test(rotting_threshold_days=5, oplus_target_ids=targets)
        self.assertEqual(test.stalled, 2)
        self.assertEqual(self._test(rotting_threshold_days=0).stalled, 0)

    def test_the_median_is_in_the_unit_of_the_target(self):
        # from Wednesday until Wednesday
        with self._at("2026-02-18 09:00"):
            self.mango.action_set_won()
        self.assertEqual(self._test(rotting_threshold_days=5).median_days, 7)
        calendar = self.env["resource.calendar"].sudo().create({"name": "Week"})
        company = self.env.company.sudo()
        company.partner_id.tz = calendar.tz = "UTC"
        company.opportunity_calendar_id = calendar
        company.opportunity_working_days = True
        test = self._test(rotting_threshold_days=5)
        self.assertAlmostEqual(test.median_days, 5)
        self.assertIn("5.0 working days", test.summary)
        self.assertEqual((test.stalled, test.won_count), (1, 1))
        with self._at("2026-02-20 09:00"):
            self.durian.action_set_won()  # from Thursday until Friday of next week
        test = self._test(rotting_threshold_days=5)
        self.assertAlmostEqual(test.median_days, 5.5)

    def test_open_ones_in_breach_today(self):
        test = self._test(condition_field_ids=self._fields("expected_revenue"))
        self.assertEqual(test.breach_ids, self.mango.ids)
        action = test.action_view_breaches()
        found = self.env["crm.lead"].search(action["domain"])
        self.assertEqual(found, self.mango)
        self.assertTrue(test.action_view_stopped()["domain"])
        self.assertTrue(test.action_view_over()["domain"])

    def test_the_checklist_of_the_stage_they_came_from(self):
        call = self._point(self.new, "First call")
        test = self._test(condition_checklist=True)
        self.assertEqual((test.conditions, test.breaches), (2, 2))
        (self.mango | self.durian).action_tick(call.id)
        test = self._test(condition_checklist=True)
        self.assertEqual((test.conditions, test.breaches), (0, 0))

    def test_the_checklist_of_the_stage_that_they_skipped(self):
        budget = self._point(self.talk, "Budget known")
        self.mango.action_tick(budget.id)
        test = self._test(condition_checklist=True)
        self.assertEqual((test.conditions, test.breaches), (1, 1))
        self.assertEqual(test.breach_ids, self.durian.ids)

    def test_skipped_stages_count_if_the_form_says_so(self):
        values = {"condition_field_ids": self._fields("expected_revenue")}
        self.assertEqual(self._test(self.talk, **values).conditions, 0)
        test = self._test(self.talk, condition_when_skipped=True, **values)
        self.assertEqual((test.moves, test.conditions), (0, 1))

    def test_moves_of_the_system_and_reopenings_are_left_out(self):
        with self._at("2026-02-15 09:00"):
            guava = self._lead(name="Guava")
            guava.sudo().with_user(1).stage_id = self.offer
        with self._at("2026-02-16 09:00"):
            self.mango.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at("2026-02-17 09:00"):
            self.mango.with_user(self.admin).action_restore()
        test = self._test(condition_field_ids=self._fields("referred"))
        self.assertEqual(test.conditions, 2)

    def test_moves_that_were_not_asked_are_left_out(self):
        self._ask(self.offer, "referred")
        with self._at("2026-02-15 09:00"):
            guava = self._lead(name="Guava").with_user(self.admin)
            guava.write(
                {
                    "stage_id": self.offer.id,
                    "stage_change_reason": "Two\nlines",
                    "stage_change_override": "The board\nwants it",
                }
            )
            order = self._order(self._lead(name="Papaya"))
        self.won.sudo().condition_field_ids = self.offer.sudo().condition_field_ids
        with self._at("2026-02-16 09:00"):
            self._lead(name="Melon").sudo().with_user(1).stage_id = self.offer
        self.assertTrue(order)
        asked = self._fields("referred")
        self.assertEqual(self._test(condition_field_ids=asked).conditions, 2)

    def test_moves_out_of_a_disabled_stage_are_left_out(self):
        with self._at("2026-02-15 09:00"):
            self._lead(name="Guava", stage_id=self.talk.id)
        with self._at("2026-02-16 09:00"):
            action = self.talk.with_user(self.admin).action_archive()
            dialog = self.env[action["res_model"]].with_user(self.admin)
            dialog = dialog.browse(action["res_id"])
            dialog.line_ids.target_stage_id = self.offer
            dialog.action_apply()
        test = self._test(condition_field_ids=self._fields("referred"))
        self.assertEqual((test.moves, test.conditions), (3, 2))

    def test_what_is_older_does_not_count(self):
        with self.mock_datetime_and_now(datetime(2026, 6, 1, 9)):
            stages = self.env["crm.stage"].with_user(self.admin)
            values = {"change_reason": "always"}
            action = stages.action_test_on_history(self.offer.id, values)
        test = self.env["crm.stage.test"].sudo().browse(action["res_id"])
        self.assertEqual(test.moves, 0)

    def test_a_new_stage_has_no_past(self):
        test = self._test(self.env["crm.stage"], condition_order=True)
        self.assertEqual((test.moves, test.breaches), (0, 0))

    def test_administrators_alone(self):
        for user in (self.agent, self.supervisor, self.manager):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._test(user=user)
        with self.assertRaisesRegex(UserError, "0 days"):
            self._test(rotting_threshold_days=-1)
