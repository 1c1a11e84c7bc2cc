# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .conversion_common import ConversionCommon

MARCH = ("2026-03-01", "2026-03-31")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSuccess(ConversionCommon):
    """The success rates of a period."""

    def test_of_what_closed_and_of_what_was_created(self):
        self._pass(self.new, self.won)
        self._pass(self.new, None)
        self._pass(self.new, None)
        self._pass(self.new)
        gone = self._pass(self.new)
        with self._at("2026-03-20 09:00"):
            gone.sudo().unlink()
        told = self.history.success(*MARCH)
        self.assertEqual(told["won"], {"count": 1, "value": 100})
        self.assertEqual(told["lost"], {"count": 2, "value": 200})
        self.assertAlmostEqual(told["rate"], 1 / 3)
        self.assertAlmostEqual(told["value_rate"], 1 / 3)
        self.assertEqual(told["created"], {"count": 5, "value": 500})
        self.assertEqual(told["created_rate"], 0.2)
        self.assertEqual(told["created_open_rate"], 0.2)
        self.assertEqual(told["created_left"]["count"], 1)

    def test_nothing_has_no_rate(self):
        told = self.history.success(*MARCH)
        self.assertEqual(told["closed"], {"count": 0, "value": 0})
        self.assertIsNone(told["rate"])
        self.assertIsNone(told["created_value_rate"])

    def test_only_the_last_closing_counts(self):
        lead = self._pass(self.new, None, self.new, self.won, day=2)
        self._pass(self.new, None, self.new)
        told = self.history.success(*MARCH)
        self.assertEqual((told["won"]["count"], told["lost"]["count"]), (1, 0))
        until = self.history.success("2026-03-01", "2026-03-03")
        self.assertEqual((until["won"]["count"], until["lost"]["count"]), (0, 2))
        self.assertEqual(self.history.success_leads(*MARCH), lead.ids)

    def test_a_changed_reason_closes_nothing_anew(self):
        lead = self._pass(self.new, None)
        with self._at("2026-03-20 09:00"):
            lead.with_user(self.admin).lost_note = "They had no budget"
        told = self.history.success("2026-03-10", "2026-03-31")
        self.assertEqual(told["lost"]["count"], 0)
        self.assertEqual(self.history.success(*MARCH)["lost"]["count"], 1)

    def test_values_are_those_at_closing_and_at_the_end(self):
        lead = self._pass(self.new)
        with self._at("2026-03-10 09:00"):
            lead.sudo().expected_revenue = 300
        self.assertEqual(self.history.success(*MARCH)["created"]["value"], 300)
        until = self.history.success("2026-03-01", "2026-03-09")
        self.assertEqual(until["created_open"]["value"], 100)
        with self._at("2026-03-11 09:00"):
            lead.sudo().action_set_won()
        self.assertEqual(self.history.success(*MARCH)["won"]["value"], 300)

    def test_the_value_of_another_company_is_not_told(self):
        """A deleted opportunity is known to a reader from before it changed company."""
        other = self.env["res.company"].sudo().create({"name": "Other Company"})
        with self._at("2026-03-02 09:00"):
            lead = self._create(1, company_id=self.env.company.id)
        with self._at("2026-03-11 09:00"):
            away = {"company_id": other.id, "user_id": False, "team_id": False}
            lead.sudo().write({**away, "expected_revenue": 900})
        with self._at("2026-04-02 09:00"):
            lead.sudo().unlink()
        self.assertEqual(self.history.success(*MARCH)["created"]["value"], 100)

    def test_figures_open_what_they_count(self):
        won, lost = self._pass(self.new, self.won), self._pass(self.new, None)
        for figure, leads in (
            ("won", won),
            ("lost", lost),
            ("closed", won | lost),
            ("created", won | lost),
            ("created_lost", lost),
            ("created_open", won.browse()),
        ):
            found = self.history.success_leads(*MARCH, figure=figure)
            self.assertEqual(found, leads.ids, figure)
