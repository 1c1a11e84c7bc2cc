# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .contacts_common import ContactsCommon

SEARCH = "crm.view_crm_case_opportunities_filter"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsPeriod(ContactsCommon):
    """Opportunities are found and grouped by the month of the last contact."""

    def setUp(self):
        super().setUp()
        self.march, self.april, self.never = (
            self._opened(name=name) for name in ("March", "April", "Never")
        )
        for lead, day in ((self.march, "2026-03-31"), (self.april, "2026-04-01")):
            with self._at(f"{day} 10:00"):
                self._mail(lead)
        self._end_transaction()
        self.leads = self.march | self.april | self.never

    def test_by_period(self):
        terms = [("id", "in", self.leads.ids)]
        for operator, day, found in (
            (">=", "2026-04-01", self.april),
            ("<", "2026-04-01", self.march),
            ("=", False, self.never),
        ):
            with self.subTest(operator=operator):
                term = ("last_contact_date", operator, day)
                self.assertEqual(self.leads.search([*terms, term]), found)

    def test_the_filter_offers_periods(self):
        leads = self.env["crm.lead"]
        arch = leads.get_view(self.env.ref(SEARCH).id, "search")["arch"]
        [node] = etree.fromstring(arch).xpath("//filter[@name='oplus_last_contact']")
        self.assertEqual(node.get("date"), "last_contact_date")
        description = leads.fields_get(["last_contact_date"])["last_contact_date"]
        self.assertEqual(description["type"], "datetime")
        self.assertTrue(description["searchable"])

    def test_no_next_step_is_found(self):
        leads = self.env["crm.lead"]
        arch = leads.get_view(self.env.ref(SEARCH).id, "search")["arch"]
        [node] = etree.fromstring(arch).xpath("//filter[@name='oplus_no_next_step']")
        with self._at("2026-04-02 10:00"):
            self._plan(self.april)
            terms = [("id", "in", self.leads.ids), *safe_eval(node.get("domain"))]
            self.assertEqual(leads.search(terms), self.march | self.never)
