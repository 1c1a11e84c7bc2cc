# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime

from odoo.fields import Command
from odoo.tests import tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageTestRunning(ConditionsCommon):
    """Of running stays, the test says what the target will say once it is stored."""

    def setUp(self):
        super().setUp()
        self.env["crm.stage"].sudo().search([]).rotting_threshold_days = 0
        with self._at("2026-02-01 09:00"):
            self.mango = self._lead(name="Mango")
            self.durian = self._lead(name="Durian")
        with self._at("2026-02-11 09:00"):
            self.mango.stage_id = self.offer
        with self._at("2026-02-12 09:00"):
            self.durian.stage_id = self.offer

    def _check(self, days, over):
        """Compare test and target; return the test."""
        self.env.invalidate_all()  # as in a request of its own
        stage = self.offer.with_user(self.admin)
        with self.mock_datetime_and_now(datetime(2026, 3, 1, 9)):
            values = {"rotting_threshold_days": days}
            action = stage.action_test_on_history(stage.id, values)
            test = self.env[action["res_model"]].with_user(self.admin)
            test = test.browse(action["res_id"])
            self.assertEqual(set(test.over_ids), set(over.ids))
            stage.write(values)
            leads = self.env["crm.lead"].with_user(self.admin)
            self.assertEqual(leads.search([("is_stalled", "=", True)]), over)
        return test

    def _undone(self):
        """Win and take that back."""
        with self._at("2026-02-20 09:00:00"):
            self.mango.action_set_won()
        with self._at("2026-02-20 09:00:10"):
            self.mango.oplus_action_undo_closing()

    def test_an_undone_closing_leaves_the_clock_alone(self):
        self._undone()
        test = self._check(15, self.mango | self.durian)
        self.assertEqual((test.moves, test.stalled), (2, 2))

    def test_a_stay_that_an_undone_closing_interrupted_is_one(self):
        self._undone()
        test = self._check(5, self.mango | self.durian)
        self.assertEqual((test.moves, test.stalled), (2, 2))
        with self._at("2026-02-27 09:00"):
            self.mango.stage_id = self.won
        self.assertEqual(self._check(5, self.durian).stalled, 2)

    def test_the_company_is_that_of_today(self):
        calendar = self.env["resource.calendar"].sudo().create({"name": "Week"})
        branch = self.env["res.company"].sudo().create({"name": "Branch"})
        calendar.write({"tz": "UTC", "company_id": branch.id})
        branch.write(
            {"opportunity_calendar_id": calendar.id, "opportunity_working_days": True}
        )
        branch.partner_id.tz = "UTC"
        self.admin.sudo().company_ids = [Command.link(branch.id)]
        with self._at("2026-02-20 09:00"):
            vals = {"user_id": False, "team_id": False, "company_id": branch.id}
            self.mango.sudo().write(vals)
        # 14 working days from Wednesday, 11 February, end on 3 March
        self._check(14, self.durian)
