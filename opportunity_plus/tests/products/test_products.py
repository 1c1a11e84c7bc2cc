# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .products_common import OpportunityPlusProductsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestProducts(OpportunityPlusProductsCommon):
    """Products and free texts of an opportunity."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")

    def test_a_product_proposes_its_description_unit_and_price(self):
        with Form(self.lead) as form, form.product_line_ids.new() as line:
            line.product_id = self.pallet
            line.quantity = 3
            line.discount = 10
        self.assertRecordValues(
            self.lead.product_line_ids,
            [
                {
                    "name": "Pallet",
                    "product_uom_id": self.unit.id,
                    "price_unit": 100,
                    "price_subtotal": 270,
                    "currency_id": self.lead.company_currency.id,
                }
            ],
        )

    def test_a_free_text_needs_no_product(self):
        with Form(self.lead) as form, form.product_line_ids.new() as line:
            line.name = "Removal of the old store"
            line.price_unit = 1234.5
            line.quantity = 2
        line = self.lead.product_line_ids
        self.assertFalse(line.product_id)
        self.assertEqual(line.price_subtotal, 2469)

    def test_what_is_proposed_can_be_changed(self):
        line = self._line(self.lead, self.pallet, price_unit=80, name="Used pallet")
        line.quantity = 5
        self.assertEqual((line.price_unit, line.name), (80, "Used pallet"))
        self.assertEqual(line.price_subtotal, 400)

    def test_another_unit_has_another_price(self):
        line = self._line(self.lead, self.pallet)
        self.assertEqual(line.allowed_uom_ids, self.unit | self.dozen)
        line.product_uom_id = self.dozen
        self.assertEqual(line.price_unit, 1200)

    def test_the_price_is_that_of_the_customer(self):
        self._give_pricelist(compute_price="percentage", percent_price=20)
        self.assertEqual(self._line(self.lead, self.pallet).price_unit, 80)

    def test_the_description_is_in_the_language_of_the_customer(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        self.pallet.sudo().with_context(lang="fr_FR").name = "Palette"
        self.customer.sudo().lang = "fr_FR"
        self.assertEqual(self._line(self._lead(), self.pallet).name, "Palette")

    def test_amounts_are_in_the_currency_of_the_opportunity(self):
        currency = self.env.ref("base.JPY").sudo()
        currency.active = True
        company = self.env["res.company"].sudo()
        company = company.create({"name": "Tokyo", "currency_id": currency.id})
        self.agent.sudo().company_ids += company
        self.lead.sudo().write({"company_id": company.id, "team_id": False})
        line = self._line(self.lead, name="Rent", price_unit=99.5, quantity=3)
        self.assertEqual(line.currency_id, currency)
        self.assertEqual(line.price_subtotal, 299)

    def test_everything_wrong_is_told_at_once(self):
        wrong = (
            {"name": "Nothing", "quantity": 0},
            {"name": "Return", "quantity": -1},
            {"name": "Gift", "discount": 101},
            {"name": "Surcharge", "discount": -1},
            {"name": "Weighed", "product_id": self.pallet.id}
            | {"product_uom_id": self.kilo.id},
        )
        commands = [Command.create(vals) for vals in wrong]
        with self.assertRaises(ValidationError) as refusal:
            self.lead.write({"product_line_ids": commands})
        for vals in wrong:
            self.assertIn(f"{vals['name']} (Cold store)", str(refusal.exception))

    def test_an_archived_product_stays_and_is_marked(self):
        line = self._line(self.lead, self.pallet)
        self.pallet.sudo().active = False
        self.assertTrue(line.is_product_archived)
        line.quantity = 2
        self.assertEqual(line.price_subtotal, 200)

    def test_a_product_of_another_company_is_refused(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        foreign = self._product("Foreign", 1, company_id=company.id)
        with self.assertRaises(UserError):
            self._line(self.lead, foreign.sudo())

    def test_a_product_in_use_is_not_deleted(self):
        self._line(self.lead, self.pallet)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ForeignKeyViolation),
            self.env.cr.savepoint(),
        ):
            self.pallet.sudo().unlink()

    def test_lines_are_imported(self):
        result = self.env["crm.lead.product.line"].load(
            ["lead_id/.id", "product_id/.id", "name", "quantity", "price_unit"],
            [
                [str(self.lead.id), str(self.pallet.id), "Pallets", "4", "90"],
                [str(self.lead.id), "", "Transport", "1", "15.5"],
            ],
        )
        self.assertFalse(result["messages"])
        self.assertEqual(self.lead.oplus_product_line_total, 375.5)

    def test_lines_are_kept_in_their_order(self):
        names = ["C", "A", "B"]
        commands = [
            Command.create({"name": name, "sequence": number})
            for number, name in enumerate(names)
        ]
        self.lead.product_line_ids = commands
        self.env.invalidate_all()
        self.assertEqual(self.lead.product_line_ids.mapped("name"), names)

    def test_a_duplicate_has_the_products(self):
        self._line(self.lead, self.pallet, quantity=2)
        self._line(self.lead, name="Transport", price_unit=7)
        duplicate = self.lead.copy()
        self.assertEqual(duplicate.oplus_product_line_total, 207)
        self.assertFalse(duplicate.product_line_ids & self.lead.product_line_ids)

    def test_products_go_with_their_opportunity(self):
        line_id = self._line(self.lead, self.pallet).id
        self.lead.with_user(self.admin).unlink()
        self.assertFalse(self.env["crm.lead.product.line"].browse(line_id).exists())

    def test_the_first_product_names_an_opportunity(self):
        leads = self.env["crm.lead"]
        for lines, name in (
            ([{"product_id": self.pallet.id}, {"name": "Other"}], "Pallet"),
            ([{"name": "Removal\nof the old one"}], "Removal"),
            ([], ""),
        ):
            commands = [Command.create(vals) for vals in lines]
            lead = leads.new({"product_line_ids": commands})
            self.assertEqual(lead._oplus_product_line_first_name(), name)
