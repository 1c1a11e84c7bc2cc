# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json

from odoo.tests import tagged

from .pipeline_template_common import NAMES, PipelineTemplateCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineTemplate(PipelineTemplateCommon):
    """An administrator applies a ready-made pipeline; nothing is ever overwritten."""

    def test_a_new_company_gets_the_whole_pipeline(self):
        self._clear()
        preview = self.template.preview()
        self.assertEqual(json.loads(json.dumps(preview)), preview)
        self.assertEqual([line["name"] for line in preview["lines"]], NAMES)
        self.assertEqual(self._states(), ["add"] * 6)
        self.assertFalse(self._pipeline(), "a preview changes nothing")
        stages = self.template.apply()
        self.assertEqual(self._pipeline(), stages)
        self.assertEqual(stages.mapped("name"), NAMES)
        self.assertEqual(stages.mapped("is_won"), [False] * 5 + [True])
        rates = stages[:5].mapped("opportunity_probability")
        self.assertEqual(rates, sorted(set(rates)))
        for stage in stages[:5]:
            self.assertEqual(stage.change_reason, "backwards")
            self.assertGreater(stage.rotting_threshold_days, 0)
            self.assertIn("<li>", stage.guidance)
            required = stage.checkpoint_ids.mapped("is_required")
            self.assertEqual({*required}, {True, False})
            plan = stage.activity_plan_id
            self.assertEqual(plan.res_model, "crm.lead")
            self.assertTrue(plan.template_ids)
            self.assertEqual(
                {*plan.template_ids.mapped("responsible_type")}, {"on_demand"}
            )
        self.assertEqual(
            stages.filtered("opportunity_notify_leader").mapped("name"),
            ["Purchase approval"],
        )
        self.assertEqual(self._lead(stage_id=False).stage_id, stages[0])

    def test_twice_is_once(self):
        self._clear()
        stages = self.template.apply()
        self.assertFalse(self.template.apply())
        self.assertEqual(self._pipeline(), stages)
        self.assertEqual(self._states(), ["present"] * 6)
        for team in (self.north, self.south):
            self.assertFalse(self.template.apply(team.id), "the team shares them")
        self.assertEqual(
            self.env["mail.activity.plan"].search_count(
                [("id", "in", stages.activity_plan_id.ids)]
            ),
            5,
        )

    def test_next_to_other_stages(self):
        before = {
            stage: (stage.name, stage.change_reason, stage.is_won)
            for stage in self.env["crm.stage"].search([])
        }
        order = self._pipeline()
        preview = self.template.preview()
        self.assertEqual(self._states(), ["add"] * 5 + ["present"])
        self.assertIn("Offer", preview["other_stages"])
        self.assertNotIn("Won", preview["other_stages"])
        stages = self.template.apply()
        self.assertEqual(stages.mapped("name"), NAMES[:5])
        names = self._pipeline().mapped("name")
        start = names.index(NAMES[0])
        self.assertEqual(names[start - 1 : start + 6], ["Offer", *NAMES])
        self.assertEqual(self._pipeline() - stages, order, "nothing else moves")
        self.assertEqual(
            before,
            {
                stage: (stage.name, stage.change_reason, stage.is_won)
                for stage in before
            },
        )

    def test_renamed_disabled_deleted_and_changed_ones(self):
        self._clear()
        first, second, third, fourth, fifth, _won = self.template.apply()
        first.name = "Door opener"
        second.with_user(self.admin).action_archive()
        third.unlink()
        fourth.checkpoint_ids.unlink()
        fifth.write({"guidance": False, "sequence": fourth.sequence})
        self.assertEqual(
            self._states(),
            ["present", "disabled", "add", "present", "present", "present"],
        )
        line = self.template.preview()["lines"][0]
        self.assertEqual((line["stage_id"], line["stage_name"]), (first.id, first.name))
        added = self.template.apply()
        self.assertEqual(added.name, "Quotation")
        self.assertFalse(second.active)
        self.assertEqual(first.name, "Door opener")
        self.assertFalse(fourth.checkpoint_ids or fifth.guidance)
        names = self._pipeline().mapped("name")
        self.assertEqual(names[:2], ["Door opener", "Quotation"])

    def test_a_stage_of_the_same_name_counts(self):
        stages = self.env["crm.stage"].with_user(self.admin)
        # spaces and case do not matter
        own = stages.create({"name": "quotation ", "sequence": 3})
        added = self.template.apply()
        self.assertNotIn("Quotation", added.mapped("name"))
        self.assertEqual(own.change_reason, "never")
        names = self._pipeline().mapped("name")
        place = names.index("quotation ")
        self.assertEqual(
            names[place - 1 : place + 2], [NAMES[1], "quotation ", NAMES[3]]
        )

    def test_one_team(self):
        shared = self._pipeline()
        stages = self.template.apply(self.north.id)
        self.assertEqual(stages.team_ids, self.north)
        self.assertEqual(stages.mapped("name"), NAMES[:5], "Won is shared")
        self.assertEqual(self._pipeline(), shared)
        self.assertFalse(self.template.apply(self.north.id))
        self.assertEqual(len(self.template.apply(self.south.id)), 5)

    def test_translations_come_along(self):
        self._clear()
        for code in ("th_TH", "vi_VN"):
            self.env["res.lang"].sudo()._activate_lang(code)
        line = self.template.line_ids[0].sudo()
        point = line.point_ids[0]
        for code in ("th_TH", "vi_VN"):
            line.update_field_translations("name", {code: f"{code} name"})
            point.update_field_translations("name", {code: f"{code} point"})
            term = "Find out what the customer needs, and show how you can help."
            line.update_field_translations("guidance", {code: {term: f"{code} guide"}})
        template = self.template.with_context(lang="th_TH")
        self.assertEqual(template.preview()["lines"][0]["name"], "th_TH name")
        stage = template.apply()[0]
        self.assertEqual(stage.name, "th_TH name", "in the language of the caller")
        for code in ("th_TH", "vi_VN"):
            told = stage.with_context(lang=code)
            self.assertEqual(told.name, f"{code} name")
            self.assertEqual(told.checkpoint_ids[0].name, f"{code} point")
            self.assertIn(f"{code} guide", told.guidance)
        english = stage.with_context(lang="en_US")
        self.assertEqual(english.name, NAMES[0])
        self.assertIn("Find out what", english.guidance)
        self.assertIn("th_TH name", stage.activity_plan_id.name)
        # in any language it is known by its name
        stage.sudo().oplus_template_line_id = False
        self.assertFalse(self.template.apply())

    def test_a_language_that_was_installed_later(self):
        self._clear()
        stage, other = self.template.apply()[:2]
        other.with_context(lang="en_US").name = "Door opener"
        for code in ("fr_FR", "de_DE"):
            self.env["res.lang"].sudo()._activate_lang(code)
        for line in self.template.line_ids[:2].sudo():
            names = {"fr_FR": "French", "de_DE": "German"}
            line.update_field_translations("name", names)
            point = line.point_ids[0]
            point.update_field_translations("name", {"fr_FR": "French point"})
        term = "Find out what the customer needs, and show how you can help."
        self.template.line_ids[0].sudo().update_field_translations(
            "guidance", {"fr_FR": {term: "French guide"}}
        )
        stage.with_context(lang="de_DE").name = "Own name"
        languages = self.template.preview()["languages"]
        self.assertEqual([name.split()[0] for name in languages], ["French"])
        self.assertFalse(self.template.apply())
        french = stage.with_context(lang="fr_FR")
        self.assertEqual(french.name, "French")
        self.assertEqual(french.checkpoint_ids[0].name, "French point")
        self.assertIn("French guide", french.guidance)
        self.assertEqual(stage.with_context(lang="de_DE").name, "Own name")
        self.assertEqual(other.with_context(lang="fr_FR").name, "Door opener")
        self.assertFalse(self.template.preview()["languages"])
