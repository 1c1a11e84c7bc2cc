# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.opportunity_plus.hooks import leave_agents

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibility(OpportunityPlusCommon):
    """Teams, leaders, the choice of roles, and unassigned opportunities."""

    def _lead_of(self, user, team, **vals):
        vals |= {"user_id": user.id, "team_id": team.id}
        return (
            self.env["crm.lead"]
            .with_user(self.admin)
            .create({"name": "Deal", "type": "opportunity", **vals})
        )

    def _sees(self, user, lead):
        found = lead.with_user(user).search([("id", "=", lead.id)])
        self.assertEqual(bool(found), lead.with_user(user).has_access("read"))
        return bool(found)

    def test_the_role_is_one_choice_between_own_and_all(self):
        privilege = self.env.ref("sales_team.res_groups_privilege_sales").sudo()
        names = ("salesman", "salesman_all_leads", "manager")
        own, every, admin = (
            self.env.ref(f"sales_team.group_sale_{name}") for name in names
        )
        supervisor = self.env.ref("opportunity_plus.group_supervisor")
        self.assertEqual(supervisor.sudo().privilege_id, privilege)
        chain = [own, supervisor, every, admin]
        for lower, higher in zip(chain, chain[1:], strict=False):
            self.assertIn(lower, higher.sudo().all_implied_ids)

    def test_a_leader_need_not_be_a_member_and_may_lead_two_teams(self):
        nobody = self.env["res.users"]
        leads = [
            self._lead_of(self.colleague, self.south),
            self._lead_of(nobody, self.south),
        ]
        for lead in leads:
            self.assertFalse(self._sees(self.supervisor, lead))
        self.south.sudo().user_id = self.supervisor
        self.assertNotIn(self.supervisor, self.south.sudo().member_ids)
        own = self._lead_of(self.agent, self.north)
        for lead in (*leads, own):
            self.assertTrue(self._sees(self.supervisor, lead))

    def test_a_team_without_leader_and_a_former_member_show_nothing(self):
        lead = self._lead_of(self.agent, self.south)
        self.assertTrue(self._sees(self.supervisor, lead))
        self.north.sudo().crm_team_member_ids.active = False
        self.assertFalse(self._sees(self.supervisor, lead))
        self.north.sudo().crm_team_member_ids = [
            Command.create({"user_id": self.colleague.id})
        ]
        lead = self._lead_of(self.colleague, self.south)
        self.assertTrue(self._sees(self.supervisor, lead))
        self.north.sudo().user_id = False
        self.assertFalse(self._sees(self.supervisor, lead))

    def test_leading_a_team_alone_makes_no_supervisor(self):
        self.north.sudo().user_id = self.colleague
        self.assertFalse(
            self._sees(self.colleague, self._lead_of(self.agent, self.north))
        )

    def test_agents_see_and_take_unassigned_ones_where_the_company_says_so(self):
        lead = self._lead_of(self.env["res.users"], self.south, company_id=False)
        self.assertFalse(self._sees(self.agent, lead))
        own = lead.with_user(self.agent).create({"name": "x", "user_id": False})
        self.assertEqual(own.user_id, self.agent)
        self.env.company.sudo().opportunity_agents_see_unassigned = True
        self.assertTrue(self._sees(self.agent, lead))
        lead.with_user(self.agent).user_id = self.agent
        self.assertEqual(lead.user_id, self.agent)

    def test_the_setting_of_one_company_does_not_open_another(self):
        company = self.env["res.company"].sudo().create({"name": "Open house"})
        company.opportunity_agents_see_unassigned = True
        (self.agent | self.admin).sudo().company_ids += company
        strict = self._lead_of(
            self.env["res.users"],
            self.env["crm.team"],
            company_id=self.env.company.id,
        )
        generous = self._lead_of(
            self.env["res.users"], self.env["crm.team"], company_id=company.id
        )
        leads = (strict | generous).with_user(self.agent)
        leads = leads.with_context(
            allowed_company_ids=[self.env.company.id, company.id]
        )
        self.assertEqual(leads.search([("id", "in", leads.ids)]), generous)
        leads = leads.with_context(allowed_company_ids=self.env.company.ids)
        self.assertFalse(leads.search([("id", "in", leads.ids)]))

    def test_a_share_that_was_undone_opens_nothing(self):
        lead = self._lead_of(self.agent, self.north)
        theirs = lead.with_user(self.colleague)
        for flush in (True, False):
            with self.subTest(flush=flush):
                savepoint = self.env.cr.savepoint(flush=flush)
                share = {"lead_id": lead.id, "user_id": self.colleague.id}
                self.env["crm.lead.share"].create(share)
                self.env.flush_all()
                self.assertTrue(theirs.has_access("read"))
                savepoint.close()
                self.assertFalse(theirs.search([("id", "=", lead.id)]))
                self.env.clear()
                self.assertFalse(theirs.has_access("read"))

    def test_the_rule_of_odoo_is_left_as_it_is(self):
        rule = self.env.ref("crm.crm_rule_personal_lead").sudo()
        self.assertTrue(rule.active)
        self.assertEqual(
            rule.domain_force, "['|',('user_id','=',user.id),('user_id','=',False)]"
        )

    def test_uninstalling_leaves_supervisors_their_own_documents(self):
        agents = self.env.ref("sales_team.group_sale_salesman")
        leave_agents(self.env(su=True))
        self.assertIn(agents, self.supervisor.sudo().group_ids)
        self.assertNotIn(agents, self.manager.sudo().group_ids)

    def test_the_conditions_need_no_more_than_an_index(self):
        self.env["crm.lead.share"].with_user(self.admin).create(
            {
                "lead_id": self._lead_of(self.colleague, self.south).id,
                "user_id": self.agent.id,
            }
        )
        for user in (self.agent, self.supervisor):
            query = self.env["crm.lead"].with_user(user)._search([])
            plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
            plan = "\n".join(line for (line,) in plan)
            # what is shared is asked once, not for each opportunity
            self.assertIn("InitPlan", plan)
            self.assertNotIn("SubPlan", plan)
            self.assertNotIn("JOIN", query.from_clause.code)

    def test_what_two_rules_repeat_is_asked_once(self):
        """Asked twice, the database expects too few rows and does not use its order."""
        for user in (self.agent, self.supervisor):
            for operation in ("read", "write"):
                rules = self.env["ir.rule"].with_user(user)
                domain = rules._compute_domain("crm.lead", operation)
                query = self.env["crm.lead"].with_user(user).sudo()._search(domain)
                asked = query.where_clause.code.count('"user_id"')
                self.assertEqual(asked, 1, f"{user.name}: {operation}")

    def test_who_sees_all_is_granted_all_without_a_query(self):
        leads = self._leads(2).with_user(self.manager)
        self.assertEqual(leads.mapped("oplus_is_granted_role"), [True, True])
        self.south.sudo().user_id = self.colleague
        self.env.flush_all()
        with self.assertQueryCount(0):
            self.assertEqual(leads.mapped("oplus_is_granted_role"), [True, True])

    def test_a_list_is_read_without_a_second_look_at_its_opportunities(self):
        self._leads(3)
        self._end_transaction()
        self.env.invalidate_all()
        leads, statements = self.env["crm.lead"].with_user(self.agent), []
        execute = self.env.cr.execute

        def spy(query, *args, **kwargs):
            statements.append(str(getattr(query, "code", query)))
            return execute(query, *args, **kwargs)

        self.patch(self.env.cr, "execute", spy)
        found = leads.web_search_read([("user_id", "=", self.agent.id)], {"name": {}})
        self.assertEqual(len(found["records"]), 3)
        asked = [text for text in statements if 'FROM "crm_lead"' in text]
        self.assertEqual(len(asked), 1)
