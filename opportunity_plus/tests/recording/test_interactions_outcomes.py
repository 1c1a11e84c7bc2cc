# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestInteractionsOutcomes(OpportunityPlusCommon):
    """Which changes of the outcome count as interactions with the customer."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead()
        self._end_transaction()

    def assertInteractions(self, count):
        partner = self.customer.with_user(self.admin)
        partner.invalidate_recordset()
        self.assertEqual(partner.opportunity_interaction_count, count)

    def test_a_change_of_stage_and_outcome_at_once_counts_once(self):
        self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.lead.with_user(self.admin).write(
            {"active": True, "probability": 20, "stage_id": self.offer.id}
        )
        self._end_transaction()
        self.assertInteractions(2)

    def test_archiving_alone_counts_for_nothing(self):
        self.lead.write({"probability": 20, "active": False})
        self._end_transaction()
        self.assertInteractions(0)
        self.lead.write({"probability": 0, "lost_reason_id": self.too_expensive.id})
        self._end_transaction()
        self.assertInteractions(1)

    def test_an_outcome_that_the_system_decides_counts_for_nobody(self):
        system = self.env.ref("base.user_root")
        self.lead.with_user(system).action_set_lost()
        self._end_transaction()
        self.lead.with_user(system).action_restore()
        self._end_transaction()
        self.talk.sudo().sequence = 2
        self.lead.stage_id = self.talk
        self._end_transaction()
        self.assertInteractions(1)
        # all opportunities of a stage are won at once, and reopened
        for is_won in (True, False):
            self.talk.with_user(self.admin).is_won = is_won
            self._end_transaction()
        self.assertPath(
            self.lead,
            [
                (self.new, "open"),
                (self.new, "lost"),
                (self.new, "open"),
                (self.talk, "open"),
                (self.talk, "won"),
                (self.talk, "open"),
            ],
        )
        self.assertInteractions(1)

    def test_leaving_won_because_of_another_team_counts_for_nobody(self):
        self.env.company.sudo().opportunity_closed_locked = False
        self.won.sudo().team_ids = self.north
        self.lead.stage_id = self.won
        self._end_transaction()
        self.assertInteractions(1)
        self.lead.with_user(self.admin).team_id = self.south
        self._end_transaction()
        self.assertEqual(self.lead.won_status, "pending")
        self.assertInteractions(1)

    def test_explaining_a_loss_anew_is_no_interaction(self):
        self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.lead.with_user(self.admin).lost_note = "They had no budget"
        self._end_transaction()
        self.assertInteractions(1)

    def _rule(self, **vals):
        """Write as a rule of ``base_automation`` does that the agent has set off."""
        done = {self.env["res.partner"]: self.lead}
        self.lead.sudo().with_context(__action_done=done).write(vals)

    def _row(self):
        self._end_transaction()
        row = self.lead.sudo().revision_ids.sorted("id")[-1]
        return row.stage_id, row.door, row.user_id

    def test_what_a_rule_changes_counts_for_nobody(self):
        self._rule(stage_id=self.talk.id)
        self.assertEqual(self._row(), (self.talk, "automatic", self.agent))
        self.lead.expected_revenue = 700
        self._rule(stage_id=self.offer.id, probability=80)
        self.assertEqual(self._row(), (self.offer, "interface", self.agent))
        self._rule(stage_id=self.won.id)
        self.assertEqual(self._row(), (self.won, "automatic", self.agent))
        self.assertInteractions(0)

    def test_a_person_is_not_eclipsed_by_a_rule(self):
        for is_halfway in (False, True):
            for rule_first in (False, True):
                self.lead.sudo().with_user(1).stage_id = self.new
                self._end_transaction()
                acts = [
                    lambda: self.lead.write({"stage_id": self.talk.id}),
                    lambda: self._rule(stage_id=self.offer.id),
                ]
                for act in reversed(acts) if rule_first else acts:
                    act()
                    if is_halfway:
                        self.lead._oplus_record_changes_now()
                self.assertEqual(self._row()[1:], ("interface", self.agent))
        self.assertInteractions(4)

    def test_a_program_does_not_pose_as_a_rule(self):
        for done in (True, {"1": [1]}, [[1]], "rule"):
            self.lead.sudo().with_context(__action_done=done).stage_id = self.talk
            self.assertEqual(self._row(), (self.talk, "interface", self.agent))
            self.lead.with_user(1).stage_id = self.new
            self._end_transaction()
        self.assertInteractions(4)
