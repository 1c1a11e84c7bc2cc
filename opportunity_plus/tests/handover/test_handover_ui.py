# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverUi(HandoverCommon, HttpCase):
    """From archiving a salesperson to the receipt, in a browser."""

    def test_handover(self):
        self._hire("office", "sales_team.group_sale_manager,base.group_erp_manager")
        leads = self._leads(2)
        self._end_transaction()
        self.start_tour(
            f"/odoo/action-base.action_res_users/{self.agent.id}",
            "opportunity_plus_handover",
            login="op_office",
        )
        handover = self.env["crm.lead.handover"].sudo().search([])
        self.assertEqual(handover.state, "undone")
        self.assertEqual(handover.line_ids.mapped("state"), ["returned", "skipped"])
        self.assertOwner(leads, self.agent)
        self.assertTrue(self.agent.sudo().active)
