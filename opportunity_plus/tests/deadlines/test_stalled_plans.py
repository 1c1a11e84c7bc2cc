# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .deadlines_common import StalledCommon

JOBS = "odoo.addons.opportunity_plus.models.foundation.jobs"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalledPlans(StalledCommon):
    """Plans are started once in each stay, and end with it."""

    def test_the_plan_is_started_once(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-07 06:00")
        self.assertFalse(self._activities(lead))
        self._run("2026-03-08 06:00")
        activity = self._activities(lead)
        self.assertEqual(activity.summary, "Call the customer")
        self.assertEqual(activity.user_id, self.agent)
        self.assertEqual(str(activity.date_deadline), "2026-03-10")
        self._run("2026-03-08 07:00")
        self._run("2026-03-09 06:00")
        self.assertEqual(self._activities(lead), activity)
        stall = self.env["crm.lead.stall"].search([("lead_id", "=", lead.id)])
        self.assertEqual(stall.plan_id, self.plan)

    def test_a_move_a_win_and_a_loss_cancel_what_is_open(self):
        leads = self._many_entered(4, "2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        own = leads[0].activity_schedule(
            "mail.mail_activity_data_call", user_id=self.agent.id
        )
        done = self._activities(leads[1])
        with self._at("2026-03-09 06:00"):
            done.with_user(self.agent).action_done()
            leads[0].stage_id = self.offer
            leads[1].stage_id = self.offer
            leads[2].action_set_won()
            leads[3].action_set_lost(lost_reason_id=self.too_expensive.id)
        self.env.invalidate_all()
        self.assertEqual(self._activities(leads[0]), own)
        self.assertFalse(self._activities(leads[1:]))
        self.assertTrue(done.exists())

    def test_coming_back_is_another_stay(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        with self._at("2026-03-09 06:00"):
            lead.stage_id = self.offer
        with self._at("2026-03-09 07:00"):
            lead.stage_id = self.talk
        self._run("2026-03-10 06:00")
        self.assertFalse(self._activities(lead))
        self._run("2026-03-15 06:00")
        self.assertEqual(len(self._activities(lead)), 1)

    def test_another_plan_of_the_same_stay_is_started_too(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        self.talk.sudo().activity_plan_id = self._plan("Another", self.colleague)
        with self._notices() as sent:
            self._run("2026-03-09 06:00")
        self.assertEqual(self._activities(lead).user_id, self.agent | self.colleague)
        self.assertFalse(sent)

    def test_a_deleted_plan_notifies_nobody_again(self):
        self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        self.plan.unlink()
        with self._notices() as sent:
            self._run("2026-03-09 06:00")
        self.assertFalse(sent)

    def test_no_plan_of_another_company(self):
        branch = self.env["res.company"].sudo().create({"name": "Branch"})
        self.plan.company_id = branch
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        self.assertFalse(self._activities(lead))

    def test_an_archived_responsible_is_replaced(self):
        plan = self._plan("Old", self.colleague)
        self.talk.sudo().activity_plan_id = plan
        self.colleague.sudo().active = False
        with_seller = self._entered("2026-03-02 10:30")
        with_leader = self._entered("2026-03-02 10:30", user_id=self.agent.id)
        with_leader.sudo().with_context(mail_notrack=True).user_id = False
        self._run("2026-03-08 06:00")
        self.assertEqual(self._activities(with_seller).user_id, self.agent)
        self.assertEqual(self._activities(with_leader).user_id, self.supervisor)
        alone = with_leader.sudo().copy({"stage_id": self.talk.id})
        with self._at("2026-03-08 07:00"):
            alone.write({"user_id": False, "team_id": False})
        self._run("2026-04-08 06:00")
        admins = self.env.ref("sales_team.group_sale_manager").sudo().all_user_ids
        self.assertIn(self._activities(alone).user_id, admins)

    def test_a_bad_plan_does_not_block_the_others(self):
        bad = self._plan("Bad", self.agent)
        self.offer.sudo().activity_plan_id = bad
        broken = self._entered("2026-02-02 10:30", stage_id=self.offer.id)
        fine = self._entered("2026-03-02 10:30")
        template = self.env.registry["mail.activity.plan.template"]
        original = template._determine_responsible

        def fail(self, *args):
            if self.plan_id == bad:
                raise ValueError("no such responsible")
            return original(self, *args)

        with (
            patch.object(template, "_determine_responsible", fail),
            mute_logger(JOBS),
            self._notices() as sent,
        ):
            self._run("2026-03-08 06:00")
        self.assertFalse(self._activities(broken))
        self.assertEqual(len(self._activities(fine)), 1)
        stalls = self.env["crm.lead.stall"].search([("is_failed", "=", True)])
        self.assertEqual(stalls.lead_id, broken)
        self.assertEqual(
            [subject for subject, *_ in sent], ["2 opportunities are stalled"]
        )

    def test_merging_cancels_the_plan_of_what_is_merged_away(self):
        head = self._entered("2026-03-02 10:30", probability=90)
        tail = self._entered("2026-03-02 10:30", probability=10)
        self._run("2026-03-08 06:00")
        kept = self._activities(head)
        with self._at("2026-03-09 06:00"):
            (head | tail).with_user(self.admin).merge_opportunity()
        self.env.invalidate_all()
        self.assertEqual(self._activities(head), kept)

    def test_a_stay_that_goes_on_keeps_what_is_planned(self):
        leads = self._many_entered(3, "2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        kept = ["summary", "user_id", "date_deadline", "activity_type_id", "res_id"]
        before = self._activities(leads[:2]).sorted("res_id").read(kept, load="")
        with self._at("2026-03-09 06:00"):
            leads.stage_id = self.offer
            self.env.cr.flush()  # as a savepoint does
            self.assertFalse(self._activities(leads))
            leads[:2].stage_id = self.talk
        self.env.invalidate_all()
        after = self._activities(leads).sorted("res_id")
        self.assertEqual(
            [vals | {"id": 0} for vals in after.read(kept, load="")],
            [vals | {"id": 0} for vals in before],
        )
        with self._at("2026-03-10 06:00"):
            leads[0].stage_id = self.offer  # they still belong to the plan
        self.env.invalidate_all()
        self.assertEqual(self._activities(leads), after[1])
