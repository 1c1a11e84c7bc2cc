# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .pipeline_template_common import PipelineTemplateCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineTemplateDialog(PipelineTemplateCommon):
    """Who may apply a template, from where, and what impossible values get."""

    def test_only_administrators(self):
        for user in (self.agent, self.supervisor, self.manager, self.outsider):
            template = self.template.with_user(user)
            for way in (template.preview, template.apply):
                with (
                    self.subTest(user.login),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    way()

    def test_bad_teams(self):
        gone = self.env["crm.team"].with_user(self.admin).create({"name": "Gone"})
        gone_id = gone.id
        gone.unlink()
        before = self.env["crm.stage"].search_count([])
        for team_id in (gone_id, 2**31 - 1, "x", [1, 2], True, -1, {"a": 1}):
            for way in (self.template.preview, self.template.apply):
                with (
                    self.subTest(team_id=team_id),
                    self.assertRaises(UserError),
                    self.env.cr.savepoint(),
                ):
                    way(team_id)
        self.assertEqual(self.env["crm.stage"].search_count([]), before)

    def test_days_that_a_stage_refuses_are_refused_where_they_are_typed(self):
        line = self.template.line_ids[0]
        for field in ("rotting_threshold_days", "escalation_days"):
            for days in (-1, 5000):
                with (
                    self.subTest(field, days=days),
                    self.assertRaisesRegex(ValidationError, "days from 0"),
                    self.env.cr.savepoint(),
                ):
                    line[field] = days

    def test_own_templates(self):
        self._clear()
        template = self.env["crm.pipeline.template"].with_user(self.admin)
        with Form(template) as form:
            form.name = "Tenders"
            with form.line_ids.new() as line:
                line.name = "Tender"
            with form.line_ids.new() as line:
                line.name = "Award"
                line.category = "won"
        stages = form.record.apply()
        self.assertEqual(stages.mapped("category"), ["in_progress", "won"])
        self.assertFalse(stages.activity_plan_id)

    def test_the_dialog(self):
        dialogs = self.env["crm.pipeline.template.apply"].with_user(self.admin)
        with Form(dialogs) as form:
            self.assertIn("Will be added", form.preview)
            self.assertIn("Contact &amp; presentation", form.preview)
            form.team_id = self.north.with_user(self.admin)
        action = form.record.action_apply()
        self.assertIn("Added: ", action["params"]["message"])
        self.assertEqual(action["params"]["next"]["tag"], "soft_reload")
        self.assertEqual(len(self._pipeline(self.north) - self.talk), 5)
        with Form(dialogs) as form:
            form.team_id = self.north.with_user(self.admin)
            self.assertNotIn("Will be added", form.preview)
            self.assertFalse(form.is_anything_to_add)

    def test_a_team_that_uses_shared_stages_is_told_why(self):
        self._clear()
        self.template.apply()
        dialogs = self.env["crm.pipeline.template.apply"].with_user(self.admin)
        with Form(dialogs) as form:
            self.assertNotIn("no copy of its own", form.preview)
            form.team_id = self.north.with_user(self.admin)
            self.assertIn("no copy of its own: Contact &amp; pres", form.preview)
            self.assertFalse(form.is_anything_to_add)

    def test_missing_texts_can_be_added(self):
        self._clear()
        self.template.apply()
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        line = self.template.line_ids[0].sudo()
        line.update_field_translations("name", {"fr_FR": "French"})
        dialogs = self.env["crm.pipeline.template.apply"].with_user(self.admin)
        with Form(dialogs) as form:
            self.assertIn("missing texts will be added", form.preview)
            self.assertTrue(form.is_anything_to_translate)
            self.assertFalse(form.is_anything_to_add)
        form.record.action_apply()
        stage = self._pipeline()[0].with_context(lang="fr_FR")
        self.assertEqual(stage.name, "French")

    def test_an_empty_board_offers_it_to_administrators(self):
        name = "crm_pipeline_template_apply_action"
        for user, offers in ((self.admin, 1), (self.agent, 0), (self.manager, 0)):
            teams = self.env["crm.team"].with_user(user)
            actions = self.env["ir.actions.act_window"].with_user(user)
            for action in (
                actions._for_xml_id("crm.crm_lead_action_pipeline"),
                actions._for_xml_id("crm.crm_lead_opportunities"),
                teams.action_your_pipeline(),
                self.north.with_user(user).action_open_leads(),
            ):
                self.assertEqual(action["help"].count(name), offers, action["help"])

    def test_the_menu_is_there_without_developer_mode(self):
        menus = self.env["ir.ui.menu"]
        menu = self.env.ref("crm.menu_crm_lead_stage_act")
        visible = menus.with_user(self.admin)._visible_menu_ids(debug=False)
        self.assertIn(menu.id, visible)
        visible = menus.with_user(self.manager)._visible_menu_ids(debug=False)
        self.assertNotIn(menu.id, visible)
