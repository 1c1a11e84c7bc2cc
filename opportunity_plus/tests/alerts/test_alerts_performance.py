# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged(
    "post_install", "-at_install", "opportunity_plus", "opportunity_plus_performance"
)
class TestAlertsPerformance(AlertCommon):
    """Alerts cost the same few statements for one opportunity and for many."""

    @contextmanager
    def _statements(self):
        """Collect the statements that have to do with alerts."""
        statements, execute = [], self.env.cr.execute

        def spy(query, *args, **kwargs):
            text = str(getattr(query, "code", query))
            if "crm_big_deal" in text:
                statements.append(text)
            return execute(query, *args, **kwargs)

        self.patch(self.env.cr, "execute", spy)
        yield statements
        self.patch(self.env.cr, "execute", execute)

    def _cost(self, leads, amount):
        leads = leads.with_context(tracking_disable=True)
        self.env["crm.big.deal.rule"]._alert_policy()  # warm
        with self._statements() as statements:
            leads.write({"expected_revenue": amount, "probability": 80})
            self._end_transaction()
        return len(statements)

    def test_without_an_active_rule_nothing_is_asked(self):
        lead = self._small()
        self.assertEqual(self._cost(lead, 150_000), 0)
        self._rule().active = False
        self._end_transaction()
        self.assertEqual(self._cost(lead, 10), 0)

    def test_with_rules_of_other_companies_nothing_is_asked(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.admin.sudo().company_ids += company
        self._rule(company_id=company.id)
        self.assertEqual(self._cost(self._small(), 150_000), 0)

    def test_the_cost_does_not_depend_on_the_number_of_opportunities(self):
        for number in range(20):
            self._rule(minimum_amount=10_000 * (number + 10))
        few, many = self._leads(2), self._leads(300)
        self._end_transaction()
        for amount, statements in (
            (1000, 1),  # far below
            (150_000, 3),  # crosses
            (150_001, 2),  # stays above
            (10, 3),  # falls
        ):
            with self.subTest(amount):
                self.assertEqual(self._cost(few, amount), statements)
                self.assertEqual(self._cost(many, amount), statements)

    def test_a_write_of_another_field_costs_nothing(self):
        self._rule(domain="[('country_id', '=', False)]")
        lead = self._big()
        with self._statements() as statements:
            lead.write({"priority": "2", "name": "Other"})
            self._end_transaction()
        self.assertEqual(statements, [])

    def _board(self, leads):
        self.env.invalidate_all()
        with self._statements() as statements:
            leads.web_read(
                {"name": {}, "oplus_is_big_deal": {}, "oplus_big_deal_rules": {}}
            )
        return len(statements)

    def test_the_mark_of_a_whole_board_is_one_query(self):
        leads = self._leads(80, expected_revenue=150_000, probability=80)
        self._end_transaction()
        self.assertEqual(self._board(leads), 0)
        self._rule()
        self.env["crm.big.deal.rule"]._alert_policy()
        for board in (leads[:1], leads):
            self.assertEqual(self._board(board), 1)

    def test_the_daily_look_goes_in_batches(self):
        leads = self._leads(30, expected_revenue=1000, probability=80)
        self._rule()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET expected_revenue = 150000 WHERE id = ANY(%s)",
            [leads.ids],
        )
        self.patch(self.env.registry["crm.big.deal.rule"], "_alert_batch", 7)
        self.env["crm.big.deal.rule"].sudo()._cron_alert_evaluate()
        self.assertEvents(leads, ["reached"] * 30)

    def test_a_rule_with_a_filter_asks_once_more(self):
        self._rule(domain="[('name', 'ilike', 'opp')]", stage_ids=[Command.clear()])
        leads = self._leads(50)
        self._end_transaction()
        self.assertEqual(self._cost(leads, 150_000), 3)
        self.assertEvents(leads, ["reached"] * 50)
