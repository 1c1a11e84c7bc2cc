# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import permutations

from odoo import SUPERUSER_ID
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon

RATES = {"fixed": 50, "stage": 10}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEntryCompanies(OpportunityPlusCommon):
    """A new opportunity follows the policies of the company that it gets, not of the
    one in which its maker works at that moment.

    ::

        home         where the agent works, of nobody's team
        abroad       the agent works there, too; company of the team Abroad
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        system = cls.env(user=SUPERUSER_ID)
        cls.home = system.company
        cls.abroad = system["res.company"].create({"name": "Abroad"})
        cls.agent.sudo().company_ids += cls.abroad
        cls.remote = cls._team_of("Abroad", cls.abroad)
        cls.new.sudo().opportunity_probability = 10
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        system = self.env(user=SUPERUSER_ID)
        system["mail.alias.domain"].search([]).unlink()
        domain = system["mail.alias.domain"].create({"name": "example.net"})
        system["res.company"].search([]).alias_domain_id = domain
        vals = {"alias_name": "abroad", "use_opportunities": True, "use_leads": False}
        self.remote.write(vals)

    @classmethod
    def _team_of(cls, name, company):
        teams = cls.env["crm.team"].with_user(SUPERUSER_ID)
        return teams.create({"name": name, "company_id": company.id})

    def _doors(self):
        """Ways to open an opportunity of the team abroad, or of its company."""
        leads = self.env["crm.lead"]
        vals = {"name": "Deal", "type": "opportunity"}
        named = {**vals, "user_id": self.agent.id, "team_id": self.remote.id}
        board = leads.with_context(default_team_id=self.remote.id)
        there = leads.with_context(default_company_id=self.abroad.id)
        yield "create", lambda: leads.create(named)
        yield "load", lambda: self._loaded("team_id/.id", str(self.remote.id))
        yield "load by name", lambda: self._loaded("team_id", "Abroad")
        yield "board", lambda: board.create(vals)
        yield "company", lambda: there.create(vals)
        yield (
            "named company",
            lambda: leads.create(
                {**vals, "company_id": self.abroad.id, "team_id": False}
            ),
        )
        yield (
            "quick",
            lambda: board.browse(
                board.with_context(default_type="opportunity").name_create("Deal")[0]
            ),
        )
        yield "form", lambda: self._from_form(board)
        yield "mail", self._mailed

    def _loaded(self, column, team):
        columns = ["name", "type", column]
        result = self.env["crm.lead"].load(columns, [["Deal", "opportunity", team]])
        self.assertFalse(result["messages"])
        return self.env["crm.lead"].browse(result["ids"])

    def _from_form(self, leads):
        leads = leads.with_context(default_type="opportunity")
        form = Form(leads, "crm.crm_lead_view_form")
        form.name = "Deal"
        return form.save()

    def _mailed(self):
        """What the gateway, which works in the main company, makes of a mail."""
        mail = (
            "From: boss@siam.example.com\nTo: abroad@example.net\n"
            "Message-Id: <first@siam.example.com>\nSubject: Deal\n\nHello"
        )
        threads = self.env["mail.thread"].with_user(SUPERUSER_ID)
        threads = threads.with_context(allowed_company_ids=self.home.ids)
        lead_id = threads.message_process(False, mail)
        return self.env["crm.lead"].browse(lead_id).sudo()

    def assertAtEachDoor(self, check):
        """Open an opportunity by each way, check it and take it back."""
        for name, door in self._doors():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                lead = door().sudo()
                self.env.flush_all()
                self.assertEqual(lead.company_id, self.abroad)
                check(lead)
                savepoint.rollback()
            self.env.invalidate_all()

    def assertRate(self, lead, policy):
        rate = RATES.get(policy, lead.automated_probability)
        self.assertEqual(lead.probability, rate)

    def test_the_rate_is_that_of_its_company(self):
        for here, there in permutations(("fixed", "stage", "automatic"), 2):
            self.home.opportunity_probability_policy = here
            self.abroad.opportunity_probability_policy = there
            with self.subTest(here=here, there=there):
                self.assertAtEachDoor(
                    lambda lead, there=there: self.assertRate(lead, there)
                )

    def test_its_company_requires_its_facts(self):
        for here in (True, False):
            self.home.opportunity_facts_required = here
            self.abroad.opportunity_facts_required = not here
            with self.subTest(here=here):
                self.assertAtEachDoor(
                    lambda lead, here=here: self.assertNotEqual(
                        bool(lead.date_deadline), here
                    )
                )

    def test_a_batch_of_both_companies_follows_both(self):
        home = self._team_of("Home", self.home)
        self.home.opportunity_probability_policy = "automatic"
        self.home.opportunity_facts_required = False
        vals = {"name": "Deal", "type": "opportunity"}
        here, there = self.env["crm.lead"].create(
            [vals | {"team_id": team.id} for team in (home, self.remote)]
        )
        self.env.flush_all()
        self.assertEqual((here.company_id, there.company_id), (self.home, self.abroad))
        self.assertRate(here, "automatic")
        self.assertRate(there, "fixed")
        self.assertFalse(here.date_deadline)
        self.assertTrue(there.date_deadline)

    def test_its_company_names_it_and_gives_it_a_salesperson(self):
        self.abroad.opportunity_name_pattern = "{customer} - {value}"
        self.customer.sudo().user_id = self.colleague
        vals = {"type": "opportunity", "partner_id": self.customer.id}
        vals |= {"team_id": self.remote.id, "expected_revenue": 7}
        leads = self.env["crm.lead"].with_user(self.admin)
        self.admin.sudo().company_ids += self.abroad
        lead = leads.create(vals)
        self.assertIn("7.00", lead.name)
        self.assertEqual(lead.user_id, self.admin)  # the colleague is not there
        self.colleague.sudo().company_ids += self.abroad
        self.assertEqual(leads.create(vals).user_id, self.colleague)
        form = Form(
            leads.with_context(
                default_type="opportunity", default_team_id=self.remote.id
            ),
            "crm.crm_lead_view_form",
        )
        form.partner_id = self.customer
        self.assertEqual(form.user_id, self.colleague)

    def test_a_mail_that_a_user_lets_in_gets_a_salesperson_of_its_company(self):
        self.admin.sudo().company_ids += self.abroad
        self.customer.sudo().user_id = self.colleague
        mail = {"subject": "Deal", "author_id": self.customer.id, "from": "x@y.z"}
        values = {"type": "opportunity", "team_id": self.remote.id}
        leads = self.env["crm.lead"].with_user(self.admin)
        self.assertEqual(leads.message_new(mail, dict(values)).user_id, self.admin)
        self.colleague.sudo().company_ids += self.abroad
        self.assertEqual(leads.message_new(mail, dict(values)).user_id, self.colleague)

    def test_who_may_leave_it_unassigned_is_up_to_its_company(self):
        vals = {"name": "Deal", "type": "opportunity", "user_id": False}
        vals["team_id"] = self.remote.id
        for generous in (True, False):
            self.abroad.opportunity_agents_see_unassigned = generous
            self.home.opportunity_agents_see_unassigned = not generous
            lead = self.env["crm.lead"].create(vals)
            self.assertEqual(not lead.sudo().user_id, generous)
