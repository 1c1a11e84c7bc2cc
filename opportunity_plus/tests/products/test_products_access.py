# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .products_common import OpportunityPlusProductsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestProductsAccess(OpportunityPlusProductsCommon):
    """Products are as closed as their opportunity, also to hostile callers."""

    def setUp(self):
        super().setUp()
        self.secret = self._lead(name="Secret deal")
        self.hidden = self._line(self.secret, self.pallet)
        self.mine = self._lead(name="Mine")
        self.mine.sudo().write({"user_id": self.colleague.id, "team_id": self.south.id})
        self._end_transaction()
        self.env.invalidate_all()
        self.env = self.env(user=self.colleague)
        self.hidden = self.hidden.with_env(self.env)

    def test_a_line_stays_with_its_opportunity(self):
        line = self._line(self.mine.with_env(self.env), self.pallet)
        for user in (self.colleague, self.admin):
            with self.assertRaises(UserError):
                line.with_user(user).lead_id = self.secret
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.mine.with_env(self.env).write(
                {"product_line_ids": [Command.link(self.hidden.id)]}
            )

    def test_nothing_is_added_to_a_foreign_opportunity(self):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._line(self.secret, self.pallet)

    def test_a_refused_line_names_nothing_out_of_sight(self):
        lines = self.env["crm.lead.product.line"]
        here = lines.with_context(default_lead_id=self.secret.id)
        wrong = {"name": "x", "quantity": 0}
        for attempt in (
            lambda: here.create([wrong]),
            lambda: lines.create({**wrong, "lead_id": self.secret.id}),
            lambda: lines.sudo().create({**wrong, "lead_id": self.secret.id}),
            lambda: self.mine.with_env(self.env).write(
                {"product_line_ids": [Command.update(self.hidden.id, wrong)]}
            ),
        ):
            with self.assertRaises(AccessError) as refusal, self.env.cr.savepoint():
                attempt()
            self.assertNotIn("Secret", str(refusal.exception))

    def test_a_product_of_another_company_is_not_named(self):
        # the colleague would get the company, too
        companies = self.env["res.company"].with_user(SUPERUSER_ID)
        secret = self._product(
            "Secret gold", 1, company_id=companies.create({"name": "Elsewhere"}).id
        )
        mine = self.mine.with_env(self.env)
        line = self._line(mine, self.pallet)
        named = {"product_id": secret.id}
        default = line.with_context(default_product_id=secret.id)
        for attempt in (
            lambda: self._line(mine, secret, quantity=0),
            lambda: self._line(mine, secret),
            lambda: default.create({"lead_id": mine.id, "quantity": 0}),
            lambda: line.write(named),
            lambda: line.write({**named, "quantity": 0}),
            lambda: line.sudo().write(named),
            lambda: mine.write({"product_line_ids": [Command.create(named)]}),
        ):
            with self.assertRaises(AccessError) as refusal, self.env.cr.savepoint():
                attempt()
            self.assertNotIn("gold", str(refusal.exception))

    def test_a_mail_cannot_reach_foreign_lines(self):
        mail = "From: a@example.com\nTo: b@example.com\nSubject: x\n\nBody"
        for command in (
            Command.update(self.hidden.id, {"price_unit": 1}),
            Command.delete(self.hidden.id),
            Command.link(self.hidden.id),
        ):
            values = {"type": "opportunity", "product_line_ids": [command]}
            with (
                self.subTest(command),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                self.env["mail.thread"].message_process(
                    "crm.lead", mail, custom_values=values
                )

    def test_searches_reveal_nothing(self):
        lines = self.env["crm.lead.product.line"]
        for domain in (
            [("oplus_is_lead_readable", "=", False)],
            [("is_lead_writable", "in", [True, False])],
            [("lead_id.name", "=", "Secret deal")],
            [("stage_id.name", "=", "New")],
        ):
            with self.subTest(domain):
                self.assertNotIn(self.hidden, lines.search(domain))
        # as record rules ask
        found = lines.sudo().search([("is_lead_writable", "=", True)])
        self.assertNotIn(self.hidden.sudo(), found)
        for name in ("stage_id", "partner_id", "user_id", "currency_id"):
            with self.subTest(name):
                self.assertFalse(
                    lines.formatted_read_group([], [name], ["price_subtotal:sum"])
                )

    def test_writable_lines_are_found(self):
        line = self._line(self.mine.with_env(self.env), self.pallet)
        lines = self.env["crm.lead.product.line"]
        self.assertEqual(lines.search([("is_lead_writable", "=", True)]), line)
        shares = self.env["crm.lead.share"].with_user(self.admin)
        shares.create({"lead_id": self.secret.id, "user_id": self.colleague.id})
        self._end_transaction()
        self.env.invalidate_all()
        self.assertEqual(lines.search([("is_lead_writable", "=", False)]), self.hidden)

    def test_the_total_of_a_foreign_opportunity_is_not_used(self):
        with self.assertRaises(AccessError):
            self.secret.with_env(self.env).oplus_action_use_product_total()
