# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..language_common import LanguageCommon


class WholeDay(LanguageCommon, HttpCase):
    """A salesperson's day: log, move on, lose, win, and find a quotation."""

    language, tour = "", ""

    def setUp(self):
        super().setUp()
        self.today = fields.Date.context_today(self.agent)
        self.customer.sudo().phone = "+66 2 123"
        self.mango = self._deal("Mango", -3)
        self.durian = self._deal("Durian", 60)
        self._deal("Papaya", 60)
        quotation = {
            "partner_id": self.customer.id,
            "opportunity_id": self._deal("Guava", 60).id,
            "user_id": self.agent.id,
            "validity_date": self.today + timedelta(3),
        }
        orders = self.env["sale.order"].sudo()
        orders.create(quotation).state = "sent"
        self._end_transaction()

    def _deal(self, name, days):
        return self._lead(
            name=f"{name} deal",
            expected_revenue=12_000,
            date_deadline=self.today + timedelta(days),
        )

    def _work(self):
        self._speaks(self.agent, self.language)
        self.start_tour("/odoo/crm-today", self.tour, login="op_agent")
        self.env.invalidate_all()
        self.assertPath(
            self.mango, [(self.new, "open"), (self.talk, "open"), (self.won, "won")]
        )
        self.assertPath(self.durian, [(self.new, "open"), (self.new, "lost")])
        self.assertEqual(self.durian.lost_reason_id, self.too_expensive)
        contacts = self.env["crm.lead.contact"]
        contact = contacts.search([("lead_id", "=", self.mango.id)])
        self.assertEqual((contact.kind, contact.result), ("call", "not_reached"))
        tomorrow = self.today + timedelta(1)
        self.assertEqual(self.mango.activity_ids.date_deadline, tomorrow)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWholeDay(WholeDay):
    """In Thai, on a desktop."""

    language, tour = "th_TH", "opportunity_plus_whole_day"

    def test_a_day(self):
        self._work()


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWholeDayPhone(WholeDay):
    """In Vietnamese, on a phone."""

    browser_size = "390x844"
    touch_enabled = True
    language, tour = "vi_VN", "opportunity_plus_whole_day_phone"

    def test_a_day(self):
        self._work()
