# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsCurrencies(AlertCommon):
    """Amounts of several companies under rules in several currencies."""

    def setUp(self):
        super().setUp()
        currencies = self.env["res.currency"].sudo().with_context(active_test=False)
        self.baht, self.dong = (
            currencies.search([("name", "=", name)]) for name in ("THB", "VND")
        )
        (self.baht | self.dong).active = True
        (self.baht | self.dong).rate_ids.unlink()
        for date, rate in (("2026-01-01", 40), ("2026-03-01", 32)):
            self._rate(self.baht, date, rate)

    def _rate(self, currency, date, rate):
        vals = {"name": date, "rate": rate, "company_id": False}
        currency.rate_ids = [Command.create(vals)]

    def _company(self):
        """A company in baht that the administrator works for as well."""
        company = (
            self.env["res.company"]
            .sudo()
            .create({"name": "Bangkok", "currency_id": self.baht.id})
        )
        self.admin.sudo().company_ids += company
        return company

    def test_amounts_are_converted_at_the_rate_of_the_day(self):
        self._rule(currency_id=self.baht.id, minimum_amount=3_200_000)
        lead = self._small(probability=80)
        for moment, amount, kinds in (
            ("2026-02-10 09:00", 79_999, []),
            ("2026-03-10 09:00", 99_999, []),
            ("2026-03-11 09:00", 100_000, ["reached"]),
        ):
            with self._at(moment):
                lead.expected_revenue = amount
            self.assertEvents(lead, kinds)
        self.assertEqual(self._alerts(lead).amount, 3_200_000)
        self.assertEqual(self._alerts(lead).currency_id, self.baht)

    def test_a_target_in_the_own_currency_does_not_move_with_rates(self):
        self._rule()
        lead = self._big()
        self._rate(self.baht, "2026-03-05", 1)
        lead.date_deadline = "2026-05-01"
        self._end_transaction()
        self.assertEvents(lead, ["reached"])

    def test_a_currency_without_rate_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no exchange rate for VND"):
            self._rule(currency_id=self.dong.id)

    def test_a_company_without_rate_is_named(self):
        company = self._company()
        self.baht.rate_ids.company_id = self.env.company
        self._rate(self.baht, "2026-03-02", 33)
        self.baht.rate_ids.filtered(lambda r: not r.company_id).unlink()
        rule = self._rule(company_id=False).with_context(
            allowed_company_ids=(self.env.company | company).ids
        )
        self.assertIn("raise no alert: Bangkok", rule.warning)
        with self.assertRaisesRegex(ValidationError, "no exchange rate for USD"):
            self._rule(company_id=company.id)

    def test_a_changed_rate_is_seen_the_next_day(self):
        self._rule(currency_id=self.baht.id, minimum_amount=4_800_000)
        with self._at("2026-03-10 09:00"):
            lead = self._lead(expected_revenue=100_000, probability=80)
        self.assertEvents(lead, [])
        with self._at("2026-03-11 09:00"):
            self._rate(self.baht, "2026-03-11", 48)
            self.env["crm.big.deal.rule"].sudo()._cron_alert_evaluate()
        self.assertEvents(lead, ["reached"])

    def test_a_rate_that_disappears_does_not_stop_the_sale(self):
        rule = self._rule(currency_id=self.baht.id, minimum_amount=1000)
        self.baht.rate_ids.unlink()
        lead = self._big()
        self.assertEvents(lead, [])
        rule.invalidate_recordset(["warning"])
        self.assertIn("exchange rate for THB", rule.warning)

    def test_a_rule_belongs_to_a_company(self):
        company = self._company()
        here, there = (
            self._rule(),
            self._rule(company_id=company.id, currency_id=self.baht.id),
        )
        everywhere = self._rule(company_id=False, name="Everywhere")
        lead = self._leads(1, company_id=False, team_id=False)
        lead.sudo().write({"company_id": company.id, "user_id": False})
        with self._at("2026-03-11 09:00"):
            lead.sudo().write({"expected_revenue": 150_000, "probability": 80})
        for rule, kinds in ((here, []), (there, ["reached"]), (everywhere, [])):
            self.assertEvents(lead, kinds, rule)
        with self._at("2026-03-12 09:00"):
            lead.sudo().expected_revenue = 3_200_000
        for rule, kinds in (
            (here, []),
            (there, ["reached"]),
            (everywhere, ["reached"]),
        ):
            self.assertEvents(lead, kinds, rule)
        self.assertEqual(self._alerts(lead, everywhere).amount, 100_000)

    def test_an_opportunity_without_company_belongs_to_the_main_company(self):
        self._rule()
        lead = self._small()
        lead.sudo().write({"company_id": False, "team_id": False})
        self._value(lead, 150_000, 80)
        self.assertFalse(lead.company_id)
        self.assertEvents(lead, ["reached"])

    def test_an_opportunity_without_company_is_in_the_currency_of_its_team(self):
        company = self._company()
        here, there = (
            self._rule(),
            self._rule(company_id=company.id, currency_id=self.baht.id),
        )
        team = self.env["crm.team"].sudo().create({"name": "Bangkok"})
        lead = self._small()
        lead.sudo().write({"team_id": team.id, "user_id": False, "company_id": False})
        team.company_id = company
        self.assertFalse(lead.sudo().company_id)
        with self._at("2026-03-11 09:00"):
            lead.sudo().write({"expected_revenue": 150_000, "probability": 80})
        self.assertEqual(lead.sudo().company_currency, self.baht)
        self.assertEvents(lead, [], here)
        self.assertEvents(lead, ["reached"], there)
        found = self.env["crm.lead"].sudo().search(literal_eval(there.scope_domain))
        self.assertIn(lead, found)
        found = self.env["crm.lead"].sudo().search(literal_eval(here.scope_domain))
        self.assertNotIn(lead, found)
