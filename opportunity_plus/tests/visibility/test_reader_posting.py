# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon

COMMENT = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
NOTE = {"message_type": "comment", "subtype_xmlid": "mail.mt_note"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReaderPosting(OpportunityPlusCommon, HttpCase):
    """Readers log notes for colleagues, whatever the door to the chatter.

    The colleague reads an opportunity of the agent.
    """

    def setUp(self):
        super().setUp()
        self.lead = self._lead(name="Cold store")
        self.customer.sudo().email = "buyer@siam.example.com"
        self.share = self.env["crm.lead.share"].create(
            {"lead_id": self.lead.id, "user_id": self.colleague.id}
        )
        self._end_transaction()

    def _ask(self, route, **params):
        """Call a route as the web client does, and return its answer."""
        answer = self.opener.post(
            f"{self.base_url()}/mail/message/{route}",
            json={"jsonrpc": "2.0", "id": 0, "method": "call", "params": params},
        )
        return answer.json()

    def _post(self, user, **post_data):
        self.authenticate(user.login, user.login)
        return self._ask(
            "post",
            thread_model="crm.lead",
            thread_id=self.lead.id,
            post_data={"body": "Hello", **post_data},
        )

    def _posted(self, user, **post_data):
        id_ = self._post(user, **post_data)["result"]["message_id"]
        return self.env["mail.message"].sudo().browse(id_)

    def _update(self, message, **data):
        data = {"body": "Hi", **data}
        return self._ask("update_content", message_id=message.id, update_data=data)

    def assertRefused(self, door, *args, **values):
        """Refused in words, and nothing has changed on the opportunity."""
        before = self.lead.sudo().message_ids
        told = before.partner_ids
        with mute_logger("odoo.http"):
            answer = door(*args, **values)
        words = "mention nobody but colleagues: Cold store"
        self.assertIn(words, answer["error"]["data"]["message"])
        self.env.invalidate_all()
        self.assertEqual(self.lead.sudo().message_ids, before)
        self.assertEqual(before.partner_ids, told)

    def test_a_reader_posts_notes_to_colleagues_alone(self):
        customer = {"partner_ids": self.customer.ids}
        for values in (
            {**COMMENT, **customer},
            COMMENT,
            {**NOTE, **customer},
            {**NOTE, "partner_emails": ["buyer@siam.example.com"]},
            {"message_type": "email_outgoing"},
            customer,
        ):
            with self.subTest(values):
                self.assertRefused(self._post, self.colleague, **values)
        told = {"partner_ids": self.agent.partner_id.ids}
        note = self._posted(self.colleague, **NOTE, **told)
        self.assertEqual(note.author_id, self.colleague.partner_id)
        self.assertEqual(note.partner_ids, self.agent.partner_id)
        self.assertTrue(self._posted(self.colleague).subtype_id.internal)

    def test_a_reader_brings_nobody_outside_into_a_note(self):
        note = self._posted(self.colleague, **NOTE)
        self.assertRefused(self._update, note, partner_ids=self.customer.ids)
        self._update(note, partner_ids=self.agent.partner_id.ids)
        self.env.invalidate_all()
        self.assertEqual(note.partner_ids, self.agent.partner_id)
        self.assertIn("Hi", note.body)

    def test_who_may_write_posts_as_ever(self):
        for access in ("read", "write"):
            self.share.access = access
            user = self.colleague if access == "write" else self.agent
            values = {**COMMENT, "partner_ids": self.customer.ids}
            message = self._posted(user, **values)
            with self.subTest(user.name):
                self.assertEqual(message.partner_ids, self.customer)
                answer = self._update(message, partner_ids=self.customer.ids)
                self.assertNotIn("error", answer)

    def test_other_programs_post_as_superuser_for_a_reader(self):
        lead = self.lead.with_user(self.colleague).sudo()
        told = {"partner_ids": self.customer.ids}
        message = lead.message_post(body="Order confirmed", **COMMENT, **told)
        self.assertEqual(message.partner_ids, self.customer)
        activity = self.lead.activity_schedule("mail.mail_activity_data_call")
        activity.user_id = self.colleague
        activity.with_user(self.colleague).action_feedback(feedback="Done")
        done = self.lead.sudo().message_ids[0]
        self.assertEqual(done.author_id, self.colleague.partner_id)
        self.assertTrue(done.mail_activity_type_id)

    # text messages

    def _numbers(self):
        if "sms.composer" not in self.env:
            self.skipTest("needs the add-on sms")
        self.lead.phone = "+66812345678"
        self._end_transaction()
        return {"body": "Buy now", "sms_numbers": ["+66812345678"]}

    def _texts(self):
        return self.env["sms.sms"].sudo().search_count([])

    def test_a_reader_sends_no_text_messages_to_many(self):
        self._numbers()
        values = {
            "composition_mode": "mass",
            "res_model": "crm.lead",
            "res_ids": str(self.lead.ids),
            "body": "Buy now",
            "mass_keep_log": True,
            "mass_force_send": False,
        }
        before = self._texts(), self.lead.message_ids
        for user, told in ((self.colleague, 0), (self.agent, 1)):
            composer = self.env["sms.composer"].with_user(user)
            if user == self.colleague:
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    composer.create(values).action_send_sms()
            else:
                composer.create(values).action_send_sms()
            with self.subTest(user.name):
                self.env.invalidate_all()
                self.assertEqual(self._texts(), before[0] + told)
                self.assertEqual(len(self.lead.message_ids - before[1]), told)

    def test_a_note_of_a_reader_is_no_text_message(self):
        numbers = self._numbers()
        lead = self.lead.with_user(self.colleague)
        told = {"partner_ids": self.agent.partner_id.ids}
        threads = self.env["mail.thread"].with_user(self.colleague)
        here = {"model": "crm.lead", "res_id": self.lead.id}
        for attempt in (
            lambda: lead.message_post(**numbers, **NOTE),
            lambda: lead.message_notify(**numbers, **told),
            lambda: threads.message_notify(**numbers, **told, **here),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        system = self.lead.with_user(SUPERUSER_ID)
        system.message_post(**numbers, **NOTE, put_in_queue=True)
        self.assertEqual(self._texts(), 1)
