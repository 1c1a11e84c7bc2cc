# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .stage_disabling_common import StageDisablingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageCompanies(StageDisablingCommon):
    """Stages belong to all companies, whichever is active on the screen."""

    def setUp(self):
        super().setUp()
        companies = self.env["res.company"].sudo()
        self.branch = companies.create({"name": "Branch"})
        self.admin.sudo().company_ids = [Command.link(self.branch.id)]
        vals = {"name": "Branch Team", "company_id": self.branch.id}
        self.team = self.env["crm.team"].sudo().create(vals)
        self.here = self._lead(stage_id=self.offer.id)
        self.there = self._lead(stage_id=self.offer.id).sudo()
        self._to_branch(self.there)
        self._end_transaction()
        self.env.invalidate_all()

    def _to_branch(self, lead):
        lead.sudo().write(
            {
                "user_id": False,
                "team_id": self.team.id,
                "company_id": self.branch.id,
            }
        )

    def _as_admin(self, stages):
        """With the own company active alone."""
        own = self.admin.sudo().company_id
        return super()._as_admin(stages).with_context(allowed_company_ids=own.ids)

    def _outcomes(self, *leads):
        self._end_transaction()
        self.env.invalidate_all()
        return [lead.sudo().won_status for lead in leads]

    def test_a_stage_with_opportunities_of_another_company_is_disabled(self):
        stage = self._as_admin(self.offer)
        action = stage.action_archive()
        dialog = stage.env[action["res_model"]].browse(action["res_id"])
        with Form(dialog) as form:
            form.target_stage_id = self.new
        self.assertEqual(
            {(line.team_name, line.count) for line in dialog.line_ids},
            {("North", 1), ("Branch Team", 1)},
        )
        self.assertIn("Offer (Branch Team)", dialog.line_ids.mapped("display_name"))
        dialog.action_apply()
        self.assertFalse(self.offer.active)
        self.assertEqual((self.here.sudo() | self.there).stage_id, self.new)

    def test_a_target_that_is_missing_is_asked_for_by_name(self):
        self.talk.sudo().team_ids = False  # so that there is a choice
        stage = self._as_admin(self.offer)
        action = stage.action_archive()
        dialog = stage.env[action["res_model"]].browse(action["res_id"])
        with self.assertRaisesRegex(UserError, "Branch Team"):
            dialog.action_apply()

    def test_a_stage_is_won_in_all_companies(self):
        for vals in ({"category": "won"}, {"is_won": True}):
            with self.subTest(vals), self.env.cr.savepoint() as savepoint:
                self._as_admin(self.offer).write(vals)
                self.assertEqual(self._outcomes(self.here, self.there), ["won"] * 2)
                self._as_admin(self.offer).write({"is_won": False})
                outcomes = self._outcomes(self.here, self.there)
                self.assertEqual(outcomes, ["pending"] * 2)
                self.assertFalse(self.there.date_closed)
                self.assertLess(self.there.probability, 100)
                savepoint.rollback()

    def test_archived_ones_follow_and_lost_ones_stay(self):
        parked, lost = self._leads(2, stage_id=self.offer.id)
        self._to_branch(parked)
        parked.sudo().action_archive()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        stage = self._as_admin(self.offer).with_context(active_test=False)
        stage.category = "won"
        self.assertEqual(self._outcomes(parked, lost), ["won", "lost"])
        self.assertTrue(parked.sudo().date_closed)
        self.assertFalse(parked.sudo().active)
        stage.category = "waiting"
        self.assertEqual(self._outcomes(parked, lost), ["pending", "lost"])
        self.assertFalse(parked.sudo().date_closed)
        stay = self.env["crm.lead.stage.history"].sudo()
        stay = stay.search([("lead_id", "=", parked.id)], order="id desc", limit=1)
        self.assertEqual((stay.outcome, stay.user_id), ("open", self.admin))
        parked.sudo().action_unarchive()
        self.assertEqual(parked.sudo().probability, 50)

    def test_companies_out_of_reach_are_named_as_the_reason(self):
        self.admin.sudo().company_ids = [Command.unlink(self.branch.id)]
        with self.assertRaisesRegex(UserError, "no access to.*Offer"):
            self._as_admin(self.offer).category = "won"
        self.assertEqual(self._outcomes(self.here, self.there), ["pending"] * 2)
        self.there.unlink()
        self._as_admin(self.offer).category = "won"
        self.assertEqual(self._outcomes(self.here), ["won"])

    def test_who_may_not_edit_stages_hears_of_no_opportunities(self):
        """Not even that there are some in another company."""
        for user in (self.agent, self.supervisor):
            with self.assertRaises(AccessError):
                self.offer.with_user(user).write({"is_won": True})
