# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .bridge_common import BridgeLeadCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgeGroups(BridgeLeadCommon):
    """What moves between groups, and into or out of a filter."""

    def test_a_filter_goes_by_the_value_of_the_day(self):
        self._do("2026-03-03 09:00", user_id=self.colleague.id, expected_revenue=120)
        agent = [("salesperson_id", "=", self.agent.id)]
        colleague = [("salesperson_id", "=", self.colleague.id)]
        left = {"opening": (1, 100), "increased": (1, 20), "reassigned_out": (1, -120)}
        came = {"reassigned_in": (1, 120), "closing": (1, 120)}
        self.assertBridge(left, domain=agent)
        self.assertBridge(came, domain=colleague)
        self.assertEqual(
            self._by_group("salesperson_id"),
            {self.agent.id: left, self.colleague.id: came},
        )
        self.assertBridge(
            {"opening": (1, 100), "increased": (1, 20), "closing": (1, 120)}
        )

    def test_created_since_is_new_wherever_it_is_now(self):
        with self._at("2026-03-03 09:00"):
            lead = self._lead(expected_revenue=70)
        with self._at("2026-03-04 09:00"):
            lead.with_user(self.admin).user_id = self.colleague
        groups = self._by_group("salesperson_id")
        self.assertEqual(
            groups[self.colleague.id], {"new": (1, 70), "closing": (1, 70)}
        )
        self.assertEqual(groups[self.agent.id]["new"], (1, 70))
        self.assertEqual(groups[self.agent.id]["reassigned_out"], (1, -70))

    def test_won_goes_before_reassigned(self):
        """Who wins it in the same step has not had it in the pipeline."""
        with self._at("2026-03-04 09:00"):
            self.lead.with_user(self.admin).user_id = self.colleague
            self.lead.with_user(self.admin).action_set_won()
        self.assertEqual(
            self._by_group("salesperson_id"),
            {self.agent.id: {"opening": (1, 100), "won": (1, -100)}},
        )

    def test_by_stage_it_moves_on(self):
        self._do("2026-03-03 09:00", stage_id=self.talk.id)
        self._do("2026-03-04 09:00", stage_id=self.offer.id)
        moved = {"reassigned_in": (1, 100), "reassigned_out": (1, -100)}
        self.assertEqual(
            self._by_group("stage_id"),
            {
                self.new.id: {"opening": (1, 100), "reassigned_out": (1, -100)},
                self.talk.id: moved,
                self.offer.id: {"reassigned_in": (1, 100), "closing": (1, 100)},
            },
        )
        with self._at("2026-03-05 09:00"):
            self.lead.action_set_won()
        groups = self._by_group("stage_id")
        self.assertEqual(
            groups[self.offer.id], {"reassigned_in": (1, 100), "won": (1, -100)}
        )
        self.assertNotIn(self.won.id, groups)
