# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .guidance_common import GuidanceCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestGuidanceUi(GuidanceCommon, HttpCase):
    """The panel in a browser."""

    def test_guidance(self):
        referred = self.env["ir.model.fields"].sudo()._get("crm.lead", "referred")
        self.new.with_user(self.admin).write(
            {
                "name": "Contact",
                "guidance": "<p>Make an appointment</p>",
                "oplus_key_field_ids": [Command.link(referred.id)],
            }
        )
        lead = self._lead(name="Tour deal", expected_revenue=5)
        self._end_transaction()
        self.start_tour(
            f"/odoo/crm/{lead.id}", "opportunity_plus_guidance", login="op_agent"
        )
        self.assertEqual(
            self._history(lead),
            [
                ("Called", True, self.agent),
                ("Budget", True, self.agent),
                ("Budget", False, self.agent),
            ],
        )
        self.assertEqual(lead.referred, "A friend")
        settings = self.env["res.users.settings"].sudo()
        mine = settings.search([("user_id", "=", self.agent.id)])
        self.assertTrue(mine.oplus_guidance_folded)
