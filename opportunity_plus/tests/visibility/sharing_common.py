# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class SharingCommon(OpportunityPlusCommon):
    """An opportunity of the agent that is shared with others."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")

    def _share(self, user=None, lead=None, **vals):
        return self.env["crm.lead.share"].create(
            {
                "lead_id": (lead or self.lead).id,
                "user_id": (user or self.colleague).id,
                **vals,
            }
        )
