# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from .common import OpportunityPlusCommon

FILTER = "crm.view_crm_case_opportunities_filter"
ANALYSIS = "crm.crm_opportunity_report_view_search"
# what tells of opportunities, with what it calls the salesperson
SALESPEOPLE = {
    "crm.lead": "user_id",
    "crm.lead.revision": "salesperson_id",
    "crm.lead.stage.history": "salesperson_id",
    "crm.lead.conversion": "salesperson_id",
    "crm.forecast.report": "salesperson_id",
    "crm.lead.opening": "user_id",
    "crm.lead.product.line": "user_id",
    "crm.big.deal.alert": "user_id",
    "crm.activity.report": "user_id",
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSearch(OpportunityPlusCommon):
    """What each role is offered to search by, and what a forged search finds."""

    def _offered(self, user, view=FILTER):
        record = self.env.ref(view).sudo()
        records = self.env[record.model].with_user(user)
        arch = records.get_view(record.id, "search")["arch"]
        nodes = etree.fromstring(arch).xpath("//field[not(@invisible)]")
        return {node.get("name") for node in nodes}

    def test_what_has_no_words_is_not_offered(self):
        told = self.env["crm.lead"].fields_get(attributes=["searchable", "groupable"])
        for name in ("oplus_is_granted_read", "oplus_is_unpaid", "revision_ids"):
            self.assertEqual({*told[name].values()}, {False}, name)
        for name in ("won_status", "opportunity_type_id"):
            self.assertEqual({*told[name].values()}, {True}, name)

    def test_a_role_is_offered_whom_it_looks_for(self):
        for user, people in (
            (self.agent, set()),
            (self.supervisor, {"user_id"}),
            (self.manager, {"user_id"}),
            (self.admin, {"user_id", "team_id"}),
        ):
            for view in (FILTER, ANALYSIS):
                with self.subTest(user=user.name, view=view):
                    offered = self._offered(user, view)
                    self.assertEqual(offered & {"user_id", "team_id"}, people)
                    self.assertIn("partner_id", offered)

    def _searches(self):
        """Every search view of Odoo's and ours that people may be given."""
        views = self.env["ir.ui.view"].sudo()
        views = views.search([("type", "=", "search"), ("model", "in", [*SALESPEOPLE])])
        names = views.get_external_id()
        ours = ("crm.", "sale_crm.", "opportunity_plus.")
        return [
            names[view.id]
            for view in views
            if view.mode == "primary" and names[view.id].startswith(ours)
        ]

    def test_no_view_offers_more_than_the_pipeline(self):
        searches = self._searches()
        models = {self.env.ref(view).sudo().model for view in searches}
        self.assertEqual(models, {*SALESPEOPLE})
        for view in searches:
            record = self.env.ref(view).sudo()
            salesperson = SALESPEOPLE[record.model]
            named = {salesperson, "team_id"} & {
                node.get("name")
                for node in etree.fromstring(record.get_combined_arch()).iter("field")
            }
            for user, people in (
                (self.agent, set()),
                (self.supervisor, {salesperson}),
                (self.admin, {salesperson, "team_id"}),
            ):
                with self.subTest(user=user.name, view=view):
                    offered = self._offered(user, view)
                    self.assertEqual(offered & {salesperson, "team_id"}, people & named)

    def test_my_activities_search_by_a_salesperson_still_opens(self):
        view = "crm.view_crm_case_my_activities_filter"
        arch = self.env["crm.lead"].get_view(self.env.ref(view).id, "search")["arch"]
        hidden = etree.fromstring(arch).xpath("//field[@invisible='True']")
        self.assertEqual({node.get("name") for node in hidden}, {"user_id", "team_id"})

    def _filters(self, user, **context):
        leads = self.env["crm.lead"].with_user(user).with_context(**context)
        arch = leads.get_view(self.env.ref(FILTER).id, "search")["arch"]
        nodes = etree.fromstring(arch).xpath("//filter[not(@invisible)]")
        return {node.get("name") for node in nodes}

    def test_unassigned_ones_are_a_filter_for_who_may_find_some(self):
        leader = self.supervisor
        idle = self._user("idle", "opportunity_plus.group_supervisor")
        for user, offered in (
            (self.agent, False),
            (idle, False),
            (leader, True),
            (self.manager, True),
            (self.admin, True),
        ):
            with self.subTest(user.name):
                self.assertEqual("unassigned" in self._filters(user), offered)
                self.assertIn("assigned_to_me", self._filters(user))

    def test_the_setting_of_the_company_offers_agents_unassigned_ones(self):
        company = self.env.company.sudo()
        for setting in (False, True, False):
            company.opportunity_agents_see_unassigned = setting
            self.assertEqual("unassigned" in self._filters(self.agent), setting)

    def test_everybody_searches_by_description_and_properties(self):
        for user in (self.agent, self.supervisor, self.admin):
            self.assertLessEqual({"name", "lead_properties"}, self._offered(user))

    def test_what_opens_a_team_still_names_it(self):
        arch = self.env["crm.lead"].get_view(self.env.ref(FILTER).id, "search")["arch"]
        hidden = etree.fromstring(arch).xpath("//field[@invisible='True']")
        self.assertEqual({node.get("name") for node in hidden}, {"user_id", "team_id"})

    def test_last_update_is_a_filter_and_a_column_to_sort_by(self):
        leads = self.env["crm.lead"]
        search = leads.get_view(self.env.ref(FILTER).id, "search")["arch"]
        self.assertTrue(etree.fromstring(search).xpath("//filter[@date='write_date']"))
        listed = leads.get_view(self.env.ref("crm.crm_case_tree_view_oppor").id, "list")
        columns = etree.fromstring(listed["arch"]).xpath("//field[@optional]/@name")
        self.assertLessEqual({"create_date", "write_date"}, set(columns))

    def test_creation_and_last_update_are_searched_together(self):
        arch = self.env["crm.lead"].get_view(self.env.ref(FILTER).id, "search")["arch"]
        [update] = etree.fromstring(arch).xpath("//filter[@date='write_date']")
        # filters without a separator between them find what fits either
        self.assertEqual(update.getprevious().tag, "separator")
        self.assertEqual(update.getnext().tag, "separator")

    def test_the_list_shows_when_a_deal_closes_and_all_of_its_revenue(self):
        view = self.env.ref("crm.crm_case_tree_view_oppor")
        listed = self.env["crm.lead"].get_view(view.id, "list")
        arch = etree.fromstring(listed["arch"])
        [closing] = arch.xpath("//field[@name='date_deadline'][@optional]")
        self.assertEqual(closing.get("optional"), "show")
        [revenue] = arch.xpath("//field[@name='expected_revenue']")
        self.assertTrue(revenue.get("width"))

    def test_a_date_has_one_name(self):
        leads = self.env["crm.lead"]
        search = leads.get_view(self.env.ref(FILTER).id, "search")["arch"]
        listed = leads.get_view(self.env.ref("crm.crm_case_tree_view_oppor").id, "list")
        for name in ("create_date", "write_date"):
            with self.subTest(name):
                filters = etree.fromstring(search).xpath(f"//filter[@date='{name}']")
                path = f"//field[@name='{name}'][@optional]"
                [column] = etree.fromstring(listed["arch"]).xpath(path)
                self.assertEqual(column.get("string"), filters[0].get("string"))

    def _search_doors(self, domain):
        """What each way to search answers to the agent."""
        leads = self.env["crm.lead"].with_user(self.agent)
        spec = {"display_name": {}}
        yield leads.search(domain).ids
        yield leads.search(domain, order="user_id desc, team_id").ids
        yield leads.search_count(domain)
        yield leads.search_read(domain, ["name"])
        yield leads.web_search_read(domain, spec)["records"]
        yield leads.name_search("Theirs", domain)
        yield leads.web_read_group(domain, ["user_id"], ["expected_revenue:sum"])[
            "groups"
        ]
        yield leads.formatted_read_group(domain, ["user_id.login"], ["__count"])
        bar = {"field": "activity_state", "colors": {"planned": "success"}}
        yield leads.read_progress_bar(domain, "user_id", bar)

    def test_a_forged_search_finds_nothing_more(self):
        theirs = self.env["crm.lead"].with_user(self.admin)
        theirs = theirs.create({"name": "Theirs", "user_id": self.colleague.id})
        favourite = self.env["ir.filters"].with_user(self.admin)
        favourite = favourite.create(
            {
                "name": "Theirs",
                "model_id": "crm.lead",
                "domain": f"[('user_id', '=', {self.colleague.id})]",
                "user_ids": [Command.set([])],
            }
        )
        own = self.env["ir.filters"].with_user(self.agent).get_filters("crm.lead")
        [shared] = [found for found in own if found["id"] == favourite.id]
        for domain in (
            [("user_id", "=", self.colleague.id)],
            literal_eval(shared["domain"]),
            [("user_id.name", "ilike", self.colleague.name)],
            [("team_id", "in", self.south.ids)],
            [("team_id.member_ids", "in", self.colleague.ids)],
            [("activity_ids", "=", False), ("id", "=", theirs.id)],
        ):
            for number, found in enumerate(self._search_doors(domain)):
                with self.subTest(domain, door=number):
                    self.assertFalse(found)
