# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..company_common import company_abroad
from .conversion_common import ConversionCommon

DAY = "2026-03-02"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionMoney(ConversionCommon):
    """Several companies: the currency of the reader's company."""

    def setUp(self):
        super().setUp()
        self.abroad = company_abroad(self.env, 4, self.agent, self.admin)
        self._pass(self.new)
        vals = {"company_id": self.abroad.id, "team_id": False}
        self._pass(self.new, expected_revenue=400, **vals)

    def _companies(self):
        home = self.env.company
        for company, total in ((home, 200), (self.abroad, 800)):
            companies = (company | home | self.abroad).ids
            env = self.env(context={"allowed_company_ids": companies})
            with self.subTest(company=company.name):
                yield env, company.sudo().currency_id, total

    def test_sums_are_those_of_the_pipeline(self):
        for env, currency, total in self._companies():
            rows = env["crm.lead.conversion"]
            [(_stage, amount, currencies)] = rows._read_group(
                [],
                ["stage_id"],
                ["expected_revenue:sum", "currency_id:array_agg_distinct"],
            )
            self.assertEqual((amount, currencies), (total, currency.ids))
            [pipeline] = env["crm.lead.revision"].pipeline_at(DAY)
            self.assertEqual(pipeline["expected_revenue"], amount)

    def test_rows_are_shown_and_found_in_that_currency(self):
        for env, currency, total in self._companies():
            env.invalidate_all()
            rows = env["crm.lead.conversion"].search([])
            self.assertEqual(rows.mapped("expected_revenue"), [total / 2] * 2)
            self.assertEqual(rows.currency_id, currency)
            found = rows.search([("expected_revenue", ">=", total / 2)])
            self.assertEqual(found, rows)
            self.assertFalse(rows.search([("expected_revenue", ">", total / 2)]))

    def test_totals_of_the_history_and_the_ledger(self):
        """Rows keep their currencies; screens ask for their total like this."""
        for env, _currency, total in self._companies():
            for model in ("crm.lead.stage.history", "crm.lead.revision"):
                [(amount,)] = env[model]._read_group(
                    [], aggregates=["expected_revenue:sum_currency"]
                )
                self.assertEqual(amount, total, model)

    def test_totals_of_opportunities(self):
        """Forecast, cohorts and wins and losses sum up opportunities themselves."""
        leads = self.env["crm.lead"].search([("stage_id", "=", self.new.id)])
        leads.sudo().write({"probability": 50})
        asked = ["expected_revenue:sum_currency", "prorated_revenue:sum_currency"]
        for env, _currency, total in self._companies():
            [group] = leads.with_env(env).formatted_read_group(
                [("id", "in", leads.ids)], [], asked
            )
            self.assertAlmostEqual(group[asked[0]], total, 6)
            self.assertAlmostEqual(group[asked[1]], total / 2, 6)
