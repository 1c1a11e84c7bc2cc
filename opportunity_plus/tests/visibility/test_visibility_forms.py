# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .visibility_common import LINES, NAME, VisibilityFormsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibilityForms(VisibilityFormsCommon):
    """A form that is not saved tells nothing of records that its reader may not read,
    whichever way it names them."""

    def test_lines_of_products_are_named_in_vain(self):
        spec = {"oplus_product_line_total": {}, "name": {}, "product_line_ids": LINES}
        for user, secret in (
            (self.agent, self.secret),
            (self.agent, self.abroad),
            (self.admin, self.abroad),
        ):
            line = secret.sudo().product_line_ids
            for lead in (self.own.browse(), self.own):
                for commands in self._commands(line):
                    with self.subTest(user.name, commands=commands, lead=lead):
                        self.assertTold(
                            lead.with_user(user), {"product_line_ids": commands}, spec
                        )

    def test_the_context_names_no_more_than_a_form(self):
        spec = {"oplus_product_line_total": {}, "product_line_ids": LINES}
        line = self.secret.sudo().product_line_ids
        for commands in self._commands(line):
            with self.subTest(commands=commands):
                form = self.env["crm.lead"].with_context(
                    default_product_line_ids=commands
                )
                with self.assertRaises(AccessError):
                    form.onchange({}, [], spec)
        new = {"product_line_ids": [[0, "virtual_1", {"name": "x"}]]}
        form = self.env["crm.lead"].with_context(default_lead_id=self.secret.id)
        with self.assertRaises(AccessError):
            form.onchange(new, [*new], spec)
        context = {"default_product_id": self._product_abroad().id}
        spec["product_line_ids"] = LINES | {"context": context}
        with self.assertRaises(AccessError):
            self.env["crm.lead"].onchange(new, [*new], spec)

    def test_lines_behind_a_contact_are_named_in_vain(self):
        """The form, and what it holds at first, need not be about opportunities."""
        secret = self.secret.sudo().product_line_ids
        deal = {"name": "A", "type": "opportunity"}
        deal["product_line_ids"] = [[4, secret.id, 0]]
        contact = {"name": "B", "opportunity_ids": [[0, "virtual_2", deal]]}
        spec = {"opportunity_ids": {"fields": {"oplus_product_line_total": {}}}}
        values = {"name": "C", "child_ids": [[0, "virtual_1", contact]]}
        self.assertTold(
            self.env["res.partner"], values, {"child_ids": {"fields": spec}}
        )

    def _product_abroad(self):
        products = self.env(user=SUPERUSER_ID)["product.product"]
        return products.create(
            {"name": "Abroad", "list_price": 4711, "company_id": self.elsewhere.id}
        ).with_env(self.env)

    def test_single_records_are_named_in_vain(self):
        partners = self.env(user=SUPERUSER_ID)["res.partner"]
        partner = partners.create(
            {"name": "Hidden", "phone": "4711", "company_id": self.elsewhere.id}
        )
        product = self._product_abroad()
        self.assertTold(
            self.own, {"partner_id": partner.id}, {"phone": {}, "partner_id": NAME}
        )
        line = {"product_id": product.id}
        asked = {"price_unit": {}, "name": {}, "product_id": NAME}
        self.assertTold(self.env["crm.lead.product.line"], line, asked)
        lines = {"product_line_ids": [[0, "virtual_1", line]]}
        self.assertTold(self.own, lines, {"product_line_ids": {"fields": asked}})

    def test_what_is_there_stays_in_the_form(self):
        """Also a customer whom the user may not read any more, and own lines."""
        partners = self.env(user=SUPERUSER_ID)["res.partner"]
        hidden = partners.create({"name": "Gone", "company_id": self.elsewhere.id})
        self.own.product_line_ids = [Command.create({"name": "Mine", "price_unit": 7})]
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET partner_id = %s WHERE id = %s",
            (hidden.id, self.own.id),
        )
        self.env.invalidate_all()
        line = self.own.product_line_ids
        values = {
            "partner_id": hidden.id,
            "product_line_ids": [[4, line.id, 0], [1, line.id, {"quantity": 3}]],
        }
        spec = {"oplus_product_line_total": {}, "product_line_ids": LINES}
        answer = self.own.onchange(values, ["product_line_ids"], spec)
        self.assertEqual(answer["value"]["oplus_product_line_total"], 21)

    def test_what_odoo_does_not_understand_tells_nothing(self):
        line = self.secret.sudo().product_line_ids
        spec = {"oplus_product_line_total": {}, "product_line_ids": LINES}
        for commands in ([[4, str(line.id), 0]], [[6, 0, [str(line.id)]]]):
            told = None
            with self.subTest(commands), self.env.cr.savepoint() as savepoint:
                try:
                    told = self.own.onchange(
                        {"product_line_ids": commands}, ["product_line_ids"], spec
                    )
                except Exception:  # whatever Odoo says to nonsense
                    savepoint.rollback()
                self.assertNotIn("4711", str(told))

    def test_a_company_is_named_without_telling_what_is_there(self):
        values = {"company_id": self.elsewhere.id, "partner_id": self.customer.id}
        form = self.env["crm.lead"]
        form.onchange(dict(values), ["company_id"], dict.fromkeys(values, NAME))
        values["product_line_ids"] = [[4, self.abroad.sudo().product_line_ids.id, 0]]
        spec = dict.fromkeys(values, NAME) | {"product_line_ids": LINES}
        self.assertTold(form, values, spec | {"oplus_product_line_total": {}})
