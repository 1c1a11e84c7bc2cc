# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.fields import Command
from odoo.tests import tagged

from .documents_common import OpportunityPlusDocumentsCommon

AMOUNTS = ("quoted", "ordered", "invoiced", "credited", "paid", "due")


@tagged("post_install", "-at_install", "opportunity_plus")
class OpportunityPlusMoneyCommon(OpportunityPlusDocumentsCommon):
    """Documents whose amounts are easy to work out.

    Each unit of the product costs 100 and bears 10 % of tax.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env(user=SUPERUSER_ID)
        cls.tax = env["account.tax"].create(
            {"name": "VAT", "amount": 10, "company_id": env.company.id}
        )
        cls.product.taxes_id = cls.tax
        cls.pounds = cls._currency(env, "OPX", {"2026-01-01": 2, "2026-02-01": 4})

    @classmethod
    def _currency(cls, env, name, rates):
        """A currency, and how much of it one unit of the company's is from a day on."""
        currency = env["res.currency"].create(
            {"name": name, "symbol": name, "rounding": 0.01}
        )
        currency.rate_ids = [
            Command.create({"name": date, "rate": rate, "company_id": False})
            for date, rate in rates.items()
        ]
        return currency

    def setUp(self):
        super().setUp()
        self.lead = self._lead()

    def _amounts(self, lead, suffix=""):
        return tuple(
            round(lead[f"{'oplus_' if suffix else ''}amount_{name}{suffix}"], 2)
            for name in AMOUNTS
        )

    def assertMoney(self, expected, lead=None, user=None, suffix="", difference=0):
        """Check the six amounts as a reader sees them, the supervisor by default, and
        that each can be searched.

        :param difference: what credit notes at another exchange rate leave
        """
        self.env.flush_all()
        self.env.invalidate_all()
        lead = (lead or self.lead).with_user(user or self.supervisor)
        amounts = self._amounts(lead, suffix)
        self.assertEqual(amounts, expected)
        _quoted, _ordered, invoiced, credited, paid, due = amounts
        rest = lead[f"oplus_amount_difference{suffix}"]
        self.assertEqual(round(rest, 2), difference)
        self.assertAlmostEqual(invoiced - credited, paid + due + rest, 2)
        if suffix:
            return
        self.assertEqual(lead.oplus_is_unpaid, due > 0)
        for name, amount in zip(AMOUNTS, amounts, strict=True):
            for operator, found in (("=", True), ("<", False), (">=", True)):
                domain = [("id", "=", lead.id), (f"amount_{name}", operator, amount)]
                found = lead.search_count(domain) if found else not lead.search(domain)
                self.assertTrue(found, f"{name} {operator} {amount}")

    def _lines(self, *prices):
        return [
            Command.create({"product_id": self.product.id, "price_unit": price})
            for price in prices
        ]

    def _pay(self, invoice, amount, **vals):
        """Register a payment, tax included."""
        wizard = self.env["account.payment.register"].with_user(SUPERUSER_ID)
        wizard = wizard.with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": amount, **vals})._create_payments()

    def _reconcile(self, *moves):
        lines = self.env["account.move"].union(*moves).sudo().line_ids
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()

    def _down_payment(self, order, amount):
        wizard = self.env["sale.advance.payment.inv"].with_user(SUPERUSER_ID)
        wizard = wizard.create(
            {
                "advance_payment_method": "fixed",
                "fixed_amount": amount,
                "sale_order_ids": order.ids,
            }
        )
        invoice = wizard._create_invoices(wizard.sale_order_ids)
        invoice.action_post()
        return invoice

    def _as(self, user, lead=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return (lead or self.lead).with_user(user)
