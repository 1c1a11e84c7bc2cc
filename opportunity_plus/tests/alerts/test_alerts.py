# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlerts(AlertCommon):
    """When an alert is raised: once per crossing, on what is stored in the end."""

    def test_amount_and_probability_must_both_reach_the_target(self):
        self._rule()
        lead = self._small()
        for amount, probability, kinds in (
            (100_000, 69.99, []),
            (99_999.99, 70, []),
            (100_000, 70, ["reached"]),
        ):
            with self.subTest(amount=amount, probability=probability):
                self._value(lead, amount, probability)
                self.assertEvents(lead, kinds)

    def test_an_alert_tells_what_happened(self):
        rule = self._rule()
        lead = self._small(date_deadline="2026-04-30")
        with self._at("2026-03-02 09:00"):
            lead.write({"expected_revenue": 120_000, "probability": 75})
        self.assertRecordValues(
            self._alerts(lead),
            [
                {
                    "rule_id": rule.id,
                    "kind": "reached",
                    "crossing": 1,
                    "amount": 120_000,
                    "probability": 75,
                    "user_id": self.agent.id,
                    "team_id": self.north.id,
                    "stage_id": self.new.id,
                    "state": "pending",
                }
            ],
        )
        self.assertEqual(str(self._alerts(lead).date), "2026-03-02 09:00:00")

    def test_staying_above_the_target_raises_no_further_alert(self):
        self._rule()
        lead = self._big()
        self._value(lead, 300_000, 90)
        lead.stage_id = self.offer
        self._end_transaction()
        self.assertEvents(lead, ["reached"])

    def test_a_second_crossing_is_told_again(self):
        self._rule()
        lead = self._big()
        self._value(lead, 50_000)
        self._value(lead, 100_000)
        self.assertEvents(lead, ["reached", "reached"])
        self.assertEqual(self._alerts(lead).mapped("crossing"), [1, 2])

    def test_only_the_end_of_the_transaction_counts(self):
        self._rule()
        lead = self._small()
        lead.write({"expected_revenue": 150_000, "probability": 80})
        self.env.flush_all()
        lead.expected_revenue = 10
        self._end_transaction()
        self.assertEvents(lead, [])

    def test_a_lead_is_no_big_deal_before_it_is_converted(self):
        self._rule()
        lead = self._big(type="lead")
        self.assertEvents(lead, [])
        lead.convert_opportunity(self.customer)
        self._end_transaction()
        self.assertEvents(lead, ["reached"])

    def test_a_rule_may_measure_weighted_revenue(self):
        self._rule(measure="weighted", minimum_probability=0)
        lead = self._small()
        self._value(lead, 150_000, 66)
        self.assertEvents(lead, [])
        self._value(lead, 150_000, 67)
        self.assertEvents(lead, ["reached"])
        self.assertEqual(self._alerts(lead).amount, 100_500)

    def test_a_rule_without_a_closing_rate_looks_at_the_amount_alone(self):
        """As an import or a program may create it; the form always sends a rate."""
        self.env["crm.big.deal.rule"].with_user(self.admin).create(
            {
                "name": "Big",
                "minimum_amount": 100_000,
                "rearm": "margin",
                "user_ids": [Command.link(self.supervisor.id)],
            }
        )
        lead = self._small(probability=0)
        for amount in (150_000, 1000, 150_000):
            self._value(lead, amount)
        self.assertEvents(lead, ["reached", "reached"])

    def test_an_archived_opportunity_is_left_alone(self):
        self._rule(notify_fell_below=True)
        lead = self._big()
        lead.active = False
        self._value(lead, 1000)
        self.assertEvents(lead, ["reached"])
        lead.active = True
        self._end_transaction()
        self.assertEvents(lead, ["reached", "fell_below"])

    def test_winning_a_deal_that_is_large_enough_reaches_the_target(self):
        self._rule(minimum_probability=90)
        lead = self._big()
        lead.action_set_won()
        self._end_transaction()
        self.assertEvents(lead, ["reached"])

    # scope

    def test_a_rule_is_limited_to_teams_and_stages(self):
        self._rule(
            team_ids=[Command.set(self.north.ids)],
            stage_ids=[Command.set((self.talk | self.offer).ids)],
        )
        south = self._leads(1, team_id=self.south.id, stage_id=self.offer.id)
        for lead in (self._small(), south):
            self._value(lead, 150_000, 80)
            self.assertEvents(lead, [])
        north = self._big()
        north.stage_id = self.talk
        self._end_transaction()
        self.assertEvents(north, ["reached"])

    def test_leaving_the_scope_and_coming_back_is_no_crossing(self):
        self._rule(stage_ids=[Command.set(self.offer.ids)], notify_fell_below=True)
        lead = self._big(stage_id=self.offer.id)
        for stage in (self.new, self.offer):
            lead.stage_id = stage
            self._end_transaction()
        self.assertEvents(lead, ["reached"])

    def test_an_extra_filter_may_use_any_field(self):
        tag = self.env["crm.tag"].sudo().create({"name": "Strategic"})
        self._rule(domain=f"[('tag_ids', 'in', [{tag.id}])]")
        plain, tagged_lead = self._big(), self._big()
        tagged_lead.tag_ids = tag
        self._end_transaction()
        self.assertEvents(plain | tagged_lead, ["reached"])
        self.assertEqual(self._alerts(plain | tagged_lead).lead_id, tagged_lead)

    def test_each_rule_has_its_own_crossing(self):
        low, high = self._rule(), self._rule(minimum_amount=200_000)
        lead = self._big()
        self._value(lead, 250_000)
        self.assertEvents(lead, ["reached"], low)
        self.assertEvents(lead, ["reached"], high)

    # second notices

    def test_second_notices_are_options(self):
        self._rule()
        lead = self._big(date_deadline="2026-04-30")
        lead.date_deadline = "2026-06-30"
        self._end_transaction()
        self._value(lead, 10)
        self.assertEvents(lead, ["reached"])

    def test_falling_below_is_told_once(self):
        self._rule(notify_fell_below=True)
        lead = self._big()
        self._value(lead, 50_000)
        self._value(lead, 40_000)
        self.assertEvents(lead, ["reached", "fell_below"])

    def test_a_lost_big_deal_is_told(self):
        self._rule(notify_lost=True, notify_fell_below=True, minimum_probability=0)
        lead = self._big()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertEvents(lead, ["reached", "lost"])

    def test_putting_off_the_closing_of_a_big_deal_is_told_each_time(self):
        self._rule(notify_slipped=True)
        lead = self._big(date_deadline="2026-04-30")
        for date in ("2026-05-31", "2026-05-15", False, "2026-06-30"):
            lead.date_deadline = date
            self._end_transaction()
        self.assertEvents(lead, ["reached", "slipped", "slipped"])
        before = self._alerts(lead).mapped("date_deadline_before")
        self.assertEqual(str(before[-1]), "2026-05-15")
        alert = self._alerts(lead)[-1]
        template = self.env.ref("opportunity_plus.mail_template_alert").sudo()
        (mail,) = template._render_field("body_html", alert.ids).values()
        self.assertIn("<s>05/15/2026</s>", mail)
        self.assertIn("06/30/2026", mail)

    def test_a_closed_deal_is_not_put_off(self):
        self._rule(notify_slipped=True, minimum_probability=0)
        won, lost = self._big(date_deadline="2026-04-30"), self._big()
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        (won | lost).sudo().date_deadline = "2026-05-31"
        self._end_transaction()
        self.assertEvents(won | lost, ["reached", "reached"])
        won.sudo().stage_id = self.offer
        won.sudo().probability = 80
        self._end_transaction()
        won.date_deadline = "2026-06-30"
        self._end_transaction()
        self.assertEvents(won, ["reached", "slipped"])
