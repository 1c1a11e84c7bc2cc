# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingReport(OpportunityPlusCommon):
    """What was won and lost, as it is reported."""

    def test_winning_sets_probability_date_and_stage(self):
        lead = self._lead()
        with self._at("2026-03-03 09:00"):
            action = lead.action_set_won_rainbowman()
        self.assertEqual(action["effect"]["type"], "rainbow_man")
        self.assertEqual((lead.stage_id, lead.probability), (self.won, 100))
        self.assertEqual(str(lead.date_closed), "2026-03-03 09:00:00")

    def test_the_analysis_counts_closed_opportunities_only(self):
        leads = self._leads(3, expected_revenue=100)
        leads[0].action_set_lost(lost_reason_id=self.too_expensive.id)
        leads[1].action_set_won()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_closing_report_action"
        )
        domain = [("id", "in", leads.ids), ("type", "=", "opportunity")]
        self.assertIn("won_status", action["domain"])
        groups = leads.with_context(active_test=False)._read_group(
            [*domain, ("won_status", "in", ["won", "lost"])],
            ["won_status", "lost_reason_id"],
            ["__count", "expected_revenue:sum"],
        )
        none = self.env["crm.lost.reason"]
        self.assertCountEqual(
            groups, [("lost", self.too_expensive, 1, 100), ("won", none, 1, 100)]
        )
