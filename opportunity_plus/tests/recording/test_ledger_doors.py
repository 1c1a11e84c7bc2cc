# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, timedelta

from odoo.tests import HttpCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon

VALS = {"expected_revenue": 700}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerDoors(OpportunityPlusCommon, HttpCase):
    """The ledger says through which door a change came."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(expected_revenue=100)
        self._end_transaction()

    def assertDoor(self, door):
        self.env.invalidate_all()
        row = self.lead.sudo().revision_ids.sorted("id")[-1]
        self.assertEqual(row.expected_revenue, 700)
        self.assertEqual((row.door, row.user_id), (door, self.agent))

    def test_a_form(self):
        self.authenticate("op_agent", "op_agent")
        params = {
            "model": "crm.lead",
            "method": "web_save",
            "args": [self.lead.ids, VALS],
            "kwargs": {"specification": {}},
        }
        self.make_jsonrpc_request("/web/dataset/call_kw/crm.lead/web_save", params)
        self.assertDoor("screen")

    def test_a_program_with_a_key(self):
        keys = self.env["res.users.apikeys"].with_user(self.agent)
        key = keys._generate("rpc", "test", datetime.now() + timedelta(days=1))
        answer = self.url_open(
            "/json/2/crm.lead/write",
            json={"ids": self.lead.ids, "vals": VALS},
            headers={"Authorization": f"Bearer {key}"},
        )
        self.assertEqual(answer.json(), True)
        self.assertDoor("interface")

    def test_a_program_with_a_password(self):
        words = (get_db_name(), self.agent.id, "op_agent", "crm.lead", "write")
        params = {
            "service": "object",
            "method": "execute_kw",
            "args": [*words, [self.lead.ids, VALS]],
        }
        # Odoo warns that this door will be closed in its next version
        with mute_logger("odoo.addons.rpc.controllers.jsonrpc"):
            self.make_jsonrpc_request("/jsonrpc", params)
        self.assertDoor("interface")
