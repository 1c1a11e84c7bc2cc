# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .pipeline_template_common import NAMES, PipelineTemplateCommon

GONE = "template does not exist any more"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineTemplateHalved(PipelineTemplateCommon):
    """Of a template of which something was deleted, the rest is applied."""

    def setUp(self):
        super().setUp()
        self._clear()
        self.dialogs = self.env["crm.pipeline.template.apply"].with_user(self.admin)

    def _applied(self):
        """Apply it in the dialog, and return the names of the stages."""
        with Form(self.dialogs) as form:
            form.template_id = self.template
            self.assertTrue(form.is_anything_to_add)
        form.record.action_apply()
        return self._pipeline().mapped("name")

    def test_without_some_of_its_stages(self):
        self.template.line_ids[1:3].unlink()
        names = [NAMES[0], *NAMES[3:]]
        lines = self.template.preview()["lines"]
        self.assertEqual([line["name"] for line in lines], names)
        self.assertEqual(self._applied(), names)

    def test_stages_of_deleted_lines_stay(self):
        self.template.apply()
        self.template.line_ids[1:3].unlink()
        preview = self.template.preview()
        self.assertEqual(self._states(), ["present"] * 4)
        self.assertEqual(preview["other_stages"], NAMES[1:3])
        self.assertFalse(self.template.apply())
        self.assertEqual(self._pipeline().mapped("name"), NAMES)

    def test_without_any_stage(self):
        self.template.line_ids.unlink()
        self.assertEqual(self.template.preview()["lines"], [])
        self.assertFalse(self.template.apply())
        with Form(self.dialogs) as form:
            form.template_id = self.template
            self.assertFalse(form.is_anything_to_add)

    def test_without_some_points_and_activities(self):
        first, second = self.template.line_ids[:2]
        first.point_ids.unlink()
        first.activity_ids.unlink()
        second.point_ids[1:].unlink()
        self.assertEqual(self._applied(), NAMES)
        stages = self._pipeline()
        self.assertFalse(stages[0].checkpoint_ids or stages[0].activity_plan_id)
        self.assertEqual(len(stages[1].checkpoint_ids), 1)
        self.assertTrue(stages[1].activity_plan_id.template_ids)

    def test_without_points_of_stages_that_are_there(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        [stage, *_others] = self.template.apply()
        points = stage.checkpoint_ids.mapped("name")
        self.template.line_ids[0].point_ids.unlink()
        self.assertFalse(self.template.apply())
        self.assertEqual(stage.checkpoint_ids.mapped("name"), points)

    def test_without_the_types_of_its_activities(self):
        kinds = self.template.line_ids.activity_ids.activity_type_id
        own = kinds[:1].sudo().copy({"name": "Demonstration"})
        line = self.template.line_ids[0]
        line.activity_ids[1:].unlink()
        line.activity_ids.activity_type_id = own
        self.template.line_ids[1].activity_ids[:1].activity_type_id = own
        rest = self.template.line_ids[1].activity_ids[1:].mapped("summary")
        self.env.flush_all()
        own.unlink()
        self.assertEqual(self._applied(), NAMES)
        first, second = self._pipeline()[:2]
        self.assertFalse(first.activity_plan_id)
        planned = second.activity_plan_id.template_ids.mapped("summary")
        self.assertEqual(planned, rest)

    def test_with_an_archived_type(self):
        line = self.template.line_ids[0]
        line.activity_ids.activity_type_id.sudo().active = False
        self.assertEqual(self._applied(), NAMES)
        self.assertTrue(self._pipeline()[0].activity_plan_id.template_ids)

    def test_a_plan_that_was_deleted_is_made_again(self):
        stages = self.template.apply()
        plans = stages.activity_plan_id
        stages[0].sudo().unlink()
        plans.sudo().unlink()
        [stage] = self.template.apply()
        self.assertTrue(stage.activity_plan_id.template_ids)

    def test_a_template_that_is_gone_says_so(self):
        template = self.template.copy({"name": "Tenders"})
        self.env.flush_all()
        template.unlink()
        for way in (template.preview, template.apply):
            with (
                self.subTest(way.__name__),
                self.assertRaisesRegex(UserError, GONE),
                self.env.cr.savepoint(),
            ):
                way()
        self.assertFalse(self._pipeline())

    def test_a_template_that_goes_while_the_dialog_is_open(self):
        template = self.template.copy({"name": "Tenders"})
        values = {"template_id": template.id, "team_id": False}
        # as the dialog has them
        spec = {"template_id": {}, "description": {}, "team_id": {}, "preview": {}}
        self.env.flush_all()
        template.unlink()
        self.env.invalidate_all()
        for name, way in {
            "another team": lambda: self.dialogs.onchange(
                {**values, "team_id": self.north.id}, ["team_id"], spec
            ),
            "the button": lambda: self.dialogs.web_save(values, spec),
        }.items():
            with (
                self.subTest(name),
                self.assertRaisesRegex(UserError, GONE),
                self.env.cr.savepoint(),
            ):
                way()
                self.env.flush_all()
        self.assertFalse(self._pipeline())
