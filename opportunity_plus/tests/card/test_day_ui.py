# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDayUi(OpportunityPlusCommon, HttpCase):
    """What the board of a salesperson says and does in a day, in a browser."""

    def _made(self, name, days=0):
        moment = fields.Datetime.now() - timedelta(days, hours=1)
        with self._at(fields.Datetime.to_string(moment)):
            return self._lead(name=f"{name} deal", expected_revenue=100)

    def test_contact_and_next_step_on_the_card(self):
        self.env.company.sudo().opportunity_silence_days = 14
        self._made("Silent", 20)
        called, planned = self._made("Called", 5), self._made("Planned")
        self._made("New")
        moment = fields.Datetime.now() - timedelta(1, hours=1)
        with self._at(fields.Datetime.to_string(moment)):
            called.action_log_contact("call", True, "Prices")
        planned.activity_schedule("mail.mail_activity_data_call", user_id=self.agent.id)
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_card_marks", login="op_agent")

    def test_each_way_to_win_shows_the_result(self):
        first, second = self._made("First"), self._made("Second")
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_win_doors", login="op_agent")
        self.assertEqual((first.won_status, second.won_status), ("won", "pending"))

    def test_creating_in_the_won_stage_shows_the_result(self):
        self._made("First")
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_win_by_creating", login="op_agent"
        )
        created = self.env["crm.lead"].search([("name", "=", "Created deal")])
        self.assertEqual(created.won_status, "won")
