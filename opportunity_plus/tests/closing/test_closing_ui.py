# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUi(OpportunityPlusCommon, HttpCase):
    """The result of a win or loss, and undoing it, in a browser."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Tour deal", expected_revenue=12_000)
        self._end_transaction()

    def test_result_and_undo(self):
        self.start_tour("/odoo/crm", "opportunity_plus_closing_undo", login="op_agent")
        self.assertPath(
            self.lead,
            [
                *[(self.new, "open"), (self.won, "won")] * 2,
                *[(self.new, "open"), (self.new, "lost")],
            ],
        )
        self.assertEqual(self.lead.lost_note, "Half the price elsewhere")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUiPhone(OpportunityPlusCommon, HttpCase):
    """The same on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_result_and_undo(self):
        lead = self._lead(name="Tour deal", expected_revenue=12_000)
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_closing_phone", login="op_agent")
        self.assertEqual((lead.won_status, lead.stage_id), ("pending", self.new))
