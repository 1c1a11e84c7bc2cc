# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .arrival_common import OpportunityPlusArrivalCommon

LIST = "crm.crm_case_tree_view_oppor"
LISTS = (LIST, "crm.crm_lead_view_tree_forecast", "crm.crm_lead_view_list_activities")
FACTS = ("date_deadline", "user_id", "expected_revenue")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestArrivalLists(OpportunityPlusArrivalCommon):
    """Lists refuse to empty what forms refuse to empty, also for many at once."""

    def _columns(self, view=LIST):
        view = self.env.ref(view)
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id)["arch"])
        return {
            field.get("name"): field.get("required")
            for field in arch.xpath("/list/field")
            if not field.get("column_invisible")
        }

    def _required(self, lead, view=LIST):
        """The facts that cannot be emptied in a row."""
        columns = self._columns(view)
        kinds = ("revenue", "closing", "user")
        values = {name: lead[name] for name in (f"oplus_{k}_required" for k in kinds)}
        return {name for name in FACTS if safe_eval(columns[name], values)}

    def test_a_fact_that_is_there_cannot_be_emptied(self):
        whole = self._lead(date_deadline="2026-03-09", expected_revenue=1)
        dated = self._incomplete(date_deadline="2026-03-09")
        for view in LISTS:
            with self.subTest(view):
                self.assertEqual(self._required(whole, view), {*FACTS})
                self.assertEqual(
                    self._required(dated, view), {"date_deadline", "expected_revenue"}
                )
                self.assertEqual(self._required(self.lead, view), {"expected_revenue"})

    def test_of_what_is_closed_the_revenue_alone_cannot_be_emptied(self):
        lost = self._lead()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.assertEqual(self._required(lost), {"expected_revenue"})

    def test_a_company_that_asks_nothing_lets_all_be_emptied(self):
        self.company.opportunity_facts_required = False
        self.env.invalidate_all()
        self.assertEqual(self._required(self._lead()), set())

    def test_what_another_addon_requires_stays_required(self):
        self.env["ir.ui.view"].sudo().create(
            {
                "name": "Of another add-on",
                "model": "crm.lead",
                "inherit_id": self.env.ref(LIST).id,
                "priority": 1,
                "arch": """
                    <xpath expr="//field[@name='date_deadline'][@optional]"
                           position="attributes">
                        <attribute name="required">phone</attribute>
                    </xpath>""",
            }
        )
        required = self._columns()["date_deadline"]
        self.assertIn("phone", required)
        self.assertIn("oplus_closing_required", required)

    def test_a_row_costs_no_query(self):
        names = ["oplus_closing_required", "oplus_user_required", "oplus_can_reopen"]
        leads = self._leads(30)
        leads[:4].action_set_won()
        for size in (2, 2, 30):  # the first time fills caches
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads[:size].read(names)
            count = self.env.cr.sql_log_count - before
            if size == 2:
                few = count
        self.assertEqual(count, few)
