# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..conditions.conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStagePlace(ConditionsCommon):
    """Forward and back are what they look like on the board.

    Demo has the sequence of New, and stands before it by its name.
    """

    def setUp(self):
        super().setUp()
        stages = self.env["crm.stage"].sudo()
        self.demo = stages.create({"name": "Demo", "sequence": 1, "team_ids": False})
        board = self.env["crm.lead"]._read_group_stage_ids(stages, [])
        self.assertEqual(board[:2], self.demo | self.new)

    def test_moving_back_asks_for_a_reason(self):
        (self.demo | self.new).sudo().change_reason = "backwards"
        lead = self._lead(stage_id=self.demo.id)
        lead.stage_id = self.new  # forward
        self.assertIn(self.demo.id, lead.oplus_stages_asking_reason)
        with self.assertRaisesRegex(ValidationError, "reason"):
            lead.stage_id = self.demo

    def test_conditions_are_asked_of_what_goes_forward(self):
        lead = self._lead()
        self._ask(self.demo, "referred")
        self._ask(self.new, "website", condition_when_skipped=True)
        self.assertNotIn(self.demo.id, lead.oplus_stages_with_conditions or [])
        lead.stage_id = self.demo
        self._wait()
        with (
            self.assertRaisesRegex(ValidationError, "Website"),
            self.env.cr.savepoint(),
        ):
            lead.stage_id = self.new
        with self.assertRaisesRegex(ValidationError, "Website"):
            lead.stage_id = self.offer  # past New

    def test_the_checklist_of_the_stage_before_on_the_board(self):
        self._ask(self.talk, condition_checklist=True)
        self._point(self.demo, "First call")
        self._point(self.new, "Second call")
        with self.assertRaisesRegex(ValidationError, "Second call"):
            self._lead(stage_id=self.talk.id)

    def test_the_next_stage_is_the_next_column(self):
        lead = self._lead(stage_id=self.demo.id)
        lead.oplus_action_next_stage()
        self.assertEqual(lead.stage_id, self.new)

    def test_conversion_goes_by_the_same_order(self):
        with self._at("2026-03-02 09:00"):
            lead = self._lead()
        with self._at("2026-03-03 09:00"):
            lead.stage_id = self.demo
        history = self.env["crm.lead.stage.history"]
        rows = history.conversion("2026-03-01", "2026-03-31")
        ours = self.demo | self.new
        rows = [row for row in rows if row["stage_id"] in ours.ids]
        self.assertEqual([row["stage_id"] for row in rows], ours.ids)
        self.assertEqual([row["moved_back"] for row in rows], [0, 1])
        shown = self.env["crm.lead.conversion"].search([("lead_id", "=", lead.id)])
        [shown] = shown.filtered(lambda row: row.stage_id == self.new)
        self.assertEqual(shown.became, "moved_back")

    def test_each_language_has_its_board(self):
        self.env["res.lang"].sudo()._activate_lang("vi_VN")
        stages = self.env["crm.stage"].with_context(lang="vi_VN").sudo()
        stages.browse(self.demo.id).name = "Trình bày"
        stages.browse(self.new.id).name = "Mới"
        places = stages._oplus_places()
        self.assertLess(places[self.new.id], places[self.demo.id])
        places = stages.with_context(lang="en_US")._oplus_places()
        self.assertLess(places[self.demo.id], places[self.new.id])
