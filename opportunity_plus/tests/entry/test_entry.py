# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEntry(OpportunityPlusCommon):
    """What an opportunity needs when it is opened, by form and by other doors."""

    def _open(self, **vals):
        vals = {"type": "opportunity", "partner_id": self.customer.id, **vals}
        return self.env["crm.lead"].create(vals)

    def _form(self, view="crm.crm_lead_view_form"):
        leads = self.env["crm.lead"].with_context(default_type="opportunity")
        return Form(leads, view)

    def test_other_doors_get_defaults_instead_of_an_error(self):
        self.agent.tz = "Asia/Bangkok"
        with self._at("2026-03-02 20:00"):  # the next day in Bangkok
            lead = self._open()
        self.assertEqual(lead.name, "Siam Trading")
        self.assertEqual(lead.date_deadline, date(2026, 3, 10))
        self.assertEqual(lead.probability, 50)
        self.assertEqual(lead.user_id, self.agent)
        self.assertEqual(lead.stage_id, self.new)

    def test_an_opportunity_without_anything_gets_a_name(self):
        self.assertEqual(self._open(partner_id=False).name, "New opportunity")
        self.assertEqual(
            self._open(partner_id=False, name=False).name, "New opportunity"
        )
        lead = self._open(partner_id=False, email_from="somchai@example.com")
        self.assertEqual(lead.name, "somchai@example.com")

    def test_what_is_given_is_kept(self):
        lead = self._open(name="Deal", date_deadline="2020-01-01", probability=50.5)
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Deal",
                    "date_deadline": date(2020, 1, 1),
                    "probability": 50.5,
                }
            ],
        )

    def test_leads_are_left_alone(self):
        lead = self._open(type="lead", name="Lead")
        self.assertFalse(lead.date_deadline)

    def test_the_salesperson_in_charge_of_the_customer_or_its_company(self):
        contact = self.env["res.partner"].sudo()
        contact = contact.create({"name": "Nok", "parent_id": self.customer.id})
        self.env = self.env(user=self.manager)
        self.assertEqual(self._open().user_id, self.manager)
        self.customer.sudo().user_id = self.colleague
        self.assertEqual(self._open(partner_id=contact.id).user_id, self.colleague)
        contact.user_id = self.agent
        self.assertEqual(self._open(partner_id=contact.id).user_id, self.agent)
        self.assertFalse(self._open(user_id=False).user_id)

    def test_whoever_may_not_open_for_others_opens_for_himself(self):
        self.customer.sudo().user_id = self.colleague
        self.assertEqual(self._open().user_id, self.agent)
        self.env = self.env(user=self.supervisor)
        self.assertEqual(self._open().user_id, self.supervisor)
        self.customer.sudo().user_id = self.agent
        self.assertEqual(self._open().user_id, self.agent)

    def test_the_form_proposes_the_same(self):
        self.customer.sudo().user_id = self.agent
        self.env = self.env(user=self.manager)
        with self._at("2026-03-02 09:00"):
            form = self._form("crm.quick_create_opportunity_form")
            self.assertEqual(form.user_id, self.manager)
            form.partner_id = self.customer
            self.assertEqual(form.user_id, self.agent)
            lead = form.save()
        self.assertEqual(lead.date_deadline, date(2026, 3, 9))
        self.assertEqual((lead.name, lead.probability), ("Siam Trading", 50))

    def test_the_board_names_and_assigns_by_the_company_alone(self):
        self.customer.sudo().write({"user_id": self.agent.id, "is_company": True})
        self.env = self.env(user=self.manager)
        form = self._form("crm.quick_create_opportunity_form")
        form.commercial_partner_id = self.customer
        self.assertEqual((form.name, form.user_id), ("Siam Trading", self.agent))
        lead = form.save()
        self.assertEqual(lead.partner_id, self.customer)
        self.assertEqual(lead.user_id, self.agent)

    def test_a_form_that_comes_from_a_customer_is_prefilled(self):
        self.customer.sudo().user_id = self.agent
        action = self.customer.with_user(self.manager).action_view_opportunity()
        leads = self.env["crm.lead"].with_user(self.manager)
        form = Form(leads.with_context(**action["context"]), "crm.crm_lead_view_form")
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual((form.name, form.user_id), ("Siam Trading", self.agent))
        self.assertEqual(form.opportunity_type_id.proposed_for, "new")

    def test_forms_ask_for_what_is_missing(self):
        users = self.env["res.users"]
        for view in ("crm.crm_lead_view_form", "crm.quick_create_opportunity_form"):
            for field in ("name", "date_deadline", "user_id"):
                with self.subTest(view=view, field=field):
                    form = self._form(view)
                    form.name = "Deal"
                    form[field] = users if field == "user_id" else False
                    with self.assertRaises(AssertionError):
                        form.save()

    def test_a_company_that_requires_nothing_is_asked_for_nothing(self):
        self.env.company.sudo().opportunity_facts_required = False
        self.env = self.env(user=self.manager)
        self.assertFalse(self._open().date_deadline)
        form = self._form("crm.quick_create_opportunity_form")
        form.name = "Deal"
        self.assertFalse(form.save().date_deadline)
        form = self._form()
        form.name = "Deal"
        form.user_id = self.env["res.users"]
        self.assertFalse(form.save().user_id)
        lead = self.env["crm.lead"].create({"name": "Lead", "type": "lead"})
        lead.convert_opportunity(self.customer)
        self.assertFalse(lead.date_deadline)

    def test_the_name_follows_the_pattern_of_the_company(self):
        company = self.env.company.sudo()
        company.opportunity_name_pattern = "{customer} - {product} - {value}"
        with self._at("2026-03-02 09:00"):
            self.assertEqual(self._open().name, "Siam Trading")
            name = self._open(expected_revenue=1200).name
            self.assertRegex(name, r"^Siam Trading - .*1,200\.00$")
            company.opportunity_name_pattern = "{date} - {customer}"
            self.assertEqual(self._open().name, "03/02/2026 - Siam Trading")

    def test_a_pattern_with_a_mistake_is_refused(self):
        company = self.env.company.sudo()
        lone = ("{customer", "customer}", "{customer} {", "}{", "{{customer}}", "{{")
        for wrong in ("{custmer}", "{customer.env}", "{}", "{customer} {Date}", *lone):
            with (
                self.subTest(wrong),
                self.assertRaisesRegex(ValidationError, "cannot contain .*{customer}"),
            ):
                company.opportunity_name_pattern = wrong

    def test_defaults_cost_the_same_for_many(self):
        counts = []
        for size in (2, 2, 2, 30):  # the first ones fill caches
            self.env["res.partner"].sudo().flush_model()
            vals = [{"type": "opportunity", "partner_id": self.customer.id}] * size
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.lead"]._oplus_entry_complete(vals)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[2], counts[3])

    def test_what_a_form_presets_is_proposed(self):
        preset = {"default_commercial_partner_id": self.customer.id}
        leads = self.env["crm.lead"].with_context(**preset)
        given = leads.default_get(["commercial_partner_id", "silence_days"])
        self.assertEqual(given, {"commercial_partner_id": self.customer.id})
