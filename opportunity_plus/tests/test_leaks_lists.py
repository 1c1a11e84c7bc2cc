# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLeaksLists(HostileAgentCommon):
    """What a list of what somebody sees tells of what belongs to it."""

    def test_what_an_opportunity_has_cannot_be_asked_by_its_id(self):
        """The reader sees the opportunity, not its order nor what a rule has raised."""
        share = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        self.env["crm.lead.share"].with_user(self.agent).create(share)
        order = self._order(self.secret)
        self._end_transaction()
        self.order.sudo().opportunity_id = False
        rule = self._rule_with_an_alert()
        self.assertFalse(order.has_access("read"))
        for model, id_, name, hidden in (
            ("crm.lead", self.secret.id, "order_ids", order.id),
            ("crm.big.deal.rule", rule.id, "alert_ids", rule.alert_ids.id),
        ):
            for found, domain in (
                (0, [(name, "=", hidden)]),
                (0, [(name, "in", [hidden])]),
                (1, [(name, "not in", [hidden])]),
                (0, [(name, "!=", False)]),
                (1, [(name, "=", False)]),
            ):
                with self.subTest(model=model, domain=domain):
                    records = self.env[model]
                    answer = records.search_count([("id", "=", id_), *domain])
                    self.assertEqual(answer, found)
                    seeing = records.with_user(self.admin)
                    answer = seeing.search_count([("id", "=", id_), *domain])
                    self.assertEqual(answer, 1 - found)

    def _rule_with_an_alert(self):
        rules = self.env["crm.big.deal.rule"].with_user(SUPERUSER_ID)
        rule = rules.create(
            {"name": "Big", "minimum_amount": 9000, "notify_salesperson": True}
        )
        self.secret.with_user(self.agent).copy(
            {"name": "Hidden", "expected_revenue": 10_000}
        )
        self._end_transaction()
        self.assertTrue(rule.alert_ids)
        return rule
