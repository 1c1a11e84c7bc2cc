# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon


class RateCommon(OpportunityPlusCommon):
    """Stages of 10 and 70 %, and a company whose policy the test chooses."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.offer.sudo().opportunity_probability = 70
        self.new.sudo().opportunity_probability = 10

    def _policy(self, policy):
        self.company.opportunity_probability_policy = policy

    def _touch(self, lead):
        """Change what the scoring looks at."""
        lead.email_from = f"{lead.email_from or 'somebody'}@example.com"
        lead.team_id = self.south if lead.team_id == self.north else self.north
        self._end_transaction()
        self.env.invalidate_all()
