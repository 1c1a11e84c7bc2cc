# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .. import doors
from ..common import OpportunityPlusCommon

EMPTY = {"expected_revenue": False}
VIEWS = {
    "crm.crm_lead_view_form": "form",
    "crm.quick_create_opportunity_form": "form",
    "crm.crm_case_tree_view_oppor": "list",
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEmptiedRevenue(OpportunityPlusCommon):
    """Forms and lists do not take the revenue away, of what is closed neither."""

    def setUp(self):
        super().setUp()
        self.open_one, self.won_one, self.lost_one = (
            self._lead(name=name, expected_revenue=5)
            for name in ("Open", "Won", "Lost")
        )
        self.won_one.action_set_won()
        self.lost_one.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.deals = self.open_one | self.won_one | self.lost_one

    def _is_required(self, lead, view):
        """Whether a view requires the revenue, which its input then cannot lose."""
        arch = lead.get_view(self.env.ref(view).id, VIEWS[view])["arch"]
        [node] = etree.fromstring(arch).xpath("//field[@name='expected_revenue']")
        asked = {"oplus_revenue_required": lead.oplus_revenue_required}
        return safe_eval(node.get("required"), asked)

    def test_every_view_requires_it_of_opportunities_alone(self):
        lead = self.env["crm.lead"].create({"name": "Lead", "type": "lead"})
        for view in VIEWS:
            for deal in self.deals:
                with self.subTest(view, deal=deal.name):
                    self.assertTrue(self._is_required(deal, view))
            self.assertFalse(self._is_required(lead, view))
        self.env.company.sudo().opportunity_facts_required = False
        self.env.invalidate_all()
        for view in VIEWS:
            self.assertFalse(self._is_required(self.won_one, view))

    def test_what_is_closed_is_refused_by_name(self):
        for deal in (self.won_one, self.lost_one):
            for door in (
                lambda deal=deal: doors.form(deal, EMPTY),
                lambda deal=deal: doors.mass_edit(deal | self._lead(), EMPTY),
            ):
                with self.subTest(deal.name), self.env.cr.savepoint():
                    pattern = f"may be 0, of: {deal.name}"
                    with self.assertRaisesRegex(ValidationError, pattern):
                        door()
        self.assertEqual(self.deals.mapped("expected_revenue"), [5] * 3)

    def test_a_0_that_is_typed_is_taken(self):
        doors.form(self.won_one, {"expected_revenue": 0})
        doors.mass_edit(self.open_one | self.lost_one, {"expected_revenue": 0})
        self.assertEqual(self.deals.mapped("expected_revenue"), [0] * 3)

    def test_what_was_closed_without_one_stays_editable(self):
        self.won_one.sudo().expected_revenue = 0
        doors.form(self.won_one, {"phone": "+66 2 123 4567"})
        self.assertEqual(self.won_one.phone, "+66 2 123 4567")
        self.assertEqual(self.won_one.expected_revenue, 0)

    def test_leads_are_as_in_odoo(self):
        vals = {"name": "Lead", "type": "lead", "expected_revenue": 5}
        lead = self.env["crm.lead"].create(vals)
        doors.form(lead, EMPTY)
        self.assertEqual(lead.expected_revenue, 0)
