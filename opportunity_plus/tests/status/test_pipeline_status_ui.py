# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineStatusUi(OpportunityPlusCommon, HttpCase):
    """The page *Pipeline Status*, in a browser."""

    def test_pipeline_status(self):
        self.env["crm.lead"].sudo().search([]).active = False
        self._lead(name="Tower", expected_revenue=500)
        self._lead(name="Bridge", expected_revenue=900).action_set_won()
        self._end_transaction()
        self.start_tour(
            "/odoo/pipeline-status",
            "opportunity_plus_pipeline_status",
            login="op_agent",
        )
