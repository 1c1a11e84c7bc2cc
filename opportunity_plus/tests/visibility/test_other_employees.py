# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestOtherEmployees(OpportunityPlusCommon):
    """Employees without sales rights work with their own applications as ever."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.outsider)

    def test_they_invite_to_meetings(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Fire drill",
                "start": "2026-12-01 09:00",
                "stop": "2026-12-01 10:00",
                "partner_ids": [Command.link(self.agent.partner_id.id)],
            }
        )
        event.res_id = False
        self.assertIn(self.agent.partner_id, event.attendee_ids.partner_id)

    def test_they_send_templates(self):
        template = self.env["mail.template"].create(
            {
                "name": "News",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "body_html": "News",
                "subject": "News",
                "email_to": "buyer@siam.example.com",
            }
        )
        with self.mock_mail_gateway(mail_unlink_sent=False):
            template.send_mail(self.customer.id)
        self.assertEqual(self._new_mails.mapped("subject"), ["News"])

    def test_they_change_messages_of_their_documents(self):
        message = self.customer.with_user(self.agent).message_post(
            body="x",
            message_type="comment",
            partner_ids=self.env.user.partner_id.ids,
        )
        own = self.env.user.partner_id.message_post(body="x", message_type="comment")
        for one in (message.with_env(self.env), own):
            # neither body nor subject: invoicing keeps those of contacts
            one.partner_ids += self.agent.partner_id
            self.assertIn(self.agent.partner_id, one.partner_ids)

    def test_they_notify_of_their_documents(self):
        own = self.env.user.partner_id.message_post(body="x")
        notice = self.env["mail.notification"].create(
            {"mail_message_id": own.id, "res_partner_id": self.agent.partner_id.id}
        )
        self.assertEqual(notice.res_partner_id, self.agent.partner_id)
