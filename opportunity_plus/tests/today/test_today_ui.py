# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


class TodayScreens(OpportunityPlusCommon, HttpCase):
    """An agent with three opportunities in New and one in Offer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        day = fields.Date.today() + timedelta(60)
        values = {"type": "opportunity", "user_id": cls.agent.id, "date_deadline": day}
        values |= {"team_id": cls.north.id, "stage_id": cls.new.id, "probability": 50}
        cls.small, cls.large, cls.late, cls.offered = cls.env["crm.lead"].create(
            [
                {**values, "name": "Small deal", "expected_revenue": 10},
                {**values, "name": "Large deal", "expected_revenue": 900},
                {
                    **values,
                    "name": "Late deal",
                    "expected_revenue": 90,
                    "date_deadline": fields.Date.today() - timedelta(3),
                },
                {
                    **values,
                    "name": "Offered deal",
                    "expected_revenue": 50,
                    "stage_id": cls.offer.id,
                },
            ]
        )

    def _orders(self):
        settings = self.env["res.users.settings"].sudo()
        return settings.search([("user_id", "=", self.agent.id)]).oplus_board_orders


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBoardOrderUi(TodayScreens):
    """The order of the board on a desktop."""

    def test_board_order(self):
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_board_order", login="op_agent")
        self.assertEqual([*self._orders().values()], ["expected_revenue desc"])
        self.assertEqual(self.large.stage_id, self.offer)
        self.start_tour("/odoo/crm", "opportunity_plus_board_kept", login="op_agent")

    def test_today(self):
        self._end_transaction()
        self.start_tour(
            "/odoo/action-opportunity_plus.crm_lead_action_today",
            "opportunity_plus_today",
            login="op_agent",
        )


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTodayPhone(TodayScreens):
    """*Today* on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_today(self):
        self._end_transaction()
        self.start_tour(
            "/odoo/action-opportunity_plus.crm_lead_action_today",
            "opportunity_plus_today_phone",
            login="op_agent",
        )
        self.assertEqual([*self._orders().values()], ["expected_revenue asc"])

    def test_the_whole_reason_is_there(self):
        kinds = self.env["mail.activity.type"].sudo()
        kind = kinds.create({"name": "Demonstration of the cold store with the owner"})
        self.large.activity_schedule(
            activity_type_id=kind.id,
            date_deadline=fields.Date.today() - timedelta(3),
            user_id=self.agent.id,
        )
        self._end_transaction()
        self.start_tour(
            "/odoo/action-opportunity_plus.crm_lead_action_today",
            "opportunity_plus_today_reason_phone",
            login="op_agent",
        )
