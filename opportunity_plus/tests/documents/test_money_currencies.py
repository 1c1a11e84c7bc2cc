# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyCurrencies(OpportunityPlusMoneyCommon):
    """One unit of the company's currency is 2 OPX in January, 4 from February on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env(user=SUPERUSER_ID)
        cls.pricelist = env["product.pricelist"].create(
            {"name": "OPX", "currency_id": cls.pounds.id, "company_id": False}
        )
        cls.home = env.company
        cls.abroad = env["res.company"].create({"name": "Abroad"})
        env["account.chart.template"].try_loading(
            "generic_coa", company=cls.abroad, install_demo=False
        )
        cls.abroad.currency_id = cls.pounds  # the chart has its own
        cls.supervisor.sudo().company_ids = [Command.link(cls.abroad.id)]

    def _quotation(self, date, **vals):
        return self._order(
            self.lead, date_order=date, pricelist_id=self.pricelist.id, **vals
        )

    def _foreign_invoice(self, date, **vals):
        invoice = self._direct_invoice(self.lead).sudo()
        invoice.write({"currency_id": self.pounds.id, "invoice_date": date})
        invoice.invoice_line_ids.price_unit = 100
        invoice.action_post()
        return invoice

    def _invoice_abroad(self, lead, date):
        moves = self.env["account.move"].with_user(SUPERUSER_ID)
        invoice = moves.with_company(self.abroad).create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "opportunity_id": lead.id,
                "invoice_date": date,
                "invoice_line_ids": [
                    Command.create({"name": "Work", "price_unit": 100, "tax_ids": []})
                ],
            }
        )
        invoice.action_post()
        return invoice

    def _lead_of(self, *companies):
        companies = self.env["res.company"].union(*companies)
        lead = self.lead.with_user(self.supervisor)
        return lead.with_context(allowed_company_ids=companies.ids)

    def test_quotations_and_orders_at_the_rate_of_their_date(self):
        first = self._quotation("2026-01-15")
        self._quotation("2026-02-15")
        self.assertEqual(first.sudo().amount_untaxed, 100)
        self.assertMoney((75, 0, 0, 0, 0, 0))
        self.assertMoney((82.5, 0, 0, 0, 0, 0), suffix="_total")
        with self._at("2026-03-01 12:00"):
            first.sudo().action_confirm()
        self.assertMoney((25, 25, 0, 0, 0, 0))
        self.assertEqual(self.lead.with_user(self.supervisor).sale_amount_total, 25)

    def test_a_date_before_the_first_rate_takes_the_first(self):
        self._quotation("2025-06-01")
        self.assertMoney((50, 0, 0, 0, 0, 0))

    def test_sums_of_orders_are_those_of_the_currency_itself(self):
        self.pounds.sudo().rate_ids[0].rate = 3.7
        order = self._quotation("2026-03-15", order_line=self._lines(33.33)).sudo()
        expected = order.currency_id._convert(
            33.33, self.home.currency_id, self.home, order.date_order
        )
        self.assertMoney((expected, 0, 0, 0, 0, 0))

    def test_invoices_at_the_rate_at_which_they_were_booked(self):
        for date in ("2026-01-15", "2026-02-15"):
            self._foreign_invoice(date)
        self.assertMoney((0, 0, 75, 0, 0, 75))

    def test_a_payment_at_another_rate(self):
        invoice = self._foreign_invoice("2026-01-15")
        vals = {"currency_id": self.pounds.id, "payment_date": "2026-02-15"}
        self._pay(invoice, 55, **vals)
        self.assertMoney((0, 0, 50, 0, 25, 25))
        self._pay(invoice, 55, **vals)
        self.assertMoney((0, 0, 50, 0, 50, 0))

    def test_an_opportunity_of_two_companies(self):
        self.lead.sudo().company_id = False
        self._invoice_abroad(self.lead, "2026-01-15")
        invoice = self._direct_invoice(self.lead).sudo()
        invoice.invoice_date = "2026-02-15"
        invoice.action_post()
        for companies, count, amount in (
            ((self.home, self.abroad), 2, 150),
            ((self.abroad, self.home), 2, 150),
            ((self.home,), 1, 100),
            ((self.abroad,), 1, 50),
        ):
            with self.subTest(companies[0].name, companies=len(companies)):
                lead = self._lead_of(*companies)
                self.assertEqual(lead.oplus_invoice_count, count)
                self.assertEqual(lead.amount_invoiced, amount)
                self.assertEqual(lead.amount_due, amount)
                found = lead.search([("amount_due", "=", amount)])
                self.assertIn(lead, found)

    def test_no_invoice_of_another_company(self):
        self.lead.sudo().company_id = self.home
        with self.assertRaisesRegex(UserError, "Abroad"):
            self._invoice_abroad(self.lead, "2026-01-15")

    def test_an_opportunity_that_goes_to_another_company(self):
        self._direct_invoice(self.lead).sudo().action_post()
        vals = {"company_id": self.abroad.id, "user_id": self.supervisor.id}
        self.lead.sudo().write({**vals, "team_id": False})
        self.assertEqual(self._lead_of(self.abroad).amount_invoiced, 0)
        self.assertEqual(self._lead_of(self.abroad).oplus_invoice_count, 0)
        self.assertEqual(self._lead_of(self.abroad, self.home).amount_invoiced, 400)

    def _check_history(self, lead, currency):
        history = self.env["crm.lead.stage.history"].with_env(lead.env)
        stay = history.search([("lead_id", "=", lead.id)])
        self.assertEqual(stay.currency_id, currency)
        group = "currency_id:array_agg_distinct"
        (row,) = stay.formatted_read_group([("id", "=", stay.id)], [], [group])
        self.assertEqual(row[group], currency.ids)

    def test_an_opportunity_without_company_has_one_currency_whoever_reads(self):
        self.lead = self._lead(company_id=False, expected_revenue=100)
        order = self._quotation("2026-02-15")
        self.assertEqual(order.sudo().amount_untaxed, 100)
        groups = [
            "company_currency:array_agg_distinct",
            "expected_revenue:sum_currency",
        ]
        self.agent.sudo().company_ids = [Command.link(self.abroad.id)]
        self._end_transaction()
        # sums are in the currency of the company in which somebody works
        for team_company, currency, quoted, revenue in (
            (self.env["res.company"], self.home.currency_id, 25, 100),
            (self.abroad, self.pounds, 100, 25),
        ):
            self.north.sudo().company_id = team_company
            self.assertFalse(self.lead.sudo().company_id)
            self.env.flush_all()
            for companies in (
                (self.home, self.abroad),
                (self.abroad, self.home),
                (self.home,),
            ):
                lead = self._lead_of(*companies)
                domain = [("id", "=", lead.id)]
                with self.subTest(team_company.name, here=companies[0].name):
                    self.assertEqual(lead.company_currency, currency)
                    self.assertEqual(lead.amount_quoted, quoted)
                    self.assertIn(lead, lead.search([("amount_quoted", "=", quoted)]))
                    (row,) = lead.formatted_read_group(domain, [], groups)
                    self.assertEqual(row[groups[0]], currency.ids)
                    factor = 4 if companies[0] == self.abroad else 1
                    self.assertAlmostEqual(row[groups[1]], factor * revenue, 6)
                    self._check_history(lead, currency)
