# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

# what programs send for no record
NOTHING = (False, None, 0, "", [])


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEntryNothing(OpportunityPlusCommon):
    """Whatever a program sends for nothing is a missing value."""

    def _created(self, **vals):
        vals = {"name": "Mango", "type": "opportunity", **vals}
        lead = self.env["crm.lead"].create(vals)
        self._end_transaction()
        self.env.invalidate_all()
        return lead

    def test_an_opportunity_has_a_stage(self):
        self.env.company.sudo().opportunity_probability_policy = "stage"
        self.new.sudo().opportunity_probability = 10
        for nothing in (*NOTHING, "abc", self.env["crm.stage"]):
            with self.subTest(nothing=nothing):
                lead = self._created(stage_id=nothing)
                self.assertEqual((lead.stage_id, lead.probability), (self.new, 10))

    def test_an_opportunity_of_a_column_without_a_stage_has_one(self):
        for nothing in (*NOTHING, "abc"):
            with self.subTest(nothing=nothing):
                self.env = self.env(context={"default_stage_id": nothing})
                self.assertEqual(self._created().stage_id, self.new)

    def test_it_has_a_salesperson_and_a_closing_rate(self):
        for nothing in NOTHING:
            with self.subTest(nothing=nothing):
                lead = self._created(user_id=nothing)
                self.assertEqual(lead.user_id, self.agent)
        for nothing in (False, None, ""):
            self.assertEqual(self._created(probability=nothing).probability, 50)
        self.assertEqual(self._created(probability=0).probability, 0)

    def test_a_file_that_says_0_says_so(self):
        leads = self.env["crm.lead"]
        names = ["name", "type", "expected_revenue", "probability"]
        result = leads.load(names, [["Mango", "opportunity", "0", "0"]])
        lead = leads.browse(result["ids"])
        self.assertEqual((lead.expected_revenue, lead.probability), (0, 0))
        lead.write({"expected_revenue": 5, "probability": 30})
        rows = [[str(lead.id), "0", "0"]]
        leads.load([".id", "expected_revenue", "probability"], rows)
        self.assertEqual((lead.expected_revenue, lead.probability), (0, 0))
