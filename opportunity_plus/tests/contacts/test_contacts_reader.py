# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from .contacts_common import NOW, ContactsCommon

UPDATE = "opportunity_plus/migrations/19.0.9.0.0/post-contacts.py"


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
        self._notify(lead)
        self.assertFalse(self._last(lead))

    def _notify(self, lead):
        """A call that somebody without any right tells themselves of."""
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

    def test_an_update_ends_no_silence_that_was_ended_by_one(self):
        lead, called = self._opened(), self._opened()
        self._notify(lead)
        with self._at(NOW):
            self._done(called)
        right = [self._last(one) for one in (lead, called)]
        self.assertEqual(right, [False, NOW])
        # as earlier versions counted it
        self.env.cr.execute(
            "INSERT INTO crm_lead_contact_state AS state"
            " (lead_id, contact_date, lead_contact_date) VALUES (%(lead)s, %(now)s,"
            " %(now)s) ON CONFLICT (lead_id) DO UPDATE SET"
            " contact_date = EXCLUDED.contact_date,"
            " lead_contact_date = EXCLUDED.lead_contact_date",
            {"lead": lead.id, "now": NOW},
        )
        self.env.invalidate_all()
        self.assertEqual(str(lead.last_contact_date), f"{NOW}:00")
        with self._at("2026-03-22 09:00"):
            script = load_script(file_path(UPDATE), "post-contacts")
            script.migrate(self.env.cr, "19.0.8.0.0")
            self.env.invalidate_all()
            self.assertFalse(lead.last_contact_date)
        self.assertEqual([self._last(one) for one in (lead, called)], right)
