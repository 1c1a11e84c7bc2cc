# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReports(OpportunityPlusCommon):
    """What the reports open with, and what they say they measure."""

    def _action(self, name):
        return self.env["ir.actions.act_window"]._for_xml_id(f"opportunity_plus.{name}")

    def _arch(self, name, kind, model="crm.lead"):
        view = self.env.ref(name)
        return etree.fromstring(self.env[model].get_view(view.id, kind)["arch"])

    def test_the_average_time_is_that_of_finished_stays(self):
        with self._at("2026-03-02 09:00"):
            left, stays, slip = self._leads(3)
        with self._at("2026-03-02 09:00:40"):
            slip.stage_id = self.offer
        with self._at("2026-03-04 09:00"):
            left.stage_id = self.offer
        mine = [("lead_id", "in", (left | stays | slip).ids)]
        rows = self.env["crm.lead.stage.history"]
        with self._at("2026-03-12 09:00"):
            groups = rows._read_group(mine, ["stage_id"], ["finished_days:avg"])
        self.assertEqual(groups, [(self.new, 2), (self.offer, False)])
        action = self._action("crm_lead_stage_history_action_report")
        self.assertIn("search_default_finished", action["context"])
        for kind in ("graph", "pivot"):
            name = f"opportunity_plus.crm_lead_stage_history_view_{kind}"
            arch = self._arch(name, kind, rows._name)
            measures = arch.xpath("//field[@type='measure']/@name")
            self.assertEqual(measures, ["finished_days"])

    def test_the_grouped_list_tells_the_same_average_as_the_pivot(self):
        with self._at("2026-03-02 09:00"):
            left, stays, slip = self._leads(3, stage_id=self.talk.id)
        with self._at("2026-03-02 09:00:30"):
            slip.stage_id = self.offer
        with self._at("2026-03-04 09:00"):
            left.action_set_won()
        rows = self.env["crm.lead.stage.history"]
        mine = [("lead_id", "in", (left | stays | slip).ids)]
        finished = [("outcome", "=", "open"), ("date_out", "!=", False)]
        name = "opportunity_plus.crm_lead_stage_history_view_list"
        shown = self._arch(name, "list", rows._name).xpath("//field/@name")
        asked = [
            f"{name}:{field['aggregator']}"
            for name, field in rows.fields_get(shown, ["aggregator"]).items()
            if name == "duration"
        ]
        self.assertEqual(asked, ["duration:avg"])
        for domain in (mine, mine + finished):
            with self._at("2026-03-12 09:00"):
                by_stage = (domain, ["stage_id"])
                groups = rows.web_read_group(*by_stage, asked)["groups"]
                pivot = rows.formatted_read_group(*by_stage, ["finished_days:avg"])
            averages = [group["duration:avg"] for group in groups]
            self.assertEqual(averages, [group["finished_days:avg"] for group in pivot])
            self.assertEqual(averages[0], 2)

    def test_the_analysis_opens_with_won_and_lost(self):
        context = literal_eval(
            self._action("crm_lead_closing_report_action")["context"]
        )
        self.assertFalse([key for key in context if key.startswith("search_default")])
        self.assertEqual(context["pivot_measures"], ["__count", "expected_revenue"])
        arch = self._arch(
            "opportunity_plus.crm_lead_closing_report_view_graph", "graph"
        )
        shown = arch.xpath("//field[not(@invisible)]/@name")
        self.assertEqual(shown, ["date_closed", "won_status"])

    def test_losses_without_a_reason_say_so(self):
        field = self.env["crm.lead"].fields_get(["lost_reason_id"])["lost_reason_id"]
        self.assertEqual(field["falsy_value_label"], "No reason given")

    def test_cohorts_tell_what_became_of_each_month(self):
        with self._at("2026-03-02 09:00"):
            won, lost, _open = self._leads(3, expected_revenue=10)
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        action = self._action("crm_lead_cohort_action")
        context = literal_eval(action["context"])
        leads = self.env["crm.lead"].with_context(**context)
        groups = leads._read_group(
            [*literal_eval(action["domain"]), ("user_id", "=", self.agent.id)],
            ["won_status"],
            ["__count"],
        )
        self.assertEqual(dict(groups), {"won": 1, "lost": 1, "pending": 1})

    def test_the_way_to_cash_opens_with_documents(self):
        with_order, _without = self._leads(2)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "opportunity_id": with_order.id,
                "order_line": [(0, 0, {"name": "Desk", "price_unit": 50})],
            }
        )
        self.assertEqual(order.amount_untaxed, 50)
        context = literal_eval(self._action("crm_lead_action_money")["context"])
        self.assertTrue(context["search_default_with_documents"])
        view = self.env.ref("crm.view_crm_case_opportunities_filter")
        arch = etree.fromstring(
            self.env["crm.lead"].get_view(view.id, "search")["arch"]
        )
        (domain,) = arch.xpath("//filter[@name='with_documents']/@domain")
        found = self.env["crm.lead"].search(literal_eval(domain))
        self.assertEqual(found & (with_order | _without), with_order)

    def test_the_log_of_opening_is_for_administrators(self):
        menu = self.env.ref("opportunity_plus.crm_lead_opening_menu")
        for user, is_shown in ((self.agent, False), (self.manager, False),
                               (self.admin, True)):  # fmt: skip
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in menus, is_shown, user.name)

    def test_odoos_reports_say_that_they_weight(self):
        for kind in ("graph", "pivot"):
            arch = self._arch(f"crm.crm_opportunity_report_view_{kind}", kind)
            (label,) = arch.xpath("//field[@name='prorated_revenue']/@string")
            self.assertEqual(label, "Weighted Revenue")
        arch = self._arch("crm.crm_lead_view_kanban_forecast", "kanban")
        (card,) = arch.xpath("//t[@t-name='card']//field[@name='prorated_revenue']/..")
        self.assertIn("expected_revenue", card.xpath(".//field/@name"))

    def test_measures_are_no_technical_fields(self):
        fields = self.env["crm.lead"].fields_get(attributes=["aggregator", "type"])
        measures = {
            name
            for name, field in fields.items()
            if field.get("aggregator")
            and field["type"] in ("float", "integer", "monetary")
            and self.env["crm.lead"]._fields[name]._module == "opportunity_plus"
        }
        self.assertNotIn("oplus_stage_probability", measures)
