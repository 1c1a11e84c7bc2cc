# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineOverTime(OpportunityPlusCommon, HttpCase):
    """The page of the pipeline over time, in a browser, and what it opens."""

    def test_supervisor(self):
        """A supervisor reads the bridge of the team, and opens what is behind it."""
        self._follow("op_supervisor")

    def test_administrator(self):
        self._follow("op_admin")

    def _follow(self, login):
        moment = (fields.Datetime.now() - timedelta(days=1)).isoformat()
        with self._at(moment):
            closing = {"date_deadline": fields.Date.today(), "expected_revenue": 500}
            crane = self._lead(name="Harbour crane", **closing)
            self._lead(name="Market hall", stage_id=self.offer.id, **closing)
        crane.stage_id = self.won
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_bridge_page", login=login)

    def test_search_by_role(self):
        """Agents are not offered a search by salesperson, supervisors none by team."""
        offered = {
            user: self._searchable(user)
            for user in (self.agent, self.supervisor, self.admin)
        }
        self.assertNotIn("salesperson_id", offered[self.agent])
        self.assertIn("salesperson_id", offered[self.supervisor])
        self.assertNotIn("team_id", offered[self.supervisor])
        self.assertIn("team_id", offered[self.admin])

    def _searchable(self, user):
        view = self.env.ref("opportunity_plus.crm_lead_revision_view_search_bridge")
        arch = self.env["crm.lead.revision"].with_user(user).get_view(view.id, "search")
        return etree.fromstring(arch["arch"]).xpath("/search/field/@name")

    def test_list_as_they_were(self):
        """The list behind a figure reads in one go, and nobody edits it."""
        self._lead(name="Harbour crane", expected_revenue=500)
        self._end_transaction()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_revision_action_as_they_were"
        )
        view_id, kind = action["views"][0]
        revisions = self.env["crm.lead.revision"]
        view = etree.fromstring(revisions.get_view(view_id, kind)["arch"])
        self.assertEqual(
            [view.get(name) for name in ("create", "edit", "delete")], ["0"] * 3
        )
        names = view.xpath("//field/@name")
        [row] = revisions.search_read([("lead_name", "=", "Harbour crane")], names)
        self.assertEqual(row["expected_revenue"], 500)
