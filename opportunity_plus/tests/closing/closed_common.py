# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class ClosedCommon(OpportunityPlusCommon):
    """Opportunities that are closed, to be reopened."""

    def _closed(self):
        """A lost and a won opportunity of the agent."""
        lost, won = self._lead(name="Lost deal"), self._lead(name="Won deal")
        lost.write({"lost_note": "Too slow"})
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        won.action_set_won()
        self._end_transaction()
        return lost, won
