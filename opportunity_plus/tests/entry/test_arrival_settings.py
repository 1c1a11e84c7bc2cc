# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.opportunity_plus.hooks import keep_stock_policies

from .arrival_common import OpportunityPlusArrivalCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestArrivalSettings(OpportunityPlusArrivalCommon):
    """What an administrator finds after the installation."""

    def _settings(self, user=None):
        user = user or self.admin
        user.sudo().group_ids += self.env.ref("base.group_system")
        return self.env["res.config.settings"].with_user(user).create({})

    def test_the_settings_count_what_is_missing_and_list_it(self):
        before = self._settings()
        counts = before.oplus_missing_closing_count, before.oplus_missing_user_count
        self._incomplete(user_id=self.agent.id)
        self._incomplete().action_set_won()
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        self._incomplete(company_id=abroad.id)
        self._incomplete(active=False)
        leads = self.env["crm.lead"].sudo()
        leads.create({"name": "Lead", "type": "lead", "user_id": False})
        settings = self._settings()
        self.assertEqual(settings.oplus_missing_closing_count, counts[0] + 1)
        self.assertEqual(settings.oplus_missing_user_count, counts[1])
        for count, action in (
            (settings.oplus_missing_closing_count, "oplus_action_missing_closing"),
            (settings.oplus_missing_user_count, "oplus_action_missing_user"),
        ):
            action = getattr(settings, action)()
            found = self.env[action["res_model"]].with_user(self.admin)
            found = found.search(action["domain"])
            self.assertEqual(len(found), count)
            self.assertIn(self.lead, found)

    def test_whoever_only_runs_the_system_is_told_nothing(self):
        settings = self._settings(self.outsider)
        self.assertEqual(settings.oplus_missing_closing_count, 0)
        self.assertEqual(settings.oplus_missing_user_count, 0)
        self.assertEqual(settings.oplus_given_rate_count, 0)

    # companies

    def _policies(self, company):
        return (
            company.opportunity_agents_see_unassigned,
            company.opportunity_probability_policy,
        )

    def test_companies_with_opportunities_keep_the_ways_of_odoo(self):
        self.company.opportunity_agents_see_unassigned = False
        companies = self.env["res.company"].sudo()
        other = companies.create({"name": "Abroad"})
        archived = companies.create({"name": "Past"})
        archived.active = False
        keep_stock_policies(self.env(su=True))
        for company in (self.company, other, archived):
            self.assertEqual(self._policies(company), (True, "automatic"))
        new = companies.create({"name": "Later"})
        self.assertEqual(self._policies(new), (False, "fixed"))

    def test_a_database_without_leads_starts_with_the_defaults(self):
        self.company.opportunity_agents_see_unassigned = False
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        leads.search([]).unlink()
        keep_stock_policies(self.env(su=True))
        self.assertEqual(self._policies(self.company), (False, "fixed"))

    def test_the_demo_shows_the_defaults(self):
        self.company.opportunity_agents_see_unassigned = False
        module = self.env.ref("base.module_opportunity_plus").sudo()
        module.demo = True
        keep_stock_policies(self.env(su=True))
        self.assertEqual(self._policies(self.company), (False, "fixed"))
