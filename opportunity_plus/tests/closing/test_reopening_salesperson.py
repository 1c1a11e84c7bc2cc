# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopeningSalesperson(OpportunityPlusCommon):
    """What comes back into the pipeline has a salesperson who is still there."""

    def setUp(self):
        super().setUp()
        self.leaver = self._user("leaver", "sales_team.group_sale_salesman")
        self.customer.sudo().user_id = self.colleague
        self.lost, self.won_deal = self._as_admin(2, user_id=self.leaver.id)
        self.lost.sudo().action_set_lost(lost_reason_id=self.too_expensive.id)
        self.won_deal.sudo().action_set_won()
        self._end_transaction()
        self.leaver.sudo().active = False
        self._end_transaction()

    def _as_admin(self, count, **vals):
        defaults = {"name": "Deal", "partner_id": self.customer.id}
        vals = {**defaults, "team_id": self.north.id, "stage_id": self.new.id, **vals}
        leads = self.env["crm.lead"].with_user(self.admin)
        return leads.create([{"type": "opportunity", **vals}] * count)

    def _dialog(self, leads, **vals):
        action = leads.with_user(self.admin).oplus_action_reopen()
        dialog = self.env["crm.lead.reason"].with_user(self.admin)
        return dialog.with_context(**action["context"]).create(
            {"reason": "They called", **vals}
        )

    def test_the_dialog_asks_and_proposes_the_default(self):
        dialog = self._dialog(self.lost)
        self.assertTrue(dialog.asks_salesperson)
        self.assertEqual(dialog.user_id, self.colleague)
        dialog.user_id = self.supervisor
        dialog.action_apply()
        self._end_transaction()
        self.assertEqual(self.lost.sudo().user_id, self.supervisor)
        self.assertEqual(self.lost.sudo().won_status, "pending")
        last = self._timeline(self.lost)[-1]
        self.assertEqual(last.salesperson_id, self.supervisor)

    def test_the_form_does_not_go_on_without_one(self):
        action = self.lost.with_user(self.admin).oplus_action_reopen()
        form = Form(
            self.env["crm.lead.reason"]
            .with_user(self.admin)
            .with_context(**action["context"])
        )
        form.reason = "They called"
        form.user_id = self.env["res.users"]
        with self.assertRaises(AssertionError):
            form.save()
        dialog = self._dialog(self.lost, user_id=False)
        with self.assertRaisesRegex(UserError, "archived. Choose another"):
            dialog.action_apply()

    def test_the_stage_is_one_of_the_team_of_the_new_salesperson(self):
        lost = self.lost.with_user(self.admin)
        lost.write({"stage_id": self.talk.id})
        self._end_transaction()
        dialog = self._dialog(self.lost)
        self.assertEqual(dialog.user_id, self.colleague)  # of South
        self.assertIn(self.south, dialog.team_ids)
        self.assertNotEqual(dialog.stage_id, self.talk)
        dialog.action_apply()
        self.assertEqual(lost.user_id, self.colleague)
        self.assertEqual((lost.team_id, lost.stage_id), (self.south, self.new))

    def test_a_request_is_approved_into_a_stage_of_the_new_team(self):
        lost = self.lost.with_user(self.admin)
        lost.write({"stage_id": self.talk.id})
        self._end_transaction()
        self.env["crm.lead.reason"].with_user(self.supervisor).create(
            {"purpose": "request", "lead_ids": lost.ids, "reason": "They called"}
        ).action_apply()
        lost.oplus_action_reopening_approve()
        self.assertEqual(lost.user_id, self.colleague)  # of South
        self.assertEqual((lost.team_id, lost.stage_id), (self.south, self.new))

    def test_nobody_is_asked_while_the_salesperson_is_there(self):
        self.leaver.sudo().active = True
        dialog = self._dialog(self.lost)
        self.assertFalse(dialog.asks_salesperson)
        self.assertFalse(dialog.user_id)
        dialog.action_apply()
        self.assertEqual(self.lost.sudo().user_id, self.leaver)

    def _doors(self):
        lost, won = self.lost.with_user(self.admin), self.won_deal.with_user(self.admin)
        return {
            "restore": (lost, lost.action_restore),
            "unarchive": (lost, lost.action_unarchive),
            "write": (lost, lambda: lost.write({"active": True, "probability": 7})),
            "stage": (won, lambda: won.write({"stage_id": self.new.id})),
            "board": (won, lambda: won.web_save({"stage_id": self.new.id}, {})),
            "import": (lost, lambda: self._import(lost)),
            "program": (lost, lambda: lost.sudo().action_restore()),
        }

    def _import(self, lead):
        lead = lead.with_context(active_test=False)
        rows = [[str(lead.id), "1", "10"]]
        self.assertTrue(lead.load([".id", "active", "probability"], rows)["ids"])

    def test_other_doors_give_the_default_of_a_new_opportunity(self):
        for in_charge in (self.colleague, self.env["res.users"]):
            self.customer.sudo().user_id = in_charge
            for name, (lead, door) in self._doors().items():
                with (
                    self.subTest(in_charge=in_charge.name, door=name),
                    self.env.cr.savepoint() as savepoint,
                ):
                    door()
                    self._end_transaction()
                    self.assertEqual(lead.won_status, "pending")
                    self.assertEqual(lead.user_id, in_charge or self.admin)
                    last = self._timeline(lead)[-1]
                    self.assertEqual(last.salesperson_id, in_charge or self.admin)
                    savepoint.rollback()
                self.env.invalidate_all()

    def test_a_salesperson_who_is_named_is_taken(self):
        lost = self.lost.with_user(self.admin)
        lost.write({"active": True, "probability": 7, "user_id": self.agent.id})
        self.assertEqual(lost.user_id, self.agent)

    def test_granting_a_request_gives_the_default(self):
        lost = self.lost.with_user(self.manager)
        action = lost.oplus_action_reopening_request()
        self.env["crm.lead.reason"].with_user(self.manager).with_context(
            **action["context"]
        ).create({"reason": "They called"}).action_apply()
        self._end_transaction()
        self.lost.with_user(self.admin).oplus_action_reopening_approve()
        self._end_transaction()
        self.assertEqual(lost.user_id, self.colleague)

    def test_an_archived_opportunity_that_is_taken_out_again_is_looked_after(self):
        lead = self._as_admin(1, probability=20)
        lead.sudo().write({"user_id": self.leaver.id, "active": False})
        lead.action_unarchive()
        self.assertEqual(lead.user_id, self.colleague)

    def test_a_lead_that_becomes_an_opportunity_is_looked_after(self):
        lead = self._as_admin(1, type="lead")
        lead.sudo().user_id = self.leaver
        lead.convert_opportunity(self.customer)
        self.assertEqual((lead.type, lead.user_id), ("opportunity", self.colleague))

    def test_without_the_lock_a_share_is_enough_and_nobody_reassigns(self):
        self.env.company.sudo().opportunity_closed_locked = False
        self.env["crm.lead.share"].with_user(self.admin).create(
            {"lead_id": self.lost.id, "user_id": self.agent.id, "access": "write"}
        )
        self._end_transaction()
        self.lost.with_user(self.agent).action_restore()
        self._end_transaction()
        self.assertEqual(self.lost.sudo().won_status, "pending")
        self.assertEqual(self.lost.sudo().user_id, self.colleague)

    def test_nothing_happens_to_a_job_that_has_nobody_to_give(self):
        self.customer.sudo().user_id = False
        self.lost.with_user(self.env.ref("base.user_root")).action_restore()
        self._end_transaction()
        self.assertFalse(self.lost.sudo().user_id)

    def test_a_stage_that_is_won_no_longer_leaves_nothing_to_an_archived_one(self):
        self.won.with_user(self.admin).is_won = False
        self._end_transaction()
        won = self.won_deal.sudo()
        self.assertEqual((won.won_status, won.user_id), ("pending", self.colleague))
