# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageAnalysis(OpportunityPlusCommon):
    """*Pipeline Analysis* and the board know the category and today's stage."""

    def _filters(self, view):
        leads = self.env["crm.lead"]
        view = leads.get_view(self.env.ref(view).id, "search")
        arch = etree.fromstring(view["arch"])
        return {node.get("name"): node for node in arch.iter("filter")}

    def test_filter_and_groups(self):
        self.talk.sudo().category = "waiting"
        waiting = self._lead(stage_id=self.talk.id)
        leads = waiting | self._lead()
        old = self.offer.sudo()
        old.write({"active": False, "replaced_by_id": self.new.id})
        for view in (
            "crm.crm_opportunity_report_view_search",
            "crm.view_crm_case_opportunities_filter",
        ):
            filters = self._filters(view)
            domain = literal_eval(filters["oplus_waiting"].get("domain"))
            domain += [("id", "in", leads.ids)]
            self.assertEqual(leads.search(domain), waiting)
            for name, keys in (
                ("oplus_group_stage_category", {"waiting", "in_progress"}),
                ("oplus_group_stage_today", {self.talk, self.new}),
            ):
                field = literal_eval(filters[name].get("context"))["group_by"]
                groups = leads._read_group([("id", "in", leads.ids)], [field])
                self.assertEqual({key for (key,) in groups}, keys)
