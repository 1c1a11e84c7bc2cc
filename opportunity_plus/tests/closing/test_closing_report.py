# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

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

    def test_the_analysis_is_grouped_by_whatever_explains_a_closing(self):
        view = self.env.ref("opportunity_plus.crm_lead_closing_report_view_search")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id)["arch"])
        self.assertEqual(
            {
                safe_eval(context)["group_by"]
                for context in arch.xpath("//group/filter/@context")
            },
            {
                *("won_status", "lost_reason_id", "stage_id", "user_id", "team_id"),
                *("opportunity_type_id", "source_id", "date_closed:month"),
                *("oplus_stage_today_id", "oplus_stage_category"),
            },
        )
