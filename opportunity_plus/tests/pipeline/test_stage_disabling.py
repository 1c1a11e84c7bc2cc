# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .stage_disabling_common import StageDisablingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisabling(StageDisablingCommon):
    """An administrator switches stages off and on; open opportunities are moved."""

    def test_a_stage_without_open_opportunities_is_disabled_at_once(self):
        lost = self._lead(stage_id=self.offer.id)
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.assertFalse(self._as_admin(self.offer).action_archive())
        self.assertFalse(self.offer.active)
        self.assertEqual(lost.stage_id, self.offer)

    def test_the_dialog_moves_open_opportunities_by_team(self):
        with self._at("2026-03-02 09:00"):
            north = self._lead(stage_id=self.offer.id)
            south = self._lead(stage_id=self.offer.id).sudo()
            south.write({"user_id": self.colleague.id, "team_id": self.south.id})
            lost = self._lead(stage_id=self.offer.id)
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.talk.sudo().change_reason = "always"
        with self._at("2026-03-05 09:00"):
            dialog = self._dialog(self.offer)
            self.assertEqual(
                {(line.team_id, line.count) for line in dialog.line_ids},
                {(self.north, 1), (self.south, 1)},
            )
            for line in dialog.line_ids:
                is_north = line.team_id == self.north
                line.target_stage_id = self.talk if is_north else self.new
            told = dialog.action_apply()["params"]["message"]
        self.assertIn("Disabled: Offer. Open opportunities moved: 2.", told)
        self.assertFalse(self.offer.active)
        self.assertFalse(self.offer.replaced_by_id, "two stages took its place")
        self.assertEqual(
            (north | south | lost).mapped("stage_id"), self.talk | self.new | self.offer
        )
        self.assertTimeline(
            north,
            [
                (self.offer, "open", "2026-03-02 09:00", "2026-03-05 09:00"),
                (self.talk, "open", "2026-03-05 09:00", False),
            ],
        )
        stay = self._timeline(north)[-1]
        self.assertEqual(stay.user_id, self.admin)
        self.assertIn("Offer was disabled", stay.reason)

    def test_one_target_replaces_the_stage_in_reports(self):
        lead = self._lead(stage_id=self.offer.id)
        won = self._lead(stage_id=self.won.id)
        self._end_transaction()
        dialog = self._dialog(self.offer)
        dialog.line_ids.target_stage_id = self.new
        dialog.action_apply()
        self.assertEqual(self.offer.replaced_by_id, self.new)
        self.assertEqual(self.offer.oplus_today_id, self.new)
        history = self.env["crm.lead.stage.history"]
        self._end_transaction()
        groups = history._read_group(
            [("lead_id", "in", (lead | won).ids)], ["stage_today_id"], ["__count"]
        )
        self.assertEqual(dict(groups), {self.new: 2, self.won: 1})
        action = self._as_admin(self.offer).action_unarchive()
        self.assertIn("Enabled: Offer", action["params"]["message"])
        self.assertEqual(
            action["params"]["next"]["type"], "ir.actions.act_window_close"
        )
        self.assertFalse(self._as_admin(self.offer).action_unarchive())
        self.assertFalse(self.offer.replaced_by_id, "it stands for itself again")
        self.assertEqual(self.offer.oplus_today_id, self.offer)

    def test_enabling_in_the_list_shows_all_stages(self):
        self._as_admin(self.offer).action_archive()
        stages = self.offer.with_context(opportunity_plus_from_list=True)
        action = self._as_admin(stages).action_unarchive()
        following = action["params"]["next"]
        self.assertEqual(following["res_model"], "crm.stage")
        self.assertEqual(following["target"], "main")

    def test_the_dialog_says_that_conditions_are_overridden(self):
        lead = self._lead()
        fields = self.env["ir.model.fields"].sudo()
        field = fields._get("crm.lead", "referred")
        self.offer.sudo().condition_field_ids = field
        dialog = self._dialog(self.new)
        self.assertFalse(dialog.conditions_note)
        with Form(dialog) as form:
            with form.line_ids.edit(0) as line:
                line.target_stage_id = self._as_admin(self.talk)
            self.assertFalse(form.conditions_note)
            with form.line_ids.edit(0) as line:
                line.target_stage_id = self._as_admin(self.offer)
            self.assertIn("ask for conditions: Offer", form.conditions_note)
        dialog.action_apply()
        self._end_transaction()
        self.assertEqual(lead.stage_id, self.offer)
        self.assertIn("missing: Referred By", self._timeline(lead)[-1].reason)

    def test_several_stages_at_once(self):
        later = self.new.sudo().copy({"name": "Later", "sequence": 9})
        first, second = self._lead(), self._lead(stage_id=self.offer.id)
        dialog = self._dialog(self.new | self.offer)
        self.assertEqual(dialog.line_ids.stage_id, self.new | self.offer)
        self.assertEqual(dialog.line_ids.usable_stage_ids, self.talk | later)
        dialog.line_ids.target_stage_id = self.talk
        dialog.action_apply()
        self.assertEqual((first | second).stage_id, self.talk)
        self.assertFalse(any((self.new | self.offer).mapped("active")))

    def test_the_only_other_stage_is_proposed(self):
        lead = self._lead(stage_id=self.offer.id)
        lead.sudo().write({"user_id": self.colleague.id, "team_id": self.south.id})
        dialog = self._dialog(self.offer)
        self.assertEqual(dialog.line_ids.target_stage_id, self.new)

    def test_one_choice_for_all_teams(self):
        self._lead(stage_id=self.offer.id)
        dialog = self._dialog(self.offer)
        with Form(dialog) as form:
            form.target_stage_id = self._as_admin(self.new)
        self.assertEqual(dialog.line_ids.target_stage_id, self.new)

    def test_a_dialog_can_also_be_made_for_a_stage(self):
        self._lead(stage_id=self.offer.id)
        dialogs = self.env["crm.stage.disable"].with_user(self.admin)
        dialog = dialogs.create({"stage_id": self.offer.id})
        self.assertEqual(dialog.line_ids.mapped("count"), [1])
        dialog.line_ids.target_stage_id = self.new
        dialog.action_apply()
        self.assertFalse(self.offer.active)

    def test_impossible_targets_are_named(self):
        lead = self._lead(stage_id=self.offer.id)
        dialog = self._dialog(self.offer)
        for target in (self.won, self.offer, self.offer.browse()):
            dialog.line_ids.target_stage_id = target
            with (
                self.subTest(target.name),
                self.assertRaisesRegex(UserError, r"Offer \(North\)"),
                self.env.cr.savepoint(),
            ):
                dialog.action_apply()
        self.assertEqual(lead.stage_id, self.offer)
        self.assertTrue(self.offer.active)

    def test_leads_and_archived_opportunities_move_too(self):
        lead = self._lead(stage_id=self.offer.id, type="lead")
        archived = self._lead(stage_id=self.offer.id)
        archived.action_archive()
        dialog = self._dialog(self.offer)
        self.assertEqual(dialog.line_ids.count, 2)
        dialog.line_ids.target_stage_id = self.new
        dialog.action_apply()
        self.assertEqual((lead | archived).mapped("stage_id"), self.new)
