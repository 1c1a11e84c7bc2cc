# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .stage_disabling_common import StageDisablingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisablingRefused(StageDisablingCommon):
    """What cannot be disabled, replaced or deleted, and by whom."""

    def test_every_other_way_is_refused_while_it_holds_open_opportunities(self):
        self._lead(stage_id=self.offer.id)
        self._refused(self.offer, lambda stage: stage.write({"active": False}))
        self._refused(self.offer, lambda stage: stage.toggle_active())
        self._refused(self.offer, lambda stage: stage.sudo().write({"active": False}))
        self._refused(
            self.offer, lambda stage: stage.web_save({"active": False}, {"active": {}})
        )
        result = self._as_admin(self.offer).load(
            [".id", "active"], [[str(self.offer.id), "0"]]
        )
        self.assertIn("Configuration > Stages", result["messages"][0]["message"])
        self.assertTrue(self.offer.active)

    def test_opportunities_of_unknown_companies_keep_it_enabled(self):
        other = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        lead = self._lead(stage_id=self.offer.id).sudo()
        lead.write({"user_id": False, "team_id": False, "company_id": other.id})
        self._refused(
            self.offer, lambda stage: stage.action_archive(), "that you have no access"
        )
        self._refused(self.offer, lambda stage: stage.write({"active": False}))

    def test_the_last_open_and_the_last_won_stage_stay(self):
        for stages in (self.won, self.new | self.talk | self.offer):
            for way in (
                lambda stage: stage.action_archive(),
                lambda stage: stage.toggle_active(),
                lambda stage: stage.write({"active": False}),
                lambda stage: stage.sudo().write({"active": False}),
            ):
                self._refused(stages, way, "needs an open and a won stage")
        # Talk is left, which South cannot use
        self._refused(
            self.new | self.offer,
            lambda stage: stage.action_archive(),
            "needs an open and a won stage",
        )
        own = self.won.sudo().copy({"team_ids": [Command.link(self.north.id)]})
        self._refused(
            self.won, lambda stage: stage.action_archive(), "needs an open and a won"
        )
        own.team_ids = [Command.link(self.south.id)]
        self.won.sudo().team_ids = [Command.link(self.south.id)]
        self._as_admin(self.won).action_archive()
        self.assertFalse(self.won.active)
        self._refused(
            own, lambda stage: stage.action_archive(), "needs an open and a won"
        )

    def test_what_no_stage_can_take_says_what_to_do(self):
        """Only teams have open stages; an opportunity of none of them is in one."""
        (self.new | self.offer).sudo().team_ids = self.north
        north = self._lead(stage_id=self.offer.id)
        alone = self._lead(stage_id=self.offer.id)
        alone.sudo().write({"user_id": False, "team_id": False})
        self._end_transaction()
        dialog = self._dialog(self.offer)
        words = "No other open stage can be used for: Offer \\(No sales team\\)"
        self.assertRegex(dialog.stuck_note, words)
        mine = dialog.line_ids.filtered("team_id")
        mine.target_stage_id = self.new
        with self.assertRaises(UserError) as raised, self.env.cr.savepoint():
            dialog.action_apply()
        self.assertRegex(str(raised.exception), words)
        self.assertIn("give them a sales team", str(raised.exception))
        self.assertNotIn("North", str(raised.exception))
        self.assertTrue(self.offer.active)
        action = (dialog.line_ids - mine).action_view_leads()
        listed = self.env["crm.lead"].with_user(self.admin).search(action["domain"])
        self.assertEqual(listed, alone)
        # as it says
        listed.team_id = self.north
        dialog = self._dialog(self.offer)
        self.assertFalse(dialog.stuck_note)
        dialog.line_ids.target_stage_id = self.new
        dialog.action_apply()
        self.assertEqual((north | alone).stage_id, self.new)

    def test_a_dialog_that_is_stuck_can_still_be_saved(self):
        """The button that lists them saves the dialog first."""
        (self.new | self.offer).sudo().team_ids = self.north
        self._lead(stage_id=self.offer.id)
        alone = self._lead(stage_id=self.offer.id)
        alone.sudo().write({"user_id": False, "team_id": False})
        with Form(self._dialog(self.offer)) as form:
            self.assertTrue(form.stuck_note)
            with form.line_ids.edit(0) as line:
                line.target_stage_id = self._as_admin(self.new)

    def test_a_used_stage_cannot_be_deleted(self):
        lead = self._lead(stage_id=self.offer.id)
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self.assertRaisesRegex(UserError, "instead of deleting them: Offer"):
            self._as_admin(self.offer).unlink()

    def test_a_stage_that_replaces_another_can_be_deleted(self):
        self.offer.sudo().write({"active": False, "replaced_by_id": self.talk.id})
        self._as_admin(self.talk).unlink()
        self.assertFalse(self.offer.replaced_by_id)
        self.assertEqual(self.offer.oplus_today_id, self.offer)

    def test_stages_do_not_replace_each_other_in_a_circle(self):
        stages = self._as_admin(self.offer | self.talk)
        stages.write({"active": False})
        self.offer.sudo().replaced_by_id = self.talk
        for way in (
            lambda: self._as_admin(self.talk).write({"replaced_by_id": self.offer.id}),
            lambda: self._as_admin(self.talk).write({"replaced_by_id": self.talk.id}),
            lambda: self._as_admin(self.talk).write({"replaced_by_id": self.won.id}),
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                way()
        self.talk.sudo().replaced_by_id = self.new
        self.assertEqual(self.offer.oplus_today_id, self.new, "the end of the chain")

    def test_only_administrators_disable(self):
        for way in (
            lambda stage: stage.action_archive(),
            lambda stage: stage.toggle_active(),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                way(self.offer.with_user(self.manager))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["crm.stage.disable"].create({"stage_id": self.offer.id})
        self._as_admin(self.offer).action_archive()
        with self.assertRaises(AccessError):
            self.offer.with_user(self.manager).action_unarchive()

    def test_a_disabled_won_stage_does_not_become_open(self):
        other = self.won.sudo().copy({"name": "Delivered"})
        won = self._lead(stage_id=other.id)
        self._as_admin(other).action_archive()
        with self.assertRaisesRegex(UserError, "Delivered"), self.env.cr.savepoint():
            self._as_admin(other).is_won = False
        self.assertEqual((won.stage_id, won.won_status), (other, "won"))
        # the scoring still knows that it is won
        won.write({"phone": "+66 2 123 4567", "email_from": "a@example.com"})
        won._compute_probabilities()
        self.assertEqual(won.probability, 100)
