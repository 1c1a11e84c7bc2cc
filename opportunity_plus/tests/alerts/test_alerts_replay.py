# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime
from itertools import product
from random import Random

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsReplay(AlertCommon):
    """How often a rule would have raised an alert, before it is stored."""

    def setUp(self):
        super().setUp()
        with self._at("2025-06-01 09:00"):
            self.lead = self._lead(expected_revenue=1000, probability=80)

    def _move(self, moment, amount, lead=None, **vals):
        with self._at(moment):
            lead = lead or self.lead
            lead.with_context(tracking_disable=False).write(
                {"expected_revenue": amount, **vals}
            )

    def _test(self, rule_id=False, user=None, **values):
        """The dialog for a new rule with these values in the form."""
        defaults = {
            "name": "Big",
            "minimum_amount": 100_000,
            "minimum_probability": 70,
            "measure": "expected",
            "rearm": "below",
            "domain": f"[('id', 'in', {self._replayed.ids})]",
            "company_id": self.env.company.id,
            "currency_id": self.env.company.currency_id.id,
        }
        rules = self.env["crm.big.deal.rule"].with_user(user or self.admin)
        with self.mock_datetime_and_now(datetime(2026, 3, 31, 9)):
            action = rules.action_test_on_history(rule_id, {**defaults, **values})
        test = self.env[action["res_model"]].with_user(user or self.admin)
        return test.browse(action["res_id"])

    @property
    def _replayed(self):
        return self.env["crm.lead"].search([("partner_id", "=", self.customer.id)])

    def _fired(self, **values):
        lines = self._test(**values).line_ids
        return [(str(line.date.date()), line.amount) for line in lines]

    def test_each_crossing_is_listed_with_its_day(self):
        self._move("2026-01-10 09:00", 150_000)
        self._move("2026-02-10 09:00", 50_000)
        self._move("2026-03-10 09:00", 120_000)
        test = self._test()
        self.assertEqual((test.times, test.lead_count), (2, 1))
        self.assertEqual(test.line_ids.lead_id, self.lead)
        self.assertEqual(
            self._fired(), [("2026-03-10", 120_000), ("2026-01-10", 150_000)]
        )

    def test_the_rearming_of_the_form_counts(self):
        for moment, amount in (
            ("2026-01-10 09:00", 101_000),
            ("2026-01-20 09:00", 99_000),
            ("2026-02-10 09:00", 101_000),
            ("2026-02-20 09:00", 80_000),
            ("2026-03-10 09:00", 101_000),
        ):
            self._move(moment, amount)
        for rearm, times in (("below", 3), ("margin", 2), ("never", 1)):
            with self.subTest(rearm):
                self.assertEqual(self._test(rearm=rearm, rearm_margin=10).times, times)

    def test_a_test_tells_what_the_rule_has_raised(self):
        for rearm, times in (("below", 3), ("margin", 2), ("never", 1)):
            with self._at("2026-01-01 09:00"):
                self.lead = self._lead(expected_revenue=1000, probability=80)
                rule = self._rule(rearm=rearm)
            for day, amount in enumerate((101, 99, 101, 80, 101, 10), 10):
                self._move(f"2026-02-{day} 09:00", amount * 1000)
            with self.subTest(rearm):
                self.assertEvents(self.lead, ["reached"] * times, rule)
                domain = f"[('id', '=', {self.lead.id})]"
                test = self._test(rule.id, rearm=rearm, domain=domain)
                self.assertEqual(test.times, times)
            rule.active = False

    def test_random_lives_are_tested_as_they_were_told(self):
        told = {"below": 0, "margin": 0, "never": 0}
        for seed, rearm in product(range(3), told):
            with self._at("2026-01-31 09:00"):
                lead = self._lead(expected_revenue=1000, probability=80)
                scope = {"rearm": rearm, "team_ids": [Command.set(self.north.ids)]}
                rule = self._rule(**scope)
            chance = Random(seed)
            for day in range(1, 29):
                with self._at(f"2026-02-{day:02} 09:00"):
                    self._live(lead.with_user(self.admin), chance)
            alerts = self._alerts(lead, rule).filtered(
                lambda one: one.kind == "reached"
            )
            with self.subTest(seed=seed, rearm=rearm):
                domain = f"[('id', '=', {lead.id})]"
                lines = self._test(rule.id, domain=domain, **scope).line_ids
                self.assertEqual(
                    sorted(lines.mapped("date")), sorted(alerts.mapped("date"))
                )
            told[rearm] += len(alerts)
            rule.active = False
        self.assertGreater(told["below"], told["margin"])
        self.assertGreater(told["margin"], told["never"])

    def _live(self, lead, chance):
        """What may happen to an opportunity in a day."""
        what = chance.randrange(6)
        if lead.won_status == "lost":
            lead.action_restore()
        elif what == 0:
            lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        elif what == 1:
            lead.team_id = chance.choice([self.north, self.south, self.north.browse()])
            lead.date_deadline = f"2026-{chance.randrange(4, 9):02}-01"
        else:
            amount = chance.choice([50_000, 95_000, 101_000, 150_000])
            lead.expected_revenue, lead.probability = amount, chance.choice([60, 80])

    def test_what_was_reached_before_the_period_does_not_count(self):
        self._move("2025-08-10 09:00", 150_000)
        self._move("2026-02-10 09:00", 160_000)
        self.assertEqual(self._test().times, 0)

    def test_values_recorded_with_a_stage_count(self):
        self._move("2026-02-05 09:00", 1000, probability=60, stage_id=self.talk.id)
        self._move("2026-02-10 09:00", 150_000)
        self._move("2026-02-20 09:00", 150_000, probability=75, stage_id=self.offer.id)
        self.assertEqual(self._fired(), [("2026-02-20", 150_000)])
        stages = {"stage_ids": [Command.set(self.talk.ids)]}
        self.assertEqual(self._fired(**stages), [])

    def test_a_creation_counts(self):
        with self._at("2026-02-10 09:00"):
            self._lead(expected_revenue=150_000, probability=80)
        self.assertEqual(self._fired(), [("2026-02-10", 150_000)])

    def test_a_lost_deal_does_not_count_and_arms_again(self):
        self._move("2026-01-10 09:00", 150_000)
        with self._at("2026-02-01 09:00"):
            self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at("2026-03-01 09:00"):
            self.lead.with_user(self.admin).action_restore()
            self.lead.write({"probability": 80, "stage_id": self.offer.id})
        self.assertEqual(
            self._fired(rearm="margin"),
            [("2026-03-01", 150_000), ("2026-01-10", 150_000)],
        )

    def test_nothing_is_stored_by_a_test(self):
        rule = self._rule(minimum_amount=10_000_000)
        self._move("2026-01-10 09:00", 150_000)
        self.assertEqual(self._test(rule.id, minimum_amount=100_000).times, 1)
        self.env.invalidate_all()
        self.assertEqual(rule.minimum_amount, 10_000_000)
        self.assertEvents(self.lead, [])

    def test_a_stored_rule_is_tested_with_what_changed_in_the_form(self):
        rule = self._rule()
        self._move("2026-01-10 09:00", 150_000)
        rules = self.env["crm.big.deal.rule"].with_user(self.admin)
        with self.mock_datetime_and_now(datetime(2026, 3, 31, 9)):
            action = rules.action_test_on_history(rule.id, {"minimum_amount": 200_000})
        self.assertEqual(
            rules.env[action["res_model"]].browse(action["res_id"]).times, 0
        )

    def test_only_what_the_reader_may_see_is_tested(self):
        self._move("2026-01-10 09:00", 150_000)
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.lead.sudo().write({"company_id": company.id, "user_id": False})
        self.assertEqual(self._test(company_id=False).times, 0)

    def test_bad_values_are_told(self):
        for values, words in (
            ({"minimum_amount": -1}, "must not be negative"),
            ({"domain": "[('no_such', '=', 1)]"}, "no_such"),
            ({"currency_id": False}, "Choose the currency"),
        ):
            with self.subTest(values), self.assertRaisesRegex(UserError, words):
                self._test(**values)
