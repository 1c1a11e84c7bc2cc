# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from odoo.addons.web.tests.test_js import unit_test_error_checker

from .common import OpportunityPlusCommon

# lets the test page collect garbage after each suite, which all those of Odoo need
COLLECTING = "--js-flags=--expose-gc"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestUi(OpportunityPlusCommon, HttpCase):
    """The screens, in a browser."""

    def test_stage_history(self):
        lead = self._lead()
        self._end_transaction()
        self.start_tour(
            f"/odoo/crm/{lead.id}", "opportunity_plus_stage_history", login="op_agent"
        )
        self.assertPath(lead, [(self.new, "open"), (self.offer, "open")])

    def test_closing(self):
        self.won.sudo().change_reason = "always"
        lost, won = self._lead(name="Tour deal"), self._lead(name="Other deal")
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_closing", login="op_agent")
        self.assertEqual((lost.won_status, won.won_status), ("lost", "won"))
        self.assertEqual(lost.lost_reason_id, self.too_expensive)
        self.assertEqual(self._timeline(won)[-1].reason, "Signed today")
        self.assertEqual(won.oplus_reopening_requester_id, self.agent)

    def test_big_deal_rule(self):
        self._lead(
            name="Bridge over the river", expected_revenue=200_000, probability=80
        )
        self._end_transaction()
        with self.assertLogs("odoo.http", "WARNING"):  # the refusal
            self.start_tour(
                "/odoo/action-opportunity_plus.crm_big_deal_rule_action",
                "opportunity_plus_big_deal_rule",
                login="op_admin",
            )
        rule = self.env["crm.big.deal.rule"].search([("name", "=", "Large")])
        self.assertEqual(rule.minimum_amount, 123_456)
        self.assertFalse(rule.alert_ids)

    def test_javascript_units(self):
        spawn = ChromeBrowser._spawn_chrome

        def spawn_chrome(browser, command):
            return spawn(browser, [word for word in command if word != COLLECTING])

        with patch.object(ChromeBrowser, "_spawn_chrome", spawn_chrome):
            self.browser_js(
                "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
                f"&id={self._hoot_id('@opportunity_plus')}",
                "",
                "",
                login="op_admin",
                timeout=300,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=unit_test_error_checker,
            )

    def _hoot_id(self, suite):
        """The identifier by which the test page selects one suite."""
        number = 0
        for character in suite:
            number = (31 * number + ord(character)) & 0xFFFFFFFF
        return f"{number:08x}"
