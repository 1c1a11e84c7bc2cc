# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportsUi(OpportunityPlusCommon, HttpCase):
    """Both pages, in a browser, as those who read them."""

    def _deals(self):
        self.env["crm.lead"].sudo().search([]).active = False
        self._lead(name="Tower", expected_revenue=500)
        self._lead(name="Bridge", expected_revenue=900).action_set_won()
        self._end_transaction()

    def test_status_as_supervisor(self):
        self._deals()
        self._follow("op_supervisor")

    def test_status_as_administrator(self):
        self._deals()
        self._follow("op_admin")

    def _follow(self, login):
        self.start_tour(
            "/odoo/pipeline-status", "opportunity_plus_pipeline_status", login=login
        )


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportsPhone(OpportunityPlusCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_tables(self):
        self.env["crm.lead"].sudo().search([]).active = False
        closing = {"date_deadline": fields.Date.today(), "expected_revenue": 500}
        self._lead(name="Market hall", **closing)
        self._lead(name="Harbour crane", **closing).action_set_won()
        self._end_transaction()
        self.start_tour(
            "/odoo/pipeline-status", "opportunity_plus_report_phone", login="op_agent"
        )
