# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo.tests import HttpCase, tagged

from ..language_common import LanguageCommon
from ..templates.pipeline_template_common import NAMES, PipelineTemplateCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineUi(PipelineTemplateCommon, LanguageCommon, HttpCase):
    """An administrator reopens, and makes the pipeline, in a browser."""

    def test_a_ready_made_pipeline_in_thai(self):
        self._speaks(self.admin, "th_TH")
        before = self._pipeline()
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_pipeline_template", login="op_admin"
        )
        self.env.invalidate_all()
        added = self._pipeline() - before
        self.assertEqual(added.mapped("name"), NAMES[:5])

    def test_reopening_and_stages_renamed_disabled_and_enabled(self):
        self.env = self.env(user=self.admin)
        vals = {"user_id": self.admin.id}
        north = self._lead(name="North deal", **vals)
        south = self._lead(name="South deal", team_id=self.south.id, **vals)
        lost = self._lead(name="Lost deal", **vals)
        self._end_transaction()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.start_tour(
            f"/odoo/crm/{lost.id}", "opportunity_plus_stages", login="op_admin"
        )
        self.env.invalidate_all()
        opened = [(self.new, "open"), (self.new, "lost"), (self.offer, "open")]
        self.assertPath(lost, opened)
        self.assertEqual(self._timeline(lost)[-1].reason, "They called back")
        self.assertEqual(self.new.name, "First talks")
        self.assertTrue(self.new.active)
        self.assertPath(north, [(self.new, "open"), (self.talk, "open")])
        self.assertPath(south, [(self.new, "open"), (self.offer, "open")])

    def test_what_no_stage_can_take_is_listed(self):
        (self.new | self.offer).sudo().team_ids = self.north
        self._lead(name="North deal", stage_id=self.offer.id)
        alone = self._lead(name="Deal of nobody", stage_id=self.offer.id)
        alone.sudo().write({"user_id": False, "team_id": False})
        self._end_transaction()
        self.start_tour(
            "/odoo/action-crm.crm_stage_action",
            "opportunity_plus_stage_stuck",
            login="op_admin",
        )

    def test_targets_of_a_stage_and_of_a_team(self):
        north = self._lead(stage_id=self.offer.id)
        south = self._lead(stage_id=self.offer.id, team_id=self.south.id)
        self._end_transaction()
        self.start_tour(
            f"/odoo/crm.stage/{self.offer.id}",
            "opportunity_plus_stage_target",
            login="op_admin",
        )
        self.env.invalidate_all()
        for lead, days in ((north, 3), (south, 7)):
            entered = self._timeline(lead).date_in
            self.assertEqual(lead.stage_deadline, entered + timedelta(days))


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelinePhone(PipelineTemplateCommon, LanguageCommon, HttpCase):
    """An administrator makes the pipeline on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_ready_made_pipeline_in_thai(self):
        self._speaks(self.admin, "th_TH")
        before = self._pipeline()
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_pipeline_template_phone", login="op_admin"
        )
        self.env.invalidate_all()
        added = self._pipeline() - before
        self.assertEqual(added.mapped("name"), NAMES[:5])
