# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..alerts.alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpportunityType(AlertCommon):
    """New and existing customers, and a company's own types."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.types = cls.env["crm.opportunity.type"]
        cls.types.sudo().search([]).active = False
        cls.new_customer = cls._type("Fresh", "new")
        cls.existing = cls._type("Loyal", "existing")
        partners = cls.env["res.partner"].sudo()
        cls.buyer = partners.create({"name": "Hanoi Steel", "is_company": True})
        cls.contact = partners.create({"name": "Nok", "parent_id": cls.buyer.id})

    @classmethod
    def _type(cls, name, proposed_for=False, **vals):
        vals = {"name": name, "proposed_for": proposed_for, **vals}
        return cls.types.sudo().create(vals).sudo(False)

    def _order(self, partner, state="sale", **vals):
        """An order of a salesperson whom the agent does not see."""
        vals = {"partner_id": partner.id, "user_id": self.colleague.id, **vals}
        order = self.env["sale.order"].sudo().create(vals)
        order.state = state
        return order

    def _opened(self, partner, **vals):
        return self._lead(partner_id=partner.id, **vals).opportunity_type_id

    def test_customers_with_a_confirmed_order_are_existing(self):
        self.assertEqual(self._opened(self.buyer), self.new_customer)
        order = self._order(self.contact, "sent")
        self.assertEqual(self._opened(self.buyer), self.new_customer)
        order.state = "sale"
        self.assertEqual(self._opened(self.buyer), self.existing)
        self.assertEqual(self._opened(self.contact), self.existing)
        order.state = "cancel"
        self.assertEqual(self._opened(self.contact), self.new_customer)

    def test_whoever_is_not_known_gets_none(self):
        lead = self._lead(partner_id=False)
        self.assertFalse(lead.opportunity_type_id)

    def test_a_chosen_type_is_kept_and_so_is_an_empty_one(self):
        self._order(self.buyer)
        own = self._type("Service")
        self.assertEqual(self._opened(self.buyer, opportunity_type_id=own.id), own)
        self.assertFalse(self._opened(self.buyer, opportunity_type_id=False))
        leads = self.env["crm.lead"].with_context(default_opportunity_type_id=own.id)
        lead = leads.create({"type": "opportunity", "partner_id": self.buyer.id})
        self.assertEqual(lead.opportunity_type_id, own)
        self.assertEqual(lead.copy().opportunity_type_id, own)

    def test_orders_count_in_the_company_of_the_opportunity(self):
        # not as the agent, who would work there at once
        companies = self.env["res.company"].with_user(SUPERUSER_ID)
        company = companies.create({"name": "Elsewhere"})
        self._order(self.buyer, company_id=company.id, user_id=False)
        self.assertEqual(self._opened(self.buyer), self.new_customer)
        # a form that is asked for a company of others tells nothing of it
        leads, spec = self.env["crm.lead"], {"opportunity_type_id": {}}
        values = {"type": "opportunity", "partner_id": self.buyer.id}
        values["company_id"] = company.id
        spec |= dict.fromkeys(values, {})
        answer = leads.onchange(values, ["partner_id"], spec)["value"]
        self.assertEqual(answer["opportunity_type_id"], self.new_customer.id)
        self.agent.sudo().company_ids |= company
        self._order(self.contact)
        vals = {"company_id": company.id, "team_id": False}
        self.assertEqual(self._opened(self.buyer, **vals), self.existing)

    def test_nothing_is_proposed_to_who_opens_no_opportunities(self):
        self._order(self.buyer)
        portal = self._user("portal", "base.group_portal")
        names = ["type", "partner_id", "opportunity_type_id", "user_id"]
        context = {"default_type": "opportunity", "default_partner_id": self.buyer.id}
        for user, offered in (
            (portal, self.types),
            (self.outsider, self.types),
            (self.agent, self.existing),
        ):
            leads = self.env["crm.lead"].with_user(user).with_context(**context)
            defaults = leads.default_get(names)
            with self.subTest(user.login):
                self.assertEqual(defaults.get("opportunity_type_id", False), offered.id)

    def test_a_company_proposes_types_of_its_own(self):
        self._order(self.buyer)
        first = self._type("Key account", "existing", sequence=1)
        self.assertEqual(self._opened(self.buyer), first)
        first.with_user(self.admin).active = False
        self.assertEqual(self._opened(self.buyer), self.existing)
        self.types.with_user(self.admin).search([]).proposed_for = False
        self.assertFalse(self._opened(self.buyer))

    def test_the_form_proposes_until_somebody_chooses(self):
        self._order(self.buyer)
        own = self._type("Service")
        leads = self.env["crm.lead"].with_context(default_type="opportunity")
        with Form(leads, "crm.crm_lead_view_form") as form:
            form.partner_id = self.customer
            self.assertEqual(form.opportunity_type_id, self.new_customer)
            form.partner_id = self.contact
            self.assertEqual(form.opportunity_type_id, self.existing)
            form.opportunity_type_id = own
            form.partner_id = self.customer
            self.assertEqual(form.opportunity_type_id, own)
        lead = form.save()
        with Form(lead) as form:
            form.partner_id = self.buyer
        self.assertEqual(lead.opportunity_type_id, own)

    def test_a_batch_costs_one_query(self):
        self._order(self.buyer)
        partners = self.env["res.partner"].sudo()
        many = partners.create([{"name": f"Customer {n}"} for n in range(30)])
        wanted = [(partner, False) for partner in (self.contact, self.buyer, *many)]
        self.env["crm.lead"]._oplus_type_propose(wanted)
        self.env.flush_all()
        with self.assertQueryCount(1):
            types = self.env["crm.lead"]._oplus_type_propose(wanted)
        expected = [self.existing.id] * 2 + [self.new_customer.id] * 30
        self.assertEqual(types, expected)

    def test_converting_many_leads_asks_once_for_their_orders(self):
        self._order(self.buyer)
        partners = (self.contact, self.buyer, self.customer) * 5
        vals = [
            {"name": "Lead", "type": "lead", "partner_id": partner.id}
            for partner in partners
        ]
        leads = self.env["crm.lead"].create(vals)
        asked, lead_model = [], type(leads)
        existing = lead_model._oplus_type_existing

        def counting(leads, wanted):
            asked.append(len(wanted))
            return existing(leads, wanted)

        self.patch(lead_model, "_oplus_type_existing", counting)
        for lead in leads:
            lead.convert_opportunity(lead.partner_id)
        self.assertEqual(asked, [15])
        self.assertEqual(
            [lead.opportunity_type_id for lead in leads],
            [self.existing, self.existing, self.new_customer] * 5,
        )

    def test_administrators_alone_change_types(self):
        for user in (self.agent, self.supervisor, self.manager):
            own = self.existing.with_user(user)
            self.assertEqual(own.name, "Loyal")
            for attempt in (
                lambda own=own: own.create({"name": "Mine"}),
                lambda own=own: own.write({"name": "Mine"}),
                lambda own=own: own.unlink(),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        self.existing.with_user(self.admin).name = "Regular"
        self.assertEqual(self.existing.name, "Regular")

    def test_a_type_in_use_is_archived_instead_of_deleted(self):
        lead = self._lead(opportunity_type_id=self.existing.id)
        own = self._type("Service")
        self._rule(type_ids=[Command.link(own.id)])
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self.assertRaisesRegex(UserError, "Archive them.*Loyal, Service"):
            (self.existing | own).with_user(self.admin).unlink()
        self.new_customer.with_user(self.admin).unlink()

    def test_big_deal_rules_look_at_the_type(self):
        self._rule(type_ids=[Command.set(self.existing.ids)])
        lead = self._big(opportunity_type_id=self.new_customer.id)
        self.assertEvents(lead, [])
        lead.opportunity_type_id = self.existing
        self._end_transaction()
        self.assertEvents(lead, ["reached"])

    def test_opportunities_and_their_stays_are_grouped_by_type(self):
        leads = self._leads(2, opportunity_type_id=self.existing.id)
        self._end_transaction()
        for model, field in (("crm.lead", "id"), ("crm.lead.stage.history", "lead_id")):
            records = self.env[model]
            groups = records.formatted_read_group(
                [(field, "in", leads.ids)], ["opportunity_type_id"], ["__count"]
            )
            self.assertEqual(groups[0]["opportunity_type_id"][0], self.existing.id)
            self.assertEqual(groups[0]["__count"], 2)
            found = records.search([("opportunity_type_id", "=", "Loyal")])
            self.assertEqual(len(found), 2)
