# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged

from .opening_common import CUSTOMER, OpeningCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOpeningDoors(OpeningCommon):
    """By which doors customers become opportunities, and by which they do not."""

    def test_doors_of_people_open_one(self):
        partners = self.env["res.partner"]
        spec = {"display_name": {}}
        doors = {
            "create": lambda: self._create().id,
            "web_save": lambda: partners.web_save(dict(CUSTOMER), spec)[0]["id"],
            "name_create": lambda: partners.name_create("Hanoi Textiles")[0],
            "load": lambda: partners.load(["name"], [["Hanoi Textiles"]])["ids"][0],
            "copy": lambda: self.customer.with_env(self.env).copy().id,
        }
        for name, door in doors.items():
            with self.subTest(name):
                self.assertOpened(partners.browse(door()))

    def test_an_imported_list_opens_one_for_each_customer(self):
        rows = [["A", ""], ["B", "Colleague"], ["C", ""]]
        names = ["name", "user_id"]
        partners = self._import(names, rows)
        leads = self._opened(partners)
        self.assertEqual(leads.mapped("name"), ["A", "B", "C"])
        self.assertEqual(leads[1].user_id, self.colleague)
        self.assertEqual(set(self._log(partners).mapped("door")), {"import"})

    def test_an_import_opens_none_for_who_was_there_already(self):
        partners = self._import(["id", "name"], [["x.hanoi", "Hanoi"]])
        again = self._import(["id", "name"], [["x.hanoi", "Hanoi Textiles"]])
        self.assertEqual(partners, again)
        self.assertOpened(partners)

    def test_a_tested_import_leaves_nothing_and_tells_nobody(self):
        before = self.env["crm.lead"].sudo().search_count([])
        with self.mock_mail_gateway(), self.mock_mail_app():
            result = self._base_import("name,user_id\nA,\nB,Colleague\n", dryrun=True)
            self._end_transaction()
        self.assertFalse(result["messages"])
        self.assertNotIn("crm.lead", self._new_msgs.mapped("model"))
        self.assertEqual(self.env["crm.lead"].sudo().search_count([]), before)
        self.assertFalse(self.env["crm.lead.opening"].sudo().search([]))

    def test_an_import_with_an_error_leaves_nothing(self):
        before = self.env["crm.lead"].sudo().search_count([])
        result = self._base_import("name,user_id\nA,\nB,Nobody at all\n")
        self.assertTrue(result["messages"])
        self.assertEqual(self.env["crm.lead"].sudo().search_count([]), before)

    def test_a_carried_out_import_opens(self):
        result = self._base_import("name,user_id\nA,\nB,Colleague\n")
        self.assertOpened(self.env["res.partner"].browse(result["ids"]), 2)

    def test_a_rolled_back_savepoint_leaves_nothing(self):
        before = self.env["crm.lead"].sudo().search_count([])
        for flush in (True, False):
            savepoint = self.env.cr.savepoint(flush=flush)
            self._create()
            savepoint.rollback()
            savepoint.close()
            self.env.invalidate_all(flush=False)
        self._end_transaction()
        self.assertEqual(self.env["crm.lead"].sudo().search_count([]), before)

    def test_data_files_and_technical_code_open_none(self):
        self.assertOpened(self._create(install_mode=True), 0)
        self.assertOpened(self._create(user=self.env.ref("base.user_root")), 0)
        self.assertOpened(self.env["res.partner"].sudo().create(dict(CUSTOMER)), 0)

    def test_visitors_and_portal_users_open_none(self):
        for user in ("base.public_user", "base.user_root"):
            partners = self.env["res.partner"].with_user(self.env.ref(user)).sudo()
            self.assertOpened(partners.create(dict(CUSTOMER)), 0)

    def test_users_and_companies_are_no_customers(self):
        env = self.env(user=self.env.ref("base.user_admin"))
        env.company.sudo().opportunity_auto_create = True
        vals = {"name": "New", "login": "op_new"}
        self.assertOpened(env["res.users"].create(vals).partner_id, 0)
        self.assertOpened(env["res.company"].create({"name": "Branch"}).partner_id, 0)

    def test_contacts_of_a_company_are_no_customers(self):
        people = [Command.create({"name": "Mai"})]
        partner = self._create({"name": "Hanoi Textiles", "child_ids": people})
        self._create({"name": "Binh", "parent_id": partner.id})
        leads = self._opened(partner | partner.child_ids)
        self.assertEqual(leads.partner_id, partner)

    def test_mere_vendors_are_no_customers(self):
        vendor = self._create(res_partner_search_mode="supplier")
        self.assertSkipped(vendor, "vendor")
        both = self._create({"name": "Both", "supplier_rank": 1, "customer_rank": 1})
        self.assertOpened(both)

    def test_archived_contacts_are_no_customers(self):
        self.assertSkipped(self._create({"name": "Gone", "active": False}), "archived")

    def test_customers_of_an_opportunity_have_one(self):
        lead = self._lead(partner_id=False, partner_name="Hue", contact_name="Mai")
        lead._handle_partner_assignment(create_missing=True)
        self.assertTrue(lead.partner_id)
        self.assertOpened(lead.partner_id | lead.partner_id.parent_id)

    def test_a_customer_entered_in_an_opportunity_has_one(self):
        conversion = "crm.lead2opportunity.partner"
        for model, view, number in (
            ("crm.lead", "crm.crm_lead_view_form", 2),
            ("crm.lead", "crm.quick_create_opportunity_form", 2),
            ("crm.lead", "crm.crm_case_tree_view_oppor", 1),
            (conversion, "crm.view_crm_lead2opportunity_partner", 2),
            (f"{conversion}.mass", "crm.view_crm_lead2opportunity_partner_mass", 1),
            ("crm.quotation.partner", "sale_crm.crm_quotation_partner_view_form", 1),
        ):
            record = self.env.ref(view).sudo()
            found = self.env[model].get_views([(record.id, record.type)])
            names = etree.fromstring(found["views"][record.type]["arch"]).xpath(
                "//field[@name='partner_id' or @name='commercial_partner_id']"
                "[not(@data-used-by)]/@name"
            )
            described = found["models"][model]["fields"]
            with self.subTest(view):
                self.assertEqual(len(names), number)
                for name in names:
                    # the client puts it into the context of what it creates there
                    context = described[name]["context"]
                    self.assertIn("opportunity_plus_no_opening", context)

    def test_customers_made_by_an_import_of_opportunities_have_one(self):
        leads = self.env["crm.lead"].with_context(
            import_file=True, name_create_enabled_fields={"partner_id": True}
        )
        names = ["name", "type", "partner_id"]
        row = ["Looms", "opportunity", "Hanoi Textiles"]
        result = leads.load(names, [row])
        self.assertFalse(result["messages"])
        lead = leads.browse(result["ids"])
        self.assertEqual(lead.partner_id.name, "Hanoi Textiles")
        self.assertEqual(self._opened(lead.partner_id), lead)

    def test_who_gets_a_message_is_no_customer_yet(self):
        lead = self._lead(partner_id=False, email_from="mai@hanoi.example.com")
        for record in (lead, self.customer.with_env(self.env)):
            address = f"{record._name}@hanoi.example.com"
            partner = record._partner_find_from_emails_single([address])
            self.assertEqual(partner.email, address)
            self.assertOpened(partner, 0)
            self.assertFalse(self._log(partner))
            self.assertOpened(partner.copy())

    def test_companies_decide_for_themselves(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        self.agent.sudo().company_ids += other
        both = {"allowed_company_ids": (self.company | other).ids}
        theirs = {"name": "Theirs", "company_id": other.id}
        self.assertOpened(self._create(theirs, **both), 0)
        other.opportunity_auto_create = True
        self.assertEqual(self._opened(self._create(theirs, **both)).company_id, other)

    def _import(self, names, rows):
        partners = self.env["res.partner"].with_context(import_file=True)
        result = partners.load(names, rows)
        self.assertFalse(result["messages"])
        return partners.browse(result["ids"])

    def _base_import(self, text, dryrun=False):
        wizard = self.env["base_import.import"].create(
            {
                "res_model": "res.partner",
                "file": text.encode(),
                "file_name": "customers.csv",
                "file_type": "text/csv",
            }
        )
        names = text.splitlines()[0].split(",")
        options = {"quoting": '"', "separator": ",", "has_headers": True}
        return wizard.execute_import(names, names, options, dryrun=dryrun)
