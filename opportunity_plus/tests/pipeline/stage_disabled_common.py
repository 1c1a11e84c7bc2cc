# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ..common import OpportunityPlusCommon


class StageDisabledCommon(OpportunityPlusCommon):
    """The stage Offer is disabled, with a lost opportunity in it."""

    def setUp(self):
        super().setUp()
        self.lost = self._lead(stage_id=self.offer.id)
        self.lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.offer.with_user(self.admin).action_archive()
        self._end_transaction()
