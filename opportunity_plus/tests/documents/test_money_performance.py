# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .money_common import AMOUNTS, OpportunityPlusMoneyCommon


@tagged(
    "post_install", "-at_install", "opportunity_plus", "opportunity_plus_performance"
)
class TestMoneyPerformance(OpportunityPlusMoneyCommon):
    """Money costs two statements, whatever the number of opportunities."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env, test = cls.env(user=SUPERUSER_ID), cls()
        pricelist = env["product.pricelist"].create(
            {"name": "OPX", "currency_id": cls.pounds.id}
        )
        cls.leads = test._leads(80).with_user(cls.supervisor)
        days = [f"2026-0{number % 9 + 1}-{number % 28 + 1:02}" for number in range(80)]
        dated = [*zip(cls.leads, days, strict=True)]
        terms = {"pricelist_id": pricelist.id}
        env["sale.order"].create(
            [test._order_vals(lead, date_order=day, **terms) for lead, day in dated]
        )
        terms = {"currency_id": cls.pounds.id}
        invoices = env["account.move"].create(
            [test._invoice_vals(lead, invoice_date=day, **terms) for lead, day in dated]
        )
        invoices.action_post()
        cls.env.flush_all()

    def _queries(self, leads, read):
        self.env.invalidate_all()
        self.leads.mapped("name")
        before = self.env.cr.sql_log_count
        read(leads)
        return self.env.cr.sql_log_count - before

    def test_10_and_80_opportunities_cost_the_same_queries(self):
        names = [
            f"{'oplus_' if suffix else ''}amount_{name}{suffix}"
            for name in AMOUNTS
            for suffix in ("", "_total")
        ]
        names += ["quotation_count", "sale_order_count", "sale_amount_total"]
        names += ["oplus_invoice_count", "oplus_credit_note_count", *self._filters()]

        def read(leads):
            leads.web_read({name: {} for name in names})

        counts = [
            self._queries(leads, read)
            for leads in (self.leads, self.leads[:10], self.leads)  # the first warms up
        ]
        self.assertEqual(counts[1], counts[2])

    def _filters(self):
        return ("oplus_is_to_invoice", "oplus_is_unpaid", "oplus_is_overdue")

    def test_a_search_by_amount_costs_the_same_however_much_is_found(self):
        def search(leads):
            leads.search([("id", "in", leads.ids), ("amount_due", ">", 0)])

        counts = [
            self._queries(leads, search)
            for leads in (self.leads, self.leads[:10], self.leads)
        ]
        self.assertEqual(counts[1], counts[2])
