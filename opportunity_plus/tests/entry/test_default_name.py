# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon

QUICK = "crm.quick_create_opportunity_form"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDefaultName(OpportunityPlusCommon):
    """The name that forms propose follows what is entered, until somebody types one."""

    def setUp(self):
        super().setUp()
        company = self.env.company.sudo()
        company.opportunity_name_pattern = "{customer} - {product} - {value}"
        self.customer.sudo().is_company = True

    def _form(self, view="crm.crm_lead_view_form", **context):
        leads = self.env["crm.lead"]
        return Form(leads.with_context(default_type="opportunity", **context), view)

    def _add_product(self, form):
        with form.product_line_ids.new() as line:
            line.name = "Scale"
            line.price_unit = 30

    def test_it_has_what_is_entered_after_the_customer(self):
        form = self._form()
        form.partner_id = self.customer
        self.assertEqual(form.name, "Siam Trading")
        form.expected_revenue = 1200
        self.assertRegex(form.name, r"^Siam Trading - .*1,200\.00$")
        self._add_product(form)
        self.assertRegex(form.name, r"^Siam Trading - Scale - .*1,200\.00$")
        self.assertEqual(form.save().name, form.name)

    def test_it_has_the_total_of_the_products_as_the_revenue_will(self):
        form = self._form()
        form.partner_id = self.customer
        form.expected_revenue = 0
        self._add_product(form)
        self.assertRegex(form.name, r"^Siam Trading - Scale - .*30\.00$")
        lead = form.save()
        self.assertEqual(lead.expected_revenue, 30)
        self.assertEqual(lead.name, form.name)

    def test_quick_create_follows_as_well(self):
        for field in ("partner_id", "commercial_partner_id"):
            form = self._form(QUICK)
            form[field] = self.customer
            form.expected_revenue = 1200
            self.assertRegex(form.save().name, r"^Siam Trading - .*1,200\.00$")

    def test_another_customer_gives_another_name(self):
        other = self.customer.sudo().copy({"name": "Hanoi Steel"})
        form = self._form(QUICK, default_partner_id=self.customer.id)
        self.assertEqual(form.name, "Siam Trading")
        form.partner_id = other
        self.assertEqual(form.name, "Hanoi Steel")

    def test_what_somebody_typed_stays(self):
        for view in ("crm.crm_lead_view_form", QUICK):
            form = self._form(view)
            form.partner_id = self.customer
            form.name = "Sugar mill"
            form.expected_revenue = 1200
            self.assertEqual(form.save().name, "Sugar mill")
        form = self._form(default_name="Sugar mill")
        form.partner_id = self.customer
        self.assertEqual(form.name, "Sugar mill")

    def test_an_opportunity_keeps_the_name_it_has(self):
        lead = self.env["crm.lead"].create(
            {"type": "opportunity", "partner_id": self.customer.id}
        )
        with Form(lead) as form:
            form.expected_revenue = 1200
        self.assertEqual(lead.name, "Siam Trading")
