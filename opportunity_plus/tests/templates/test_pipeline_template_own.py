# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .pipeline_template_common import NAMES, PipelineTemplateCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineTemplateOwn(PipelineTemplateCommon):
    """Teams that have stages of a template already keep them, and get no others when it
    is applied to all teams."""

    def _board(self, team):
        """The names of the stages on the board of a team, in their order."""
        stages = (
            self.env["crm.stage"]
            .sudo()
            .search(["|", ("team_ids", "=", False), ("team_ids", "=", team.id)])
        )
        return (stages - self.new - self.talk - self.offer).mapped("name")

    def _own_stage(self, name, team, **vals):
        vals = {"name": name, "team_ids": [Command.link(team.id)], **vals}
        return self.env["crm.stage"].with_user(self.admin).create(vals)

    def test_to_one_team_and_then_to_all(self):
        own = self.template.apply(self.north.id)
        added = self.template.apply()
        self.assertEqual(added.mapped("name"), NAMES[:5])
        for team in (self.north, self.south):
            self.assertEqual(self._board(team), NAMES)
        self.assertEqual(own.team_ids, self.north)
        self.assertNotIn(self.north, added.team_ids)
        # twice is once, in any order
        for team_id in (False, self.north.id, self.south.id):
            self.assertFalse(self.template.apply(team_id))
            self.assertEqual(self._states(team_id), ["present"] * 6)

    def test_a_team_that_is_added_later(self):
        self.template.apply(self.north.id)
        self.template.apply()
        west = self.env["crm.team"].with_user(self.admin).create({"name": "West"})
        self.assertEqual(self._states(), ["add"] * 5 + ["present"])
        added = self.template.apply()
        self.assertEqual(added.team_ids, west)
        for team in (self.north, self.south, west):
            self.assertEqual(self._board(team), NAMES)

    def test_only_what_a_team_has_itself_is_limited(self):
        """Of the stages of a team, those of other teams are no part."""
        self._clear()
        # spaces and case do not matter; a disabled one is there, too
        own = self._own_stage("quotation ", self.south, sequence=3, active=False)
        self.assertEqual(self._states(), ["add"] * 6)
        self.assertEqual(self._states(self.south.id)[2], "disabled")
        added = self.template.apply()
        limited = added.filtered("team_ids")
        self.assertEqual(limited.name, "Quotation")
        self.assertEqual(self._board(self.north), NAMES)
        self.assertNotIn("Quotation", self._board(self.south))
        own.active = True
        board = self._board(self.south)
        self.assertEqual(board, [*NAMES[:2], "quotation ", *NAMES[3:]])

    def test_a_team_with_a_won_stage_of_its_own(self):
        self._clear()
        self._own_stage("Delivered", self.south, is_won=True)
        self.template.apply()
        self.assertEqual(self._board(self.north), NAMES)
        self.assertEqual(self._board(self.south), [*NAMES[:5], "Delivered"])

    def test_where_all_teams_have_it_nothing_is_added(self):
        self.template.apply(self.north.id)
        others = self.env["crm.team"].sudo().with_context(active_test=False).search([])
        for stage in self._pipeline(self.north) - self.talk:
            stage.with_user(self.admin).team_ids = [Command.set(others.ids)]
        self.assertEqual(self._states(), ["present"] * 6)
        self.assertFalse(self.template.apply())

    def test_archived_teams_neither_count_nor_get_any(self):
        past = self.env["crm.team"].with_user(self.admin).create({"name": "Past"})
        self._clear()
        both = {"team_ids": [Command.set((self.north | self.south).ids)]}
        self._own_stage("Quotation", self.south)
        self._own_stage("Negotiation", past)
        self._own_stage("Purchase approval", self.north, **both)
        past.active = False
        self.assertEqual(self._states(), ["add"] * 4 + ["present", "add"])
        added = self.template.apply().with_context(active_test=False)
        limits = {stage.name: stage.team_ids for stage in added if stage.team_ids}
        self.assertEqual(limits, {"Quotation": self.north})
        self.assertFalse(self.template.apply())

    def test_teams_of_companies_that_the_user_may_not_see(self):
        companies = self.env["res.company"].sudo()
        teams = self.env["crm.team"].sudo()
        abroad = companies.create({"name": "Abroad"})
        far, own = teams.create(
            [{"name": name, "company_id": abroad.id} for name in ("Far", "Own")]
        )
        stage = self._own_stage("Quotation", self.north)
        stage.sudo().team_ids = [Command.set((own | self.north).ids)]
        line = self.template.preview()["lines"][2]
        self.assertEqual(line["owners"], ["North"])
        self.template.apply()
        self.assertEqual(self._board(far), NAMES)
        self.assertEqual(self._board(own), NAMES)

    def test_the_dialog_names_them(self):
        dialogs = self.env["crm.pipeline.template.apply"].with_user(self.admin)
        with Form(dialogs) as form:
            self.assertNotIn("of their own", form.preview)
        self.template.apply(self.north.id)
        with Form(dialogs) as form:
            self.assertIn("Will be added", form.preview)
            self.assertIn("North (Contact &amp; presentation, Under", form.preview)
            self.assertIn("opportunities without a sales team", form.preview)
            self.assertTrue(form.is_anything_to_add)
        form.record.action_apply()
        with Form(dialogs) as form:
            self.assertIn("North (Contact &amp; presentation, Under", form.preview)
            self.assertNotIn("opportunities without a sales team", form.preview)
            self.assertFalse(form.is_anything_to_add)
