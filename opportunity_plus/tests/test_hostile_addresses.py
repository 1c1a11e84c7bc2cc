# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import product
from unittest.mock import patch
from urllib.parse import quote
from xmlrpc.client import Fault

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models.foundation.jobs import is_job
from .common import OpportunityPlusCommon
from .fuzz.values import LINK_IDS, TOKENS

# addresses in mails about an opportunity or a lead
LINKS = ("/lead/case_mark_won", "/lead/case_mark_lost", "/lead/convert")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHostileAddresses(OpportunityPlusCommon, HttpCase):
    """Addresses that somebody has typed, shortened or made up."""

    def _assertNoFault(self, path, answer):
        self.assertLess(answer.status_code, 500, path)
        self.assertNotIn("Traceback", answer.text, path)

    def _follow(self, path):
        with mute_logger("odoo.addons.mail.controllers.mail", "odoo.http"):
            self._assertNoFault(path, self.url_open(path, allow_redirects=False))

    def setUp(self):
        super().setUp()
        self.leads = self._leads(2, type="lead").sudo()
        self._end_transaction()

    def _assert_still_leads(self):
        self.env.invalidate_all()
        self.assertEqual(set(self.leads.mapped("type")), {"lead"})
        self.assertFalse(any(self.leads.mapped("date_conversion")))

    def test_links_of_mails(self):
        self.authenticate(self.agent.login, self.agent.login)
        for path in LINKS:
            for query in ("", "?res_id=1", "?token=abc"):
                self._follow(path + query)
            for id_, token in product(LINK_IDS, TOKENS):
                self._follow(f"{path}?res_id={quote(id_)}&token={quote(token)}")
            for lead, token in product(self.leads, TOKENS):
                self._follow(f"{path}?res_id={lead.id}&token={quote(token)}")
        self._assert_still_leads()

    def test_links_of_mails_with_a_token_that_is_right(self):
        self.authenticate(self.agent.login, self.agent.login)
        for path, id_ in product(LINKS, LINK_IDS):
            token = self.env["mail.thread"].sudo()._encode_link(path, {"res_id": id_})
            self._follow(f"{path}?res_id={quote(id_)}&token={token}")
        self._assert_still_leads()

    def test_files_for_no_opportunity(self):
        self.authenticate(self.agent.login, self.agent.login)
        for id_, is_pending in product(LINK_IDS, ("", "true", "x")):
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/mail/attachment/upload",
                    data={
                        "thread_id": id_,
                        "thread_model": "crm.lead",
                        "is_pending": is_pending,
                        "csrf_token": http.Request.csrf_token(self),
                    },
                    files={"ufile": ("note.txt", b"Hello")},
                )
            self._assertNoFault(id_, answer)

    def test_files_for_no_document(self):
        self.authenticate(self.agent.login, self.agent.login)
        file = {"ufile": ("note.txt", b"Hello")}
        for values, files in (
            ({}, file),
            ({"thread_id": "1"}, file),
            ({"thread_id": "1", "thread_model": "no.such.model"}, file),
            ({"thread_id": "1", "thread_model": "res.company.ldap\0"}, file),
            ({"thread_id": "1", "thread_model": "ir.rule"}, file),
            ({"thread_id": "abc", "thread_model": "res.partner"}, file),
            ({"thread_id": "1", "thread_model": "res.partner"}, None),
        ):
            token = http.Request.csrf_token(self)
            with mute_logger("odoo.http"):
                answer = self.url_open(
                    "/mail/attachment/upload",
                    data={"csrf_token": token, **values},
                    files=files,
                )
            self.assertEqual(answer.status_code, 404, values)

    def test_files_with_a_token_that_opportunities_do_not_have(self):
        lead = self._lead()
        self.authenticate(self.outsider.login, self.outsider.login)
        values = {"thread_id": lead.id, "thread_model": "crm.lead", "token": "abc"}
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/mail/attachment/upload",
                data={"csrf_token": http.Request.csrf_token(self), **values},
                files={"ufile": ("note.txt", b"Hello")},
            )
        self._assertNoFault("token", answer)
        self.assertFalse(lead.sudo().message_attachment_count)

    def test_facts_about_the_session(self):
        self.authenticate(self.agent.login, self.agent.login)
        for args in ([], [None], ["abc"], [[1]], [[1, 1]], [{"a": 1}]):
            answer = self.make_jsonrpc_request(
                "/web/dataset/call_kw",
                {
                    "model": "ir.http",
                    "method": "session_info",
                    "args": args or [[]],
                    "kwargs": {},
                },
            )
            self.assertIn("uid", answer)

    def test_nobody_poses_as_a_job(self):
        lead = self._lead()
        self._end_transaction()
        self.authenticate(self.agent.login, self.agent.login)
        self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": "crm.lead",
                "method": "write",
                "args": [lead.ids, {"stage_id": self.offer.id}],
                "kwargs": {"context": {"cron_id": 1, "ir_cron_progress_id": 1}},
            },
        )
        rows = self.env["crm.lead.revision"].search([("lead_id", "=", lead.id)])
        row = rows.filtered(lambda row: row.stage_id == self.offer)
        self.assertEqual((row.door, row.user_id), ("screen", self.agent))
        self.assertTrue(row.is_interaction)

    def _call(self, user, model, method, *args):
        """Call as a program does, which has no session."""
        database = self.env.cr.dbname
        key = (database, user.id, user.login)
        with mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc"):
            return self.xmlrpc_object.execute_kw(*key, model, method, *args)

    def test_no_program_poses_as_a_job(self):
        lead = self._lead()
        self._end_transaction()
        values = [lead.ids, {"stage_id": self.offer.id}]
        self._call(self.agent, "crm.lead", "write", values, {"context": {"cron_id": 1}})
        rows = self.env["crm.lead.revision"].search([("lead_id", "=", lead.id)])
        row = rows.filtered(lambda row: row.stage_id == self.offer)
        self.assertEqual((row.door, row.user_id), ("interface", self.agent))
        self.assertTrue(row.is_interaction)

    def test_a_job_that_a_program_runs_is_a_job(self):
        found = []

        def stalled(records):
            found.append(is_job(records))

        job = self.env.ref("opportunity_plus.ir_cron_stalled")
        system = self.env.ref("base.user_admin")
        system.sudo().password = system.login
        self._end_transaction()
        with patch.object(self.registry["crm.lead.stall"], "_cron_stalled", stalled):
            self._call(system, "ir.cron", "method_direct_trigger", [job.ids])
        self.assertEqual(found, [True])

    def test_the_lock_asks_who_calls_from_a_program(self):
        """Also where a method of another add-on writes as superuser for its caller."""
        lead = self._lead()
        lead.action_set_won()
        self._end_transaction()

        def take_back(leads):
            return leads.sudo().write({"stage_id": self.new.id})

        leads = self.registry["crm.lead"]
        with patch.object(leads, "action_take_back", take_back, create=True):
            with self.assertRaisesRegex(Fault, "reopen"):
                self._call(self.agent, "crm.lead", "action_take_back", [lead.ids])
            self.env.invalidate_all()
            self.assertEqual(lead.won_status, "won")
            self._call(self.admin, "crm.lead", "action_take_back", [lead.ids])
        self.env.invalidate_all()
        self.assertEqual(lead.won_status, "pending")
