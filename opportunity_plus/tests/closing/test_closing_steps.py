# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingSteps(OpportunityPlusCommon):
    """Losing in steps, which is one loss and no change of a closed opportunity."""

    def test_losing_in_two_steps_without_a_reason_is_no_reopening(self):
        """Archived first, then without a chance, whatever the rate was and whoever
        has decided on it."""
        company = self.env.company.sudo()
        company.opportunity_lost_reason_required = False
        steps = {
            "nothing": lambda lead: None,
            "flush": lambda lead: self.env.flush_all(),
            "invalidate": lambda lead: self.env.invalidate_all(),
            "end": lambda lead: self._end_transaction(),
            "savepoint": self._nothing_in_a_savepoint,
            "undone": self._lose_and_undo,
            "scored": lambda lead: lead.sudo()._compute_probabilities(),
            "others": lambda lead: lead.with_user(self.manager).read(["won_status"]),
        }
        for policy in ("fixed", "stage", "automatic"):
            for rate in (0, 50):
                company.opportunity_probability_policy = policy
                company.opportunity_probability_default = rate
                self.new.sudo().opportunity_probability = rate
                for name, step in steps.items():
                    with self.subTest(policy=policy, rate=rate, step=name):
                        lead = self._lead()
                        step(lead)
                        lead["active"] = False
                        step(lead)
                        lead["probability"] = 0
                        step(lead)
                        self.assertEqual(lead.won_status, "lost")

    def _nothing_in_a_savepoint(self, lead):
        with self.env.cr.savepoint():
            lead.mapped("won_status")

    def _lose_and_undo(self, lead):
        with self.env.cr.savepoint() as savepoint:
            lead.write({"active": False, "probability": 0})
            savepoint.rollback()
