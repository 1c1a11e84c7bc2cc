# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase

from ..common import OpportunityPlusCommon


class TestForecastUi(OpportunityPlusCommon, HttpCase):
    def test_forecast(self):
        today = fields.Date.today()
        vals = {"expected_revenue": 1000, "probability": 60}
        late = self._lead(
            name="Cold store", date_deadline=today - relativedelta(days=1), **vals
        )
        won = self._lead(
            name="Pump", date_deadline=today + relativedelta(months=3), **vals
        )
        won.stage_id = self.won
        someday = self._lead(name="Someday", **vals)
        someday.sudo().date_deadline = False
        self._end_transaction()
        self.start_tour(
            "/odoo/action-crm.action_opportunity_forecast",
            "opportunity_plus_forecast",
            login="op_agent",
        )
        self.assertEqual(late.date_deadline, today + relativedelta(day=31))
