# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .quotation_common import OpportunityPlusQuotationCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestQuotationUi(OpportunityPlusQuotationCommon, HttpCase):
    """How a quotation stands, in a browser."""

    def test_quotations(self):
        self._quotation(state="sent", valid=5, name="S-COLD")
        self._quotation(self._lead(name="Pump"), "draft", 5)
        self._lead(name="Nothing yet", expected_revenue=0)
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_quotation", login="op_agent")
        line = self.lead.product_line_ids
        self.assertEqual((line.name, line.product_id.ids), ("Assembly on site", []))
