# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsRearming(AlertCommon):
    """When a deal that reached the target is told again."""

    def _reached(self, values, **vals):
        """How often a rule fires for an opportunity that takes these amounts."""
        rule = self._rule(**vals)
        lead = self._small(probability=80)
        for value in values:
            self._value(lead, value)
        kinds = self._alerts(lead, rule).mapped("kind")
        rule.active = False
        return kinds.count("reached"), kinds.count("fell_below")

    def test_a_value_that_oscillates_around_the_target(self):
        around = [101_000, 99_000] * 4 + [101_000]
        for rearm, reached in (("below", 5), ("margin", 1), ("never", 1)):
            with self.subTest(rearm):
                self.assertEqual(self._reached(around, rearm=rearm)[0], reached)

    def test_a_clear_fall_arms_a_rule_with_a_margin(self):
        values = [101_000, 95_000, 101_000, 89_999, 95_000, 101_000]
        for rearm, reached in (("below", 3), ("margin", 2), ("never", 1)):
            with self.subTest(rearm):
                self.assertEqual(self._reached(values, rearm=rearm)[0], reached)

    def test_the_margin_is_a_percentage_of_the_target(self):
        for low, reached in ((80_000, 1), (79_999, 2)):
            with self.subTest(low):
                fired = self._reached(
                    [101_000, low, 101_000], rearm="margin", rearm_margin=20
                )
                self.assertEqual(fired[0], reached)

    def test_the_margin_also_holds_for_the_probability(self):
        self._rule(rearm="margin")
        lead = self._big()
        for probability, count in ((69, 1), (75, 1), (62, 1), (75, 2)):
            self._value(lead, 150_000, probability)
            self.assertEqual(len(self._alerts(lead)), count)

    def test_a_fall_is_told_once_for_each_crossing(self):
        around = [101_000, 99_000] * 3
        for rearm, told in (("below", (3, 3)), ("margin", (1, 1))):
            with self.subTest(rearm):
                fired = self._reached(around, rearm=rearm, notify_fell_below=True)
                self.assertEqual(fired, told)

    def test_losing_arms_the_rule_again(self):
        self._rule(rearm="margin")
        lead = self._big()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        lead.with_user(self.admin).action_restore()
        self._end_transaction()
        self._value(lead, 150_000, 80)
        self.assertEvents(lead, ["reached", "reached"])

    # what was there before the rule

    def _known(self, change):
        """An opportunity above the target, known to a rule through its change."""
        lead = self._big()
        rule = change()
        self._value(lead, 160_000)
        self.assertEvents(lead, [])
        self._value(lead, 10)
        self._value(lead, 160_000)
        self.assertEvents(lead, ["reached"])
        return rule

    def test_a_new_rule_takes_what_is_above_for_known(self):
        self._known(self._rule)

    def test_what_was_known_is_told_once_it_comes_back_whatever_the_rule_says(self):
        for rearm, again in (("below", 2), ("margin", 2), ("never", 1)):
            with self.subTest(rearm):
                rule = self._known(lambda rearm=rearm: self._rule(rearm=rearm))
                lead = self._alerts(self.env["crm.lead"].search([]), rule).lead_id
                self._value(lead, 10)
                self._value(lead, 160_000)
                self.assertEvents(lead, ["reached"] * again, rule)
                rule.active = False

    def test_what_was_told_of_a_merged_opportunity_is_not_told_of_the_survivor(self):
        known = self._big(name="Head", probability=90)
        rule = self._rule(rearm="never")
        self._value(known, 160_000)
        tail = self._big(name="Tail")
        self.assertEvents(tail, ["reached"], rule)
        (known | tail).merge_opportunity()
        self._end_transaction()
        adopted = self._alerts(known, rule)
        self.assertEqual(adopted.mapped("merged_from"), ["Tail"])
        for again in (1, 1):
            self._value(known, 10)
            self._value(known, 160_000)
            self.assertEqual(len(self._alerts(known, rule) - adopted), again)

    def test_an_activated_rule_takes_what_is_above_for_known(self):
        rule = self._rule(active=False)
        self._known(lambda: rule.write({"active": True}))

    def test_a_changed_target_takes_what_is_above_for_known(self):
        rule = self._rule(minimum_amount=1_000_000)
        self._known(lambda: rule.write({"minimum_amount": 100_000}))

    def test_a_raised_target_arms_what_is_below_it_now(self):
        rule = self._rule()
        lead = self._big()
        rule.minimum_amount = 200_000
        self._value(lead, 250_000)
        self.assertEvents(lead, ["reached", "reached"])

    def test_another_recipient_changes_nothing(self):
        rule = self._rule()
        lead = self._big()
        rule.notify_salesperson = True
        self._value(lead, 170_000)
        self.assertEvents(lead, ["reached"])

    def test_an_inactive_rule_raises_no_alert(self):
        self._rule().active = False
        self.assertEvents(self._big(), [])

    def test_a_known_big_deal_that_is_lost_is_told(self):
        lead = self._big()
        self._rule(notify_lost=True)
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertEvents(lead, ["lost"])

    def test_a_deal_without_a_team_leaves_the_scope_of_a_team(self):
        rule = self._rule(team_ids=[Command.set(self.north.ids)], notify_slipped=True)
        lead, small = self._big(date_deadline="2027-01-15"), self._small()
        lead.sudo().write({"team_id": False, "date_deadline": "2027-03-15"})
        self._value(small, 150_000, 80)
        self.assertEvents(lead | small, ["reached", "reached"])
        self.assertEqual(self._alerts(small).kind, "reached")
        self.assertEqual(rule.reached_count, 1)
