# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

MISSING = {"date_deadline": False, "user_id": False, "expected_revenue": 0}


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusArrivalCommon(OpportunityPlusCommon):
    """Opportunities from before the installation, which lack what forms ask for, in a
    company whose agents see the unassigned ones, as in Odoo."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.company.opportunity_agents_see_unassigned = True
        self.lead = self._incomplete()

    def _incomplete(self, **vals):
        lead = self._lead(email_from="mai@example.com")
        lead.sudo().write({**MISSING, **vals})
        self._end_transaction()
        self.env.cr.execute("UPDATE crm_lead SET name = ' ' WHERE id = %s", lead.ids)
        self.env.invalidate_all()
        return lead
