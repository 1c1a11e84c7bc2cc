# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from lxml import etree

from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import Form, tagged

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestScreens(OpportunityPlusCommon):
    """Pages have a name, numbers beside filters count what the filters are for, and
    what is not used says so."""

    def test_every_page_of_records_has_a_name(self):
        """Where a figure of a report is clicked, the page that opens bears its name."""
        views = self.env["ir.ui.view"].sudo()
        own = views.search(
            [("type", "in", ("list", "graph", "pivot")), ("mode", "=", "primary")]
        ).filtered(lambda view: view.xml_id.startswith("opportunity_plus."))
        self.assertGreater(len(own), 15)
        unnamed = own.filtered(lambda view: not view._get_combined_arch().get("string"))
        self.assertFalse(unnamed.mapped("name"))

    # buttons and actions

    def test_every_button_is_for_the_records_that_it_is_shown_with(self):
        """A button sends their ids, which methods of models take for an argument."""
        data, views = self.env["ir.model.data"].sudo(), self.env["ir.ui.view"].sudo()
        domain = [("module", "=", "opportunity_plus"), ("model", "=", "ir.ui.view")]
        ours = views.browse(data.search(domain).mapped("res_id"))
        models = {view.model for view in ours if view.model in self.env}
        called = {
            (model._name, name)
            for view in views.search(
                [("model", "in", [*models]), ("mode", "=", "primary")]
            )
            for model, name in self._called(
                view._get_combined_arch(), self.env[view.model]
            )
        }
        self.assertGreater(len(called), 50)
        for model, name in sorted(called):
            with self.subTest(model=model, button=name):
                method = get_public_method(self.env[model], name)
                self.assertFalse(getattr(method, "_api_model", False))

    def _called(self, node, model):
        """Yield the methods that the buttons inside a node call, with their models."""
        for child in node.iterchildren(etree.Element):
            if child.get("type") == "object":
                yield model, child.get("name")
            field = child.tag == "field" and model._fields.get(child.get("name"))
            inner = len(child) and field and field.comodel_name
            yield from self._called(child, self.env[inner] if inner else model)

    def test_reloading_a_page_does_no_work(self):
        """Odoo runs server actions that have a path to name their pages."""
        actions = self.env["ir.actions.server"].sudo().search([("path", "!=", False)])
        own = actions.filtered(
            lambda action: action.xml_id.startswith("opportunity_plus.")
        )
        self.assertTrue(own)
        self.env.flush_all()
        for action in own.with_user(self.admin):
            name = action.sudo().path
            with self.subTest(name), self.env.cr.savepoint(flush=False) as point:
                # raw SQL: until the savepoint is rolled back
                self.env.cr.execute("SET TRANSACTION READ ONLY")
                self.assertTrue(action.run())
                self.env.flush_all()
                point.rollback()

    # filters

    def _rule(self, **vals):
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        rule = rules.new({"company_id": False, **vals})
        return self.env["crm.lead"].search(literal_eval(rule.scope_domain))

    def test_a_rule_counts_opportunities_alone(self):
        lead = self._lead(name="Unqualified", type="lead")
        found = self._rule()
        self.assertIn(self._lead(), self._rule())
        self.assertNotIn(lead, found)
        self.assertEqual(set(found.mapped("type")) - {"opportunity"}, set())

    def test_a_rule_counts_what_it_is_limited_to(self):
        kind = self.env["crm.opportunity.type"].sudo().create({"name": "Tender"})
        here = self._lead(opportunity_type_id=kind.id, stage_id=self.talk.id)
        self._lead(stage_id=self.talk.id)
        self._lead(opportunity_type_id=kind.id)
        limits = {
            "team_ids": [Command.link(self.north.id)],
            "stage_ids": [Command.link(self.talk.id)],
            "type_ids": [Command.link(kind.id)],
        }
        self.assertEqual(self._rule(**limits), here)
        limits["team_ids"] = [Command.link(self.south.id)]
        self.assertFalse(self._rule(**limits))

    def test_a_rule_counts_opportunities_of_its_company(self):
        company = self.env["res.company"].sudo().create({"name": "Branch"})
        self.agent.sudo().company_ids += company
        leads = self.env["crm.lead"].with_context(
            allowed_company_ids=(self.agent.company_id | company).ids
        )
        lead = leads.create({"name": "Here", "type": "opportunity"})
        lead.company_id = False  # it belongs to the main company
        there = leads.create(
            {
                "name": "There",
                "type": "opportunity",
                "company_id": company.id,
                "team_id": False,
            }
        )
        self.assertFalse(lead.company_id)
        for own, other in ((lead, there), (there, lead)):
            owner = own.company_id or self.env.ref("base.main_company")
            rule = self.env["crm.big.deal.rule"].sudo().new({"company_id": owner.id})
            found = leads.search(literal_eval(rule.scope_domain))
            self.assertIn(own, found)
            self.assertNotIn(other, found)

    def test_the_filter_on_new_customers_counts_customers_alone(self):
        partners = self.env["res.partner"].sudo()
        vendor = partners.create({"name": "Vendor", "supplier_rank": 1})
        both = partners.create({"name": "B", "supplier_rank": 1, "customer_rank": 1})
        child = partners.create({"name": "Clerk", "parent_id": self.customer.id})
        company = self.env["res.company"].sudo().create({"name": "Branch"})
        foreign = partners.create({"name": "Foreign", "company_id": company.id})
        archived = partners.create({"name": "Gone", "active": False})
        samples = vendor | both | child | archived | company.partner_id
        samples |= self.agent.sudo().partner_id | self.customer.sudo()
        settings = self.env["res.config.settings"].sudo().new({})
        domain = literal_eval(settings.oplus_customer_domain)
        counted = (samples | foreign).filtered_domain(domain)
        self.assertEqual(counted, both | self.customer.sudo())
        others = partners.union(*samples._oplus_opening_no_customers())
        self.assertEqual(counted, samples - others)

    # rates of the stages

    def test_a_rate_that_is_not_used_cannot_be_typed(self):
        stage = self.talk.with_user(self.admin)
        company = self.env.company.sudo()
        for policy in ("fixed", "automatic", "stage"):
            is_used = policy == "stage"
            company.opportunity_probability_policy = policy
            stage.invalidate_recordset()
            self.assertEqual(stage.oplus_is_rate_used, is_used)
            form = Form(stage)
            if is_used:
                form.opportunity_probability = 33
                self.assertEqual(form.save().opportunity_probability, 33)
            else:
                with self.assertRaisesRegex(AssertionError, "readonly"):
                    form.opportunity_probability = 44

    def test_a_rate_is_used_if_one_of_the_active_companies_uses_it(self):
        branch = (
            self.env["res.company"]
            .sudo()
            .create({"name": "Branch", "opportunity_probability_policy": "stage"})
        )
        self.admin.sudo().company_ids += branch
        stage, own = self.talk.with_user(self.admin), self.admin.company_id
        for companies, is_used in ((own, False), (own | branch, True)):
            there = stage.with_context(allowed_company_ids=companies.ids)
            self.assertEqual(there.oplus_is_rate_used, is_used)
