# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.fields import Command, Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import OpportunityPlusCommon

PIPELINE = "crm.view_crm_case_opportunities_filter"
FORECAST = "crm.crm_lead_view_search_forecast"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFinding(OpportunityPlusCommon):
    """What opens when people open the CRM: their own work, and their team's."""

    def _node(self, name, user=None, view=PIPELINE):
        leads = self.env["crm.lead"].with_user(user or self.agent)
        arch = leads.get_view(self.env.ref(view).id, "search")["arch"]
        [node] = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        return node

    def _domain(self, name, user=None, view=PIPELINE):
        user = user or self.agent
        domain = self._node(name, user, view).get("domain")
        return Domain(safe_eval(domain, {"uid": user.id}))

    def _found(self, name, user=None, view=PIPELINE):
        """What the filter finds among the opportunities of this test."""
        user = user or self.agent
        leads = self.env["crm.lead"].with_user(user)
        among = Domain("partner_id", "=", self.customer.id)
        self._end_transaction()
        return leads.search(self._domain(name, user, view) & among)

    def _made(self, **vals):
        """An opportunity that the administrator made."""
        own, self.env = self.env, self.env(user=self.admin)
        lead = self._lead(**vals)
        self.env = own
        return lead

    def _share(self, lead, user, **vals):
        shares = self.env["crm.lead.share"].with_user(self.admin)
        return shares.create({"lead_id": lead.id, "user_id": user.id, **vals})

    def _theirs(self):
        vals = {"user_id": self.colleague.id, "team_id": self.south.id}
        return self._made(name="Theirs", **vals)

    # mine or shared with me

    def test_what_is_shared_with_me_is_in_my_pipeline(self):
        with self._at("2026-03-02 09:00"):
            own, theirs, other = self._lead(), self._theirs(), self._theirs()
            self._share(theirs, self.agent, date_end="2026-03-03")
            self.assertEqual(self._found("assigned_to_me"), own | theirs)
            self.assertEqual(self._found("shared_with_me"), theirs)
            self.assertNotIn(other, self._found("assigned_to_me"))
        with self._at("2026-03-04 09:00"):  # the share has ended
            self.env.invalidate_all()
            self.assertEqual(self._found("assigned_to_me"), own)

    def test_who_sees_all_finds_what_was_shared_with_them(self):
        theirs, _other = self._theirs(), self._theirs()
        for user in (self.manager, self.supervisor):
            self._share(theirs, user)
            self.assertEqual(self._found("assigned_to_me", user), theirs)
            self.assertEqual(self._found("shared_with_me", user), theirs)

    def test_a_share_that_no_role_can_use_finds_nothing(self):
        theirs = self._theirs()
        self._share(theirs, self.agent)
        self.agent.sudo().group_ids -= self.env.ref("sales_team.group_sale_salesman")
        self.agent.sudo().group_ids += self.env.ref("opportunity_plus.group_finance")
        self.assertFalse(self._found("assigned_to_me"))
        self.assertFalse(theirs.with_user(self.agent).sudo().oplus_is_shared_with_me)

    def test_the_opposite_finds_the_rest(self):
        own, theirs = self._lead(), self._theirs()
        self._share(theirs, self.agent)
        self._end_transaction()
        leads = self.env["crm.lead"].with_user(self.agent)
        among = Domain("id", "in", (own | theirs).ids)
        for value, expected in ((True, theirs), (False, own)):
            found = leads.search(among & Domain("oplus_is_shared_with_me", "=", value))
            self.assertEqual(found, expected)
            self.assertEqual(set(found.mapped("oplus_is_shared_with_me")), {value})

    def test_who_has_no_share_asks_what_odoo_asks(self):
        self._lead()
        self._end_transaction()
        leads = self.env["crm.lead"].with_user(self.agent)
        ours = leads._search(self._domain("assigned_to_me")).select()
        stock = leads._search([("user_id", "=", self.agent.id)]).select()
        self.assertEqual((ours.code, ours.params), (stock.code, stock.params))

    def test_the_filter_costs_no_query_of_its_own(self):
        self._share(self._theirs(), self.agent)
        self._end_transaction()
        leads = self.env["crm.lead"].with_user(self.agent)
        counts = []
        for domain in (
            [("user_id", "=", self.agent.id)],
            [("user_id", "=", self.agent.id)],
            self._domain("assigned_to_me"),
        ):
            before = self.env.cr.sql_log_count
            leads.search(domain)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_a_forecast_counts_own_ones_alone(self):
        own, theirs = self._lead(), self._theirs()
        self._share(theirs, self.agent)
        self.assertEqual(self._found("assigned_to_me", view=FORECAST), own)

    # my team

    def _of_the_team(self):
        """Unassigned in North, of North's member in South, and a stranger."""
        south = {"team_id": self.south.id}
        return (
            self._made(name="Nobody's", user_id=False),
            self._made(name="Elsewhere", **south),
            self._theirs(),
        )

    def test_my_team_is_what_the_role_table_says(self):
        nobodys, elsewhere, theirs = self._of_the_team()
        expected = nobodys | elsewhere
        self.assertEqual(self._found("oplus_my_team", self.supervisor), expected)
        for lead in (nobodys, elsewhere, theirs):
            said = lead.with_user(self.supervisor).sudo().oplus_is_of_my_team
            self.assertEqual(said, lead in expected)

    def test_who_sees_all_and_leads_a_team_finds_its_own_alone(self):
        nobodys, elsewhere, _theirs = self._of_the_team()
        for user in (self.manager, self.admin):
            self.north.sudo().user_id = user
            found = self._found("oplus_my_team", user)
            self.assertEqual(found, nobodys | elsewhere)
            self.assertIsNone(self._node("oplus_my_team", user).get("invisible"))

    def test_who_leads_no_team_is_not_offered_it(self):
        self._of_the_team()
        self.north.sudo().user_id = self.agent  # a leader without the role
        for user in (self.agent, self.supervisor, self.manager):
            node = self._node("oplus_my_team", user)
            self.assertEqual(node.get("invisible"), "True")
            self.assertFalse(self._found("oplus_my_team", user))

    # the default

    def _opens_with(self, user):
        """The filters of whose pipeline the board and the forecast open with."""
        found = []
        for name in ("crm.action_your_pipeline", "crm.action_opportunity_forecast"):
            context = self.env.ref(name).with_user(user).run()["context"]
            names = ("assigned_to_me", "oplus_my_team")
            found.append({one for one in names if context.get(f"search_default_{one}")})
        self.assertEqual(*found)
        return found[0]

    def test_a_leader_opens_the_teams_pipeline_too(self):
        own, both = {"assigned_to_me"}, {"assigned_to_me", "oplus_my_team"}
        self.assertEqual(self._opens_with(self.supervisor), both)
        for user in (self.agent, self.manager, self.admin):
            self.assertEqual(self._opens_with(user), own)
        self.south.sudo().user_id = self.admin
        self.assertEqual(self._opens_with(self.admin), both)
        self.north.sudo().active = False
        self.assertEqual(self._opens_with(self.supervisor), own)

    def test_a_leader_sees_own_shared_and_the_teams(self):
        nobodys, elsewhere, theirs = self._of_the_team()
        own = self._made(name="Own", user_id=self.supervisor.id, team_id=self.south.id)
        self._share(theirs, self.supervisor)
        found = self.env["crm.lead"]
        for name in self._opens_with(self.supervisor):
            found |= self._found(name, self.supervisor)
        self.assertEqual(found, nobodys | elsewhere | theirs | own)

    def test_what_odoo_has_stays(self):
        action = self.env.ref("crm.crm_lead_action_pipeline").sudo()
        self.assertIn("search_default_assigned_to_me", action.context)
        self.assertNotIn("oplus", action.context)
        filters = self.env["ir.filters"].with_user(self.agent)
        favourite = filters.create(
            {
                "name": "Mine",
                "model_id": "crm.lead",
                "user_ids": [Command.link(self.agent.id)],
                "domain": f"[('user_id', '=', {self.agent.id})]",
            }
        )
        own = self._lead()
        self._share(self._theirs(), self.agent)
        among = Domain("partner_id", "=", self.customer.id)
        domain = Domain(safe_eval(favourite.domain)) & among
        self.assertEqual(self.env["crm.lead"].search(domain), own)
