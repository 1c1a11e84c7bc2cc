# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .contacts_common import NOW, ContactsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsReader(ContactsCommon):
    """Who may not change an opportunity does not end its silence."""

    def test_a_note_of_a_reader_does_not_end_the_silence(self):
        lead = self._opened()
        with self._at(NOW):
            self.env["crm.lead.share"].create(
                {"lead_id": lead.id, "user_id": self.colleague.id}
            )
        call = self.env.ref("mail.mail_activity_data_call").id
        theirs = lead.with_user(self.colleague)
        with self._at(NOW):
            note = theirs.message_post(body="Seen", subtype_xmlid="mail.mt_note")
        for attempt in (
            lambda: theirs.message_post(body="x", mail_activity_type_id=call),
            lambda: note.write({"mail_activity_type_id": call}),
            lambda: note.write({"message_type": "email_outgoing"}),
            lambda: note.write({"outgoing_email_to": "buyer@siam.example.com"}),
            lambda: note.write({"is_internal": False}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        note.write({"body": "Seen and read"})
        self.assertFalse(self._last(lead))

    def test_a_notification_to_oneself_does_not_end_the_silence(self):
        lead = self._opened()
        call = self.env.ref("mail.mail_activity_data_call").id
        with self._at(NOW):
            threads = self.env["mail.thread"].with_user(self.outsider)
            threads.message_notify(
                body="x",
                partner_ids=self.outsider.partner_id.ids,
                model="crm.lead",
                res_id=lead.id,
                mail_activity_type_id=call,
            )
        self.assertFalse(self._last(lead))
