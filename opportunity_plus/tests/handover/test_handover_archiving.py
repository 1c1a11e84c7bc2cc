# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .handover_common import ADMINISTRATOR, OfficeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverArchiving(OfficeCommon, HttpCase):
    """Archiving somebody with open opportunities offers a handover to people, and does
    not hold up anybody else."""

    def _call(self, user, method, records, route="call_kw", **context):
        """What the web client does, as a user."""
        self.authenticate(user.login, user.login)
        params = {
            "model": records._name,
            "method": method,
            "args": [records.ids],
            "kwargs": {"context": context},
        }
        response = self.url_open(
            f"/web/dataset/{route}/{records._name}/{method}",
            json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        ).json()
        self.env.invalidate_all()
        return response.get("result"), response.get("error")

    def _offer(self, users):
        self._end_transaction()
        action, _error = self._call(self.office, "action_archive", users)
        self.assertEqual(action["res_model"], "crm.lead.handover.offer")
        return (
            self.env[action["res_model"]]
            .with_user(self.office)
            .browse(action["res_id"])
        )

    def test_a_person_is_asked_first(self):
        self._lead()
        users = self.agent | self.colleague
        offer = self._offer(users)
        self.assertTrue(self.agent.sudo().active)
        self.assertEqual(offer.owner_ids, self.agent)
        self.assertEqual(offer.user_ids, users)

    def test_who_archives_anyway_archives(self):
        activity = self._activity(self._lead())
        offer = self._offer(self.agent | self.colleague)
        self._call(self.office, "action_archive", offer, route="call_button")
        self.assertFalse(self.agent.sudo().active or self.colleague.sudo().active)
        self.assertFalse(activity.sudo().exists())  # Odoo's own way

    def test_without_open_opportunities_nobody_is_asked(self):
        self._lead().action_set_won()
        self._end_transaction()
        action, error = self._call(self.office, "action_archive", self.agent)
        self.assertFalse(action or error)
        self.assertFalse(self.agent.sudo().active)

    def test_after_the_handover_nobody_is_asked(self):
        self._lead()
        self._run()
        self._call(self.office, "action_archive", self.agent)
        self.assertFalse(self.agent.sudo().active)

    def test_code_and_other_interfaces_archive_at_once(self):
        self._lead()
        for archive in (
            lambda: self.agent.with_user(self.office).action_archive(),
            lambda: self.agent.sudo().action_archive(),
            lambda: self.agent.with_user(self.office).write({"active": False}),
        ):
            self.agent.sudo().active = True
            archive()
            self.assertFalse(self.agent.sudo().active)

    def test_another_interface_archives_at_once(self):
        self._lead()
        self._end_transaction()
        arguments = [
            self.env.cr.dbname,
            self.office.id,
            self.office.login,
            "res.users",
            "action_archive",
            [self.agent.ids],
        ]
        body = {"params": {"service": "object", "method": "execute_kw"}}
        body["params"]["args"] = arguments
        headers = {"Content-Type": "application/json"}
        with mute_logger("odoo.addons.rpc.controllers.jsonrpc"):
            self.url_open("/jsonrpc", json.dumps(body), headers=headers)
        self.env.invalidate_all()
        self.assertFalse(self.agent.sudo().active)

    @mute_logger("odoo.http")
    def test_who_may_not_archive_learns_nothing(self):
        self._lead()
        self._end_transaction()
        action, error = self._call(self.colleague, "action_archive", self.agent)
        self.assertFalse(action)
        self.assertEqual(error["data"]["name"], "odoo.exceptions.AccessError")
        self.assertTrue(self.agent.sudo().active)

    @mute_logger("odoo.http")
    def test_others_cannot_use_the_offer(self):
        self._lead()
        offer = self._offer(self.agent)
        for method in ("action_archive", "action_handover"):
            _result, error = self._call(self.colleague, method, offer)
            self.assertTrue(error)
        self.assertTrue(self.agent.sudo().active)

    def test_the_handover_starts_with_the_leaver(self):
        self._lead()
        offer = self._offer(self.agent)
        action, _error = self._call(self.office, "action_handover", offer)
        self.assertEqual(action["res_model"], "crm.lead.handover")
        self.assertEqual(action["context"], {"default_user_id": self.agent.id})

    def test_who_only_manages_users_is_asked_too(self):
        self.south.sudo().crm_team_member_ids.unlink()  # Odoo would refuse
        self._lead(team_id=False).sudo().user_id = self.colleague
        self.office.sudo().group_ids -= self.env.ref(ADMINISTRATOR)
        offer = self._offer(self.colleague)
        arch = offer.get_view()["arch"]
        self.assertNotIn("Hand Over First", arch)
        self.assertIn("Archive Anyway", arch)
        self._call(self.office, "action_archive", offer, route="call_button")
        self.assertFalse(self.colleague.sudo().active)

    def test_a_program_with_a_key_archives_at_once(self):
        self._lead()
        keys = self.env["res.users.apikeys"].with_user(self.office).sudo(False)
        key = keys._generate("rpc", "archiving", datetime.now() + timedelta(days=1))
        self._end_transaction()
        response = self.url_open(
            "/json/2/res.users/action_archive",
            json.dumps({"ids": self.agent.ids}),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {key}",
            },
        )
        self.assertEqual(response.status_code, 200, response.text)
        self.env.invalidate_all()
        self.assertFalse(self.agent.sudo().active)
