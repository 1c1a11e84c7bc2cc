# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .. import hooks
from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestArrival(OpportunityPlusCommon):
    """Who worked before the installation sees afterwards what they saw before."""

    def setUp(self):
        super().setUp()
        self.system = self.env(user=SUPERUSER_ID, su=True)
        self.company = self.system["res.company"].browse(self.env.company.id)
        leads = self.system["crm.lead"].with_context(active_test=False)
        leads.search([]).unlink()
        self.system["ir.module.module"]._get("opportunity_plus").demo = False

    def _install(self):
        """What the installation decides for the companies, from the defaults."""
        self.company.opportunity_agents_see_unassigned = False
        self.company.opportunity_probability_policy = "fixed"
        hooks.keep_stock_policies(self.system)
        self._end_transaction()
        self.env.invalidate_all()

    def test_agents_go_on_seeing_unassigned_leads(self):
        lead = {"name": "From the website", "type": "lead", "user_id": False}
        lead = self.system["crm.lead"].create(lead | {"team_id": False})
        self._install()
        seen = self.env["crm.lead"].search([("type", "=", "lead")])
        self.assertEqual(seen.ids, lead.ids)
        self.assertEqual(self.company.opportunity_probability_policy, "automatic")

    def test_a_lost_one_alone_is_a_past_too(self):
        lead = {"name": "Lost", "type": "opportunity", "active": False}
        self.system["crm.lead"].create(lead)
        self._install()
        self.assertTrue(self.company.opportunity_agents_see_unassigned)

    def test_an_empty_database_starts_with_the_defaults(self):
        self._install()
        self.assertFalse(self.company.opportunity_agents_see_unassigned)
        self.assertEqual(self.company.opportunity_probability_policy, "fixed")

    def _exact_since(self):
        """Return since when reports call their figures exact."""
        self._end_transaction()
        self.env.invalidate_all()
        frame = self.env["crm.lead.revision"]._report_frame(self.env.cr.now().date())
        return frame["exact_since"]

    def _rebuild(self):
        """Rebuild the row of an opportunity, after one that was recorded."""
        self.env.cr.execute("DELETE FROM crm_lead_revision")
        with self._at("2026-03-02 09:00"):
            self._lead()
            self._end_transaction()
        with self._at("2026-03-09 09:00"):
            old = self._lead()
            self._end_transaction()
        self.env.cr.execute(
            "DELETE FROM crm_lead_revision WHERE lead_id = %s", [old.id]
        )
        self.system["crm.lead.revision"]._revision_backfill()

    def test_a_demo_is_exact_since_its_first_day(self):
        self._rebuild()
        self.assertIs(self._exact_since(), False)
        self.system["ir.module.module"]._get("opportunity_plus").demo = True
        hooks.keep_demo_exact(self.system)
        self.assertEqual(self._exact_since(), "2026-03-02")

    def test_what_was_rebuilt_elsewhere_stays_rebuilt(self):
        self._rebuild()
        hooks.keep_demo_exact(self.system)
        self.assertIs(self._exact_since(), False)
