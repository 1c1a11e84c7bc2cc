# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSource(OpportunityPlusCommon):
    """The source of an opportunity is on its main form, and found by."""

    def setUp(self):
        super().setUp()
        self.fair = self.env["utm.source"].sudo().create({"name": "Trade fair"})

    def _arch(self, view):
        view = self.env.ref(view)
        return etree.fromstring(self.env["crm.lead"].get_view(view.id)["arch"])

    def test_it_is_on_the_main_form_and_nowhere_else(self):
        arch = self._arch("crm.crm_lead_view_form")
        here = arch.xpath("//field[@name='source_id'][not(ancestor::page)]")
        there = arch.xpath("//page[@name='lead']//field[@name='source_id']")
        self.assertEqual([field.get("invisible") for field in here], [None])
        self.assertEqual({field.get("invisible") for field in there}, {"1"})
        with Form(self._lead(), "crm.crm_lead_view_form") as form:
            form.source_id = self.fair
        self.assertEqual(form.record.source_id, self.fair)

    def test_it_is_searched(self):
        arch = self._arch("crm.view_crm_case_opportunities_filter")
        self.assertTrue(arch.xpath("//search/field[@name='source_id']"))
        lead = self._lead(source_id=self.fair.id)
        found = self.env["crm.lead"].search([("source_id", "ilike", "trade")])
        self.assertEqual(found, lead)
