# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from .opening_common import OpeningCommon

OF_CONTACT = "opportunity_plus_of_contact"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpeningCompanies(OpeningCommon):
    """A contact with an open opportunity becomes one of a company: nothing is opened
    twice."""

    def _contact(self, **vals):
        return self._create({"name": "Mai", "company_name": "Hanoi Textiles", **vals})

    def test_a_company_created_from_a_contact_opens_no_second_one(self):
        contact = self._contact()
        self.assertOpened(contact)
        contact.create_company()
        self.assertEqual(contact.parent_id.name, "Hanoi Textiles")
        self.assertSkipped(contact.parent_id, "pursued")
        self.assertOpened(contact)

    def test_it_does_not_matter_who_opened_it_or_who_may_see_it(self):
        contact = self._create(
            {"name": "Mai", "company_name": "Hanoi"}, opportunity_plus_no_opening=True
        )
        self._lead(partner_id=contact.id).sudo().user_id = self.colleague
        contact.with_context(opportunity_plus_no_opening=False).create_company()
        self.assertSkipped(contact.parent_id, "pursued")

    def test_a_contact_whose_opportunity_is_closed_has_none(self):
        contact = self._contact()
        self._opened(contact).action_set_lost(lost_reason_id=self.too_expensive.id)
        contact.create_company()
        self.assertOpened(contact.parent_id)

    def test_an_opportunity_of_the_contacts_of_the_contact_counts(self):
        contact = self._contact()
        self._opened(contact).unlink()
        person = self._create({"name": "Binh", "parent_id": contact.id})
        self._lead(partner_id=person.id)
        contact.create_company()
        self.assertSkipped(contact.parent_id, "pursued")

    def test_a_company_entered_on_a_contact_opens_no_second_one(self):
        contact = self._contact()
        view = self.env.ref("base.view_partner_form")
        arch = self.env["res.partner"].get_view(view.id, "form")["arch"]
        nodes = etree.fromstring(arch).xpath(
            "//field[@name='parent_id'][not(ancestor::field)]"
        )
        self.assertTrue(nodes)
        for node in nodes:
            self.assertIn(f"'{OF_CONTACT}': id", node.get("context"))
        entered = self.env["res.partner"].with_context(**{OF_CONTACT: contact.id})
        company = entered.browse(entered.name_create("Hanoi Textiles")[0])
        self.assertSkipped(company, "pursued")

    def test_the_company_of_another_contact_of_the_old_company_is_new(self):
        company = self._create({"name": "Old"})
        contact = self._create({"name": "Mai", "parent_id": company.id})
        entered = self.env["res.partner"].with_context(**{OF_CONTACT: contact.id})
        self.assertOpened(entered.browse(entered.name_create("New")[0]))

    def test_whatever_a_caller_names_as_the_contact_does_no_harm(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        hidden = self._create({"name": "Hidden"}, user=self.agent)
        hidden.sudo().company_id = other
        for value in (False, "x", [1], -1, 2**31 - 1, True, hidden.id):
            with self.subTest(value):
                partner = self._create(**{OF_CONTACT: value})
                self.assertOpened(partner)

    def test_a_company_created_around_a_contact_opens_no_second_one(self):
        contact = self._contact()
        children = [Command.link(contact.id)]
        company = self._create({"name": "Hanoi", "child_ids": children})
        self.assertSkipped(company, "pursued")

    def test_people_created_with_a_company_have_none_of_their_own(self):
        children = [Command.create({"name": "Mai"}), Command.create({"name": "Binh"})]
        company = self._create({"name": "Hanoi", "child_ids": children})
        self.assertOpened(company)
        self.assertOpened(company.child_ids, 0)

    def test_nothing_is_opened_by_what_happens_to_a_customer_later(self):
        contact, company = self._create({"name": "Mai"}), self._create({"name": "A"})
        contact.is_company = True
        contact.is_company = False
        contact.parent_id = company
        contact.parent_id = False
        self.assertOpened(contact)
        self.assertOpened(company)

    def test_merged_contacts_keep_theirs_and_get_no_other(self):
        partners = self._create({"name": "Mai"}, {"name": "Mai Anh"})
        admin = self.env.ref("base.user_admin")
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(admin)
        wizard.create({})._merge(partners.ids, partners[0])
        self.assertOpened(partners[0], 2)

    def test_a_company_imported_with_its_people_opens_one(self):
        names = ["name", "parent_id"]
        # Odoo asks for rights in accounting here
        admin = self.env.ref("base.user_admin")
        partners = (
            self.env["res.partner"]
            .with_user(admin)
            .with_context(
                import_file=True, name_create_enabled_fields={"parent_id": True}
            )
        )
        for rows in (
            [["Mai", "Hanoi Textiles"], ["Binh", "Hanoi Textiles"]],
            [["Hue Silk", ""], ["Mai", "Hue Silk"], ["Binh", "Hue Silk"]],
        ):
            result = partners.load(names, rows)
            self.assertFalse(result["messages"])
            people = partners.browse(result["ids"]).filtered("parent_id")
            with self.subTest(rows):
                self.assertOpened(people.parent_id)
                self.assertOpened(people, 0)
