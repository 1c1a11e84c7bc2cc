# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestVisibilityMail(HostileAgentCommon):
    """A user who lets in a mail does no more than by hand; a gateway goes on as ever.

    The colleague is hostile; the administrator of the CRM is the sender of the mails.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings = cls._user("settings", "base.group_system")

    def setUp(self):
        super().setUp()
        self.admin.sudo().email = "admin@siam.example.com"
        self.customer.sudo().email = "boss@siam.example.com"

    def _mail(self, user=None, model="crm.lead", reply=None, **values):
        """Let in a mail that says it is from the administrator.

        :param reply: the message that it answers
        """
        number = self.env["mail.message"].sudo().search_count([])
        headers = {
            "From": "admin@siam.example.com",
            "To": "nobody@example.net",
            "Subject": "By mail",
            "Message-Id": f"<{number}.mail@example.net>",
        }
        if reply:
            headers["In-Reply-To"] = reply.sudo().message_id
        text = "\n".join(f"{name}: {value}" for name, value in headers.items())
        threads = self.env["mail.thread"].with_user(user or self.env.user)
        return threads.message_process(
            model, f"{text}\n\nBody", custom_values=values or None
        )

    def _by_mail(self, user=None, **values):
        lead_id = self._mail(user, type="opportunity", **values)
        return self.env["crm.lead"].browse(lead_id).sudo()

    def assertRefused(self, attempt):
        count = self.env["crm.lead"].sudo().search_count([])
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            attempt()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.env["crm.lead"].sudo().search_count([]), count)

    def test_what_an_agent_lets_in_is_the_agent_s_own(self):
        for values in ({}, {"priority": "1"}, {"user_id": self.colleague.id}):
            lead = self._by_mail(**values)
            with self.subTest(values):
                self.assertEqual(lead.user_id, self.colleague)
                self.assertEqual(lead.create_uid, self.colleague)
                self.assertEqual(lead.message_ids.author_id, self.colleague.partner_id)
                self.assertEqual(lead.message_ids.create_uid, self.colleague)

    def test_the_salesperson_is_the_one_that_a_form_proposes(self):
        self.customer.sudo().user_id = self.agent
        partner = {"partner_id": self.customer.id}
        self.assertEqual(self._by_mail(**partner).user_id, self.colleague)
        lead = self._by_mail(self.supervisor, **partner)
        self.assertEqual(lead.user_id, self.agent)
        self.assertEqual(self._by_mail(self.manager).user_id, self.manager)

    def test_an_agent_opens_nothing_by_mail_that_a_form_would_refuse(self):
        companies = self.env["res.company"].with_user(SUPERUSER_ID)
        company = companies.create({"name": "Elsewhere"})
        for values in (
            {"user_id": self.agent.id},
            {"company_id": company.id},
            {"company_id": company.id, "user_id": False},
        ):
            with self.subTest(values):
                self.assertRefused(lambda values=values: self._by_mail(**values))
        self.assertEqual(self._by_mail(user_id=False).user_id, self.env.user)
        self.assertRefused(lambda: self._mail(self.outsider))
        self.assertRefused(lambda: self._mail(self.outsider, type="opportunity"))

    def test_the_date_of_closing_is_not_taken_from_a_mail(self):
        for stage in (self.new, self.won):
            lead = self._by_mail(stage_id=stage.id, date_closed="2001-01-01 00:00:00")
            closed = lead.date_closed and lead.date_closed.date()
            self.assertNotEqual(closed, date(2001, 1, 1))

    def test_an_order_is_not_made_in_the_name_of_the_sender(self):
        values = {"partner_id": self.customer.id, "opportunity_id": self.secret.id}
        self.assertRefused(lambda: self._mail(model="sale.order", **values))

    def test_an_answer_does_not_reach_a_chatter_that_is_out_of_sight(self):
        message = self.secret.with_user(self.agent).message_post(body="Hello")
        share = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        with self._at("2026-03-02 09:00"):
            shares = self.env["crm.lead.share"].with_user(self.agent)
            shares.create(share | {"date_end": "2026-03-02"})
        before = self.secret.sudo().message_ids
        for user in (self.colleague, self.outsider):
            with self.subTest(user.name):
                self.assertRefused(lambda user=user: self._mail(user, reply=message))
        self.assertEqual(self.secret.sudo().message_ids, before)

    def test_a_reader_answers_nobody_by_mail(self):
        message = self.secret.with_user(self.agent).message_post(body="Hello")
        self.env["crm.lead.share"].with_user(self.agent).create(
            {"lead_id": self.secret.id, "user_id": self.colleague.id}
        )
        self.assertRefused(lambda: self._mail(reply=message))

    def test_the_salesperson_answers_by_mail_in_the_own_name(self):
        message = self.secret.with_user(self.agent).message_post(body="Hello")
        self._mail(self.agent, reply=message)
        answer = self.secret.sudo().message_ids[0]
        self.assertIn("Body", answer.body)
        self.assertEqual(answer.author_id, self.agent.partner_id)

    def test_only_a_gateway_tells_of_returned_mails(self):
        lead = self.secret.sudo()
        message = lead.message_post(body="x", subtype_xmlid="mail.mt_comment")
        mail = (
            "From: MAILER-DAEMON@example.net\nTo: bounce@example.net\n"
            "Message-Id: <returned@example.net>\nSubject: Returned\n"
            'Content-Type: multipart/report; boundary="b"\n\n'
            "--b\nContent-Type: text/plain\n\nNo\n"
            "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
            "Final-Recipient: rfc822; boss@siam.example.com\n"
            "--b\nContent-Type: message/rfc822\n\n"
            f"Message-Id: {message.message_id}\nSubject: x\n\nx\n--b--\n"
        )
        for user, bounces in ((self.colleague, 0), (self.settings, 1)):
            threads = self.env["mail.thread"].with_user(user)
            threads.message_process("crm.lead", mail)
            with self.subTest(user.name):
                self.assertEqual(lead.message_bounce, bounces)

    def test_a_gateway_goes_on_as_in_odoo(self):
        root = self.env["res.users"].browse(SUPERUSER_ID)
        for user in (root, self.settings):
            with self.subTest(user.login):
                lead = self._by_mail(user, user_id=self.agent.id)
                self.assertEqual(lead.user_id, self.agent)
                self.assertEqual(lead.create_uid, self.admin)
                self.assertEqual(lead.message_ids.author_id, self.admin.partner_id)
                self.assertFalse(self._by_mail(user).user_id)
                message = self.secret.sudo().message_ids[:1]
                self._mail(user, reply=message)
                answer = self.secret.sudo().message_ids[0]
                self.assertEqual(answer.author_id, self.admin.partner_id)

    def test_a_mail_to_a_team_is_an_opportunity_of_the_team(self):
        self.env["mail.alias.domain"].sudo().search([]).unlink()
        domain = self.env["mail.alias.domain"].sudo().create({"name": "example.net"})
        self.env["res.company"].sudo().search([]).alias_domain_id = domain
        self.south.sudo().write({"alias_name": "nobody", "use_opportunities": True})
        lead_id = self._mail(self.settings, model=False)
        lead = self.env["crm.lead"].sudo().browse(lead_id)
        self.assertEqual((lead.team_id, lead.name), (self.south, "By mail"))
