# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsMarking(AlertCommon):
    """Big deals are marked; what merging and duplicating do with them."""

    def test_a_big_deal_is_marked_with_its_rules(self):
        self._rule(name="Large")
        self._rule(name="Huge", minimum_amount=120_000)
        big, small = self._big(), self._small()
        self.assertTrue(big.oplus_is_big_deal)
        self.assertEqual(big.oplus_big_deal_rules, "Huge, Large")
        self.assertFalse(small.oplus_is_big_deal)

    def test_the_mark_goes_when_the_deal_falls_below(self):
        self._rule()
        lead = self._big()
        self._value(lead, 10)
        self.env.invalidate_all()
        self.assertFalse(lead.oplus_is_big_deal)

    def test_saving_the_form_shows_the_mark_at_once(self):
        self._rule(name="Large")
        marks = {"name": {}, "oplus_is_big_deal": {}, "oplus_big_deal_rules": {}}
        vals = {"name": "Born big", "expected_revenue": 150_000, "probability": 80}
        (row,) = self.env["crm.lead"].web_save(vals | {"type": "opportunity"}, marks)
        self.assertTrue(row["oplus_is_big_deal"])
        self.assertEqual(row["oplus_big_deal_rules"], "Large")
        self._end_transaction()
        lead = self.env["crm.lead"].browse(row["id"])
        (row,) = lead.web_save({"expected_revenue": 5}, marks)
        self.assertEqual((row["name"], row["oplus_is_big_deal"]), ("Born big", False))
        self._end_transaction()
        self.assertEvents(lead, ["reached"])

    def test_what_was_big_before_the_rule_is_marked(self):
        lead = self._big()
        self._rule()
        self.env.invalidate_all()
        self.assertTrue(lead.oplus_is_big_deal)

    def _help(self, user):
        action = self.env.ref("opportunity_plus.crm_big_deal_alert_action")
        return action.with_user(user).sudo()._get_action_dict()["help"]

    def test_an_empty_list_of_alerts_counts_what_is_above_a_target(self):
        told = "above a target already, without an alert: 1"
        lead = self._big()
        self._rule()
        self.assertIn(told, self._help(self.agent))
        for user in (self.colleague, self.outsider):
            self.assertNotIn("above a target already", self._help(user))
        self._value(lead, 10)
        self._value(lead, 150_000)
        self.assertNotIn("above a target already", self._help(self.agent))

    def test_an_archived_rule_marks_nothing(self):
        rule = self._rule()
        lead = self._big()
        rule.active = False
        self.env.invalidate_all()
        self.assertFalse(lead.oplus_is_big_deal)

    def test_big_deals_are_found(self):
        self._rule()
        big, small = self._big(), self._small()
        leads, among = self.env["crm.lead"], [("id", "in", (big | small).ids)]
        for operator, value, found in (
            ("=", True, big),
            ("=", False, small),
            ("!=", True, small),
            ("in", [True, False], big | small),
        ):
            with self.subTest(operator=operator, value=value):
                domain = [("oplus_is_big_deal", operator, value)]
                self.assertEqual(leads.search(among + domain), found.sorted())

    def test_what_left_the_company_of_a_rule_is_neither_marked_nor_found(self):
        self._rule()
        lead, staying = self._big(), self._big()
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        lead.sudo().write(
            {"company_id": company.id, "team_id": False, "user_id": False}
        )
        self._end_transaction()
        self.env.invalidate_all()
        both = (lead | staying).sudo()
        found = both.search([("oplus_is_big_deal", "=", True), ("id", "in", both.ids)])
        self.assertEqual(both.filtered("oplus_is_big_deal"), staying)
        self.assertEqual(found, staying)

    def test_alerts_move_to_the_opportunity_that_survives_a_merge(self):
        rule = self._rule()
        head = self._small(name="Head", probability=90)
        tail = self._big(name="Tail")
        (head | tail).merge_opportunity()
        self._end_transaction()
        alerts = self._alerts(head, rule)
        self.assertEqual(alerts.mapped("merged_from"), ["Tail"])
        self._value(head, 200_000, 90)
        self.assertEvents(head, ["reached", "reached"])
        with self.mock_mail_gateway():
            self._deliver()
        self.assertEqual(set(self._alerts(head).mapped("state")), {"sent"})

    def test_a_pending_alert_survives_the_merge(self):
        self._rule()
        head, tail = self._small(probability=90), self._big()
        self._deliver()
        (head | tail).merge_opportunity()
        self._end_transaction()
        notices = self._alerts(head).notice_ids
        self.assertEqual(notices.lead_id, head)

    def test_a_duplicate_starts_afresh(self):
        self._rule(minimum_probability=0)
        lead = self._big()
        duplicate = lead.copy()
        self._end_transaction()
        for one in (lead, duplicate):
            self.assertEvents(one, ["reached"])
            self.assertEqual(self._alerts(one).crossing, 1)
