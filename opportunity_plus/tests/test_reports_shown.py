# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged

from .common import OpportunityPlusCommon

# what of this add-on can be measured in reports of opportunities
MEASURES = {
    "crm.lead": {
        "oplus_success_rate",
        "silence_days",
    },
    "crm.lead.stage.history": {
        "duration",
        "expected_revenue",
        "finished_days",
        "probability",
        "snooze_count",
    },
    "crm.lead.revision": {"expected_revenue", "probability", "snooze_count"},
    "crm.lead.conversion": {"days", "expected_revenue", "rate"},
    "crm.forecast.report": {"amount"},
    "crm.lead.product.line": {
        "discount",
        "price_subtotal",
        "price_unit",
        "probability",
        "quantity",
        "weighted_subtotal",
    },
}
NUMBERS = ("float", "integer", "monetary")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportsShown(OpportunityPlusCommon):
    """What reports are called, measure and offer."""

    def test_graphs_and_pivots_have_a_name(self):
        """What a click on a figure opens is called after it."""
        views = self._own_views()
        self.assertGreater(len(views), 10)
        unnamed = [
            view.xml_id
            for view in views
            if not etree.fromstring(view.arch).get("string")
        ]
        self.assertFalse(unnamed)

    def _own_views(self, kinds=("graph", "pivot")):
        known = (
            self.env["ir.model.data"]
            .sudo()
            .search([("module", "=", "opportunity_plus"), ("model", "=", "ir.ui.view")])
        )
        views = self.env["ir.ui.view"].sudo().browse(known.mapped("res_id"))
        return views.filtered(lambda view: view.type in kinds and not view.inherit_id)

    def test_measures_are_those_of_a_fixed_list(self):
        """No technical number is among them; whoever adds one decides about it here."""
        for model, expected in MEASURES.items():
            records = self.env[model]
            fields = records.fields_get(attributes=["aggregator", "type"])
            found = {
                name
                for name, field in fields.items()
                if field.get("aggregator")
                and field["type"] in NUMBERS
                and records._fields[name]._module == "opportunity_plus"
            }
            self.assertEqual(found, expected, model)

    def test_outcomes_have_fixed_colors(self):
        """In each graph in which they are told apart."""
        for name, model in (
            ("crm_forecast_report_view_graph", "crm.forecast.report"),
            ("crm_lead_product_line_view_graph", "crm.lead.product.line"),
            ("crm_lead_closing_report_view_graph", "crm.lead"),
            ("crm_lead_cohort_view_graph", "crm.lead"),
        ):
            view = self.env.ref(f"opportunity_plus.{name}")
            arch = etree.fromstring(self.env[model].get_view(view.id, "graph")["arch"])
            self.assertEqual(arch.get("js_class"), "opportunity_closing_graph", name)
        view = self.env.ref("crm.crm_lead_view_graph_forecast")
        arch = self.env["crm.lead"].get_view(view.id, "graph")["arch"]
        self.assertIn('js_class="opportunity_forecast_graph"', arch)

    def test_the_way_to_cash_shows_outcome_and_revenue(self):
        view = self.env.ref("opportunity_plus.crm_lead_view_list_finance")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id, "list")["arch"])
        for name in ("won_status", "expected_revenue"):
            self.assertEqual(
                arch.xpath(f"//field[@name='{name}']/@optional"), ["show"], name
            )

    def test_from_the_analysis_to_a_campaign_or_a_mail(self):
        """The list of what was won and lost offers both, to each role."""
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            bindings = self.env["ir.actions.actions"].with_user(user)
            offered = {
                action["id"]: action["binding_view_types"]
                for action in bindings.get_bindings("crm.lead")["action"]
            }
            for name in (
                "opportunity_plus.crm_lead_action_call_campaign",
                "crm.action_lead_mass_mail",
            ):
                views = offered.get(self.env.ref(name).id, "")
                self.assertIn("list", views.split(","), f"{user.name}: {name}")

    def test_closing_rates_in_lists_are_told_in_percent(self):
        """Nobody takes 100.00 for something else."""
        found = {}
        for view in self._own_views(("list",)):
            records = self.env[view.model].with_user(self.admin)
            arch = etree.fromstring(records.get_view(view.id, "list")["arch"])
            for node in arch.xpath("//list/field[@name='probability'][not(@widget)]"):
                label = records._fields["probability"].string
                found[view.xml_id] = node.get("string") or label
        self.assertGreater(len(found), 4)
        self.assertEqual(set(found.values()), {"Closing Rate (%)"}, found)

    def test_success_rate(self):
        """Won of what is closed, in percent; what is open does not count."""
        won, lost, other, _open = self._leads(4, expected_revenue=10)
        leads = won | lost | other | _open
        won.action_set_won()
        (lost | other).action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        measured = self.env["crm.lead"].with_context(active_test=False)
        mine = [("id", "in", leads.ids)]
        [(rate,)] = measured._read_group(mine, [], ["oplus_success_rate:avg"])
        self.assertAlmostEqual(rate, 100 / 3)
        groups = measured._read_group(mine, ["won_status"], ["oplus_success_rate:avg"])
        self.assertEqual(dict(groups), {"won": 100, "lost": 0, "pending": False})
        self.assertEqual(leads.mapped("oplus_success_rate"), [100, 0, 0, 0])
        # the list of the analysis leads to the success rate of any period
        view = self.env.ref("opportunity_plus.crm_lead_closing_report_view_list")
        arch = self.env["crm.lead"].get_view(view.id, "list")["arch"]
        action = self.env.ref("opportunity_plus.pipeline_status_action")
        buttons = etree.fromstring(arch).xpath("//header/button/@name")
        self.assertEqual(buttons, [str(action.id)])
