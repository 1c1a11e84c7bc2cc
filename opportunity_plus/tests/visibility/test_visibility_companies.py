# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

REFUSED = "may not use the company.*Mango"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibilityCompanies(OpportunityPlusCommon):
    """Nothing goes to a company that the writer may not use, whatever leads there."""

    def setUp(self):
        super().setUp()
        system = self.env(user=SUPERUSER_ID)
        self.elsewhere = system["res.company"].create({"name": "Elsewhere"})
        self.stranger = self._user("stranger", "sales_team.group_sale_salesman")
        self.stranger.write(
            {
                "company_ids": [Command.set(self.elsewhere.ids)],
                "company_id": self.elsewhere.id,
            }
        )
        self.west = system["crm.team"].create(
            {"name": "West", "company_id": self.elsewhere.id}
        )
        self.partner = system["res.partner"].create(
            {"name": "Elsewhere's", "company_id": self.elsewhere.id}
        )
        self.lead = self._lead(name="Mango")
        self._end_transaction()

    def _ways(self):
        """Values that make Odoo compute the other company."""
        west = {"team_id": self.west.id}
        return (
            {**west, "user_id": self.stranger.id},
            {**west, "user_id": False},
            {**west, "user_id": self.stranger.id, "partner_id": False},
            {"user_id": False, "team_id": False, "partner_id": self.partner.id},
        )

    def _doors(self, lead, vals):
        imported = {
            f"{name}/.id": str(id_) if id_ else "" for name, id_ in vals.items()
        }

        def load():
            row = {".id": str(lead.id), **imported}
            [message] = lead.load([*row], [[*row.values()]])["messages"]
            raise AccessError(message["message"])

        return {
            "write": lambda: lead.write(vals),
            "form": lambda: lead.web_save(vals, {"name": {}}),
            "list": lambda: (lead | self._lead()).web_save_multi([vals] * 2, {}),
            "import": load,
        }

    def assertStays(self, attempt, pattern=REFUSED):
        with (
            self.assertRaisesRegex(AccessError, pattern),
            self.env.cr.savepoint() as savepoint,
        ):
            attempt()
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual(self.lead.sudo().company_id, self.env.company)

    def test_no_way_leads_there(self):
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            lead = self.lead.with_user(user)
            for vals in self._ways():
                with self.subTest(user.name, vals=vals):
                    self.assertStays(lambda: lead.write(vals))  # noqa: B023

    def test_no_door_leads_there(self):
        vals = self._ways()[1]
        for name in self._doors(self.lead, vals):
            with self.subTest(name):
                self.assertStays(self._doors(self.lead, vals)[name])

    def test_a_customer_does_not_lead_there_either(self):
        lead = self.lead.with_user(self.manager)
        lead.write({"user_id": False, "team_id": False, "partner_id": False})
        self._end_transaction()
        self.assertFalse(lead.company_id)
        with self.assertRaisesRegex(AccessError, REFUSED):
            lead.write({"partner_id": self.partner.id})

    def test_nothing_is_created_or_merged_there(self):
        other = self._lead(name="Other")
        for attempt in (
            lambda: self._lead(name="New", team_id=self.west.id),
            lambda: self._lead(name="New", company_id=self.elsewhere.id),
            lambda: (self.lead | other).merge_opportunity(
                team_id=self.west.id, user_id=self.stranger.id
            ),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
                self.env.flush_all()

    def test_who_may_use_both_companies_moves_it(self):
        self.agent.sudo().company_ids += self.elsewhere
        self.lead.write({"team_id": self.west.id, "user_id": False})
        self.assertEqual(self.lead.sudo().company_id, self.elsewhere)

    def test_what_is_there_can_be_handed_on(self):
        """By somebody who lost the company meanwhile."""
        self.admin.sudo().company_ids += self.elsewhere
        lead = self.lead.with_user(self.admin)
        lead.write({"team_id": self.west.id, "user_id": False})
        lead.with_context(
            allowed_company_ids=[self.env.company.id, self.elsewhere.id]
        ).write({"team_id": False})
        self.assertFalse(lead.sudo().team_id)

    def _seen(self, user, companies):
        """Names of what a user finds who works in some companies, by each way."""
        user = user.with_context(allowed_company_ids=companies.ids)
        env = user.with_user(user).env
        every = {"Mango", "Theirs", "Later"}
        names = set(env["crm.lead"].search([("name", "in", [*every])]).mapped("name"))
        for model, name in (
            ("crm.lead.revision", "lead_name"),
            ("crm.lead.stage.history", "lead_id.name"),
        ):
            self.assertEqual(set(env[model].search([]).mapped(name)) & every, names)
        day, ledger = self.env.cr.now().date(), env["crm.lead.revision"]
        [pipeline] = ledger.pipeline_at(day, [("lead_name", "in", [*every])])
        self.assertEqual(pipeline["count"], len(names))
        return names

    def _lead_of(self, company, name):
        leads = self.env(user=SUPERUSER_ID)["crm.lead"]
        vals = {"name": name, "company_id": company.id, "type": "opportunity"}
        leads.create({**vals, "user_id": False, "team_id": False})
        self._end_transaction()

    def test_who_works_in_all_companies_sees_none_that_is_added(self):
        every = self.env(user=SUPERUSER_ID)["res.company"].search([])
        self.manager.sudo().company_ids = every
        self._lead_of(self.elsewhere, "Theirs")
        self.assertEqual(self._seen(self.manager, every), {"Mango", "Theirs"})
        mine = self.env.company
        self.assertEqual(self._seen(self.manager, mine), {"Mango"})
        later = self.env(user=SUPERUSER_ID)["res.company"].create({"name": "Later"})
        self._lead_of(later, "Later")
        self.assertEqual(self._seen(self.manager, every), {"Mango", "Theirs"})

    def _archive_a_company(self):
        """Archive a company in which agent and administrator work, too."""
        closed = self.elsewhere.create({"name": "Closed down"})
        for user in (self.agent, self.admin):
            user.sudo().company_ids += closed
        closed.active = False

    def test_a_form_opens_for_who_worked_in_a_company_that_is_archived(self):
        self._archive_a_company()
        lead = self.lead.with_user(self.agent).with_context(active_test=False)
        dialog = lead.env["crm.lead.lost"].with_context(default_lead_ids=lead.ids)
        answer = dialog.onchange({}, [], {"lead_ids": {}, "lost_reason_id": {}})
        self.assertIn("value", answer)
        line = {"name": "Mango", "price_unit": 5}
        lead.write({"product_line_ids": [Command.create(line)]})
        self.assertEqual(lead.product_line_ids.name, "Mango")

    def test_a_rule_holds_for_who_worked_in_a_company_that_is_archived(self):
        rule = self.env["crm.big.deal.rule"].with_user(self.admin)
        rule = rule.create(
            {
                "name": "Big",
                "minimum_amount": 100_000,
                "domain": "[('partner_id', '!=', False)]",
                "notify_salesperson": True,
            }
        )
        self._archive_a_company()
        self._end_transaction()
        lead = self._lead(expected_revenue=150_000, partner_id=self.customer.id)
        self._end_transaction()
        self.assertEqual(rule.sudo().alert_ids.lead_id, lead.sudo())
