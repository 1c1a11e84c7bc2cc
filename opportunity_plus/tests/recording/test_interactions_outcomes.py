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
