# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .sharing_common import SharingCommon

NOTE, COMMENT = "mail.mt_note", "mail.mt_comment"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAnswersByMail(SharingCommon):
    """An employee's answer to a notification reaches the customer only if the employee
    may write to the opportunity."""

    def setUp(self):
        super().setUp()
        self.customer.sudo().email = "buyer@siam.example.com"
        self.people = self.agent | self.colleague | self.outsider
        for user in self.people.sudo():
            user.email = f"{user.login}@ours.example.com"
        self.lead.message_subscribe(partner_ids=self.customer.ids)
        self.message = self._posted(COMMENT, self.agent)
        self._end_transaction()

    def _posted(self, kind, user, told=None):
        return self.lead.with_user(user).message_post(
            body="Hello",
            message_type="comment",
            subtype_xmlid=kind,
            partner_ids=(told or self.outsider.partner_id).ids,
        )

    def _answer(self, user, message=None, **headers):
        """Let a gateway deliver an answer, and return it; none if it is not posted."""
        before = self.lead.sudo().message_ids
        headers = {
            "From": user.sudo().email,
            "To": "reply@ours.example.com",
            "Subject": "Re: Cold store",
            "Message-Id": f"<{len(before)}.answer@example.net>",
            "In-Reply-To": (message or self.message).sudo().message_id,
            **headers,
        }
        text = "\n".join(f"{name}: {value}" for name, value in headers.items())
        threads = self.env["mail.thread"].with_user(SUPERUSER_ID)
        with self.mock_mail_gateway(mail_unlink_sent=False):
            threads.message_process(False, f"{text}\n\nMy answer")
        self.env.invalidate_all()
        return self.lead.sudo().message_ids - before

    def _told(self):
        """The addresses that mails of the last answer went to."""
        told = {address for mail in self._mails for address in mail["email_to"]}
        return " ".join(told)

    def assertNote(self, answer, user):
        self.assertEqual(answer.author_id, user.partner_id)
        self.assertEqual(answer.subtype_id, self.env.ref(NOTE))
        self.assertTrue(answer.is_internal)
        self.assertNotIn("buyer@", self._told())
        self.assertFalse(answer.partner_ids & self.customer)
        self.assertFalse(answer.notified_partner_ids & self.customer)

    def test_a_reader_s_answer_is_a_note(self):
        self._share()
        self._end_transaction()
        self.assertNote(self._answer(self.colleague), self.colleague)
        everybody = "reply@ours.example.com, buyer@siam.example.com"
        answer = self._answer(self.colleague, To=everybody)
        self.assertNote(answer, self.colleague)

    def test_a_reader_s_answer_to_the_customer_is_a_note(self):
        self._share()
        self._end_transaction()
        written = self.lead.sudo().message_post(
            body="Yes",
            author_id=self.customer.id,
            message_type="email",
            subtype_xmlid=COMMENT,
        )
        self.assertNote(self._answer(self.colleague, written), self.colleague)

    def test_who_reads_no_more_gets_the_answer_back(self):
        with self._at("2026-03-02 09:00"):
            self._share(date_end="2026-03-02")
        message = self._posted(COMMENT, self.agent, self.customer)
        for user in (self.colleague, self.outsider):
            with self.subTest(user.name):
                self.assertFalse(self._answer(user, message))
                (mail,) = self._mails
                self.assertIn(user.sudo().email, str(mail["email_to"]))
                self.assertIn("Your answer was not posted", mail["body"])
                self.assertNotIn("Cold store", mail["body"])

    def test_who_may_write_and_the_customer_answer_as_ever(self):
        answer = self._answer(self.agent)
        self.assertEqual(answer.subtype_id, self.env.ref(COMMENT))
        self.assertIn("buyer@", self._told())
        answer = self._answer(self.customer)
        self.assertEqual(answer.author_id, self.customer)
        self.assertEqual(answer.subtype_id, self.env.ref(COMMENT))
        self._share(access="write")
        self._end_transaction()
        answer = self._answer(self.colleague)
        self.assertEqual(answer.subtype_id, self.env.ref(COMMENT))

    def test_who_is_asked_by_name_answers_with_a_note(self):
        for kind in (NOTE, COMMENT):
            with self.subTest(kind):
                asked = self._posted(kind, self.agent)
                answer = self._answer(self.outsider, asked)
                self.assertNote(answer, self.outsider)
                self.assertIn(self.agent.partner_id, answer.notified_partner_ids)
