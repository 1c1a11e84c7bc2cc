# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .sharing_common import SharingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMessagesOfOthers(SharingCommon):
    """Whoever was told of a message does not rewrite it."""

    def setUp(self):
        super().setUp()
        self.message = self.lead.message_post(
            body="We agreed on 5 percent",
            partner_ids=(self.outsider | self.colleague).partner_id.ids,
        )

    def _changes(self):
        return (
            {"body": "We agreed on 50 percent"},
            {"subject": "Other"},
            {"attachment_ids": [Command.clear()]},
            {"notified_partner_ids": [Command.clear()]},
        )

    def _kept(self):
        self.env.invalidate_all()
        message = self.message.sudo()
        return message.body, message.subject, message.notified_partner_ids

    def test_who_was_told_of_a_message_does_not_change_it(self):
        before = self._kept()
        self._share()
        for user in (self.outsider, self.colleague):
            message = self.message.with_user(user)
            for vals in self._changes():
                with (
                    self.subTest(user=user.name, vals=vals),
                    self.assertRaises(AccessError),
                    self.env.cr.savepoint(),
                ):
                    message.write(vals)
                    self.env.flush_all()
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                message.unlink()
        self.assertEqual(self._kept(), before)

    def test_who_may_write_the_opportunity_changes_and_deletes_it(self):
        self._share(access="write")
        for user in (self.agent, self.colleague, self.supervisor):
            self.message.with_user(user).body = user.name
            self.assertIn(user.name, self.message.body)
        self.message.with_user(self.supervisor).unlink()
        self.assertFalse(self.message.exists())

    def test_a_reader_changes_an_own_note(self):
        self._share()
        lead = self.lead.with_user(self.colleague)
        note = lead.message_post(body="x", subtype_xmlid="mail.mt_note")
        note.body = "y"
        self.assertIn("y", note.body)

    def test_what_odoo_offers_to_who_was_told_goes_on(self):
        message = self.message.with_user(self.outsider)
        message.toggle_message_starred()
        self.assertTrue(message.starred)
        message.set_message_done()
        self.env.invalidate_all()
        self.assertFalse(message.needaction)
        on_customer = self.customer.message_post(
            body="x",
            message_type="comment",
            partner_ids=self.outsider.partner_id.ids,
        )
        # neither body nor subject: invoicing keeps those of contacts
        on_customer.with_user(self.outsider).email_add_signature = False
        self.assertFalse(on_customer.email_add_signature)
