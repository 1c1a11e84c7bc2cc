# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .contacts_common import ContactsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsHidden(ContactsCommon):
    """What the list of contacts tells, and what it does not."""

    def setUp(self):
        super().setUp()
        self.lead = self._opened(name="Cold store")

    def test_a_private_meeting_with_a_customer_is_not_told_to_others(self):
        with self._at("2026-03-05 10:00"):
            self._meeting(
                "2026-03-05 09:00",
                privacy="private",
                partner_ids=[(6, 0, (self.agent.partner_id | self.customer).ids)],
            )
        rows = self._contacts(commercial_partner_id=self.customer.id)
        self.assertEqual(rows.kind, "visit")
        self.assertTrue(rows.oplus_is_readable)
        others = rows.with_user(self.supervisor)
        domain = [("commercial_partner_id", "=", self.customer.id)]
        self.assertFalse(others.search(domain))
        self.assertFalse(others.sudo().oplus_is_readable)
        with self.assertRaises(AccessError):
            others.read(["date"])

    def test_a_mail_without_an_author_is_one_that_was_sent(self):
        with self._at("2026-03-05 10:00"):
            self._mail(
                self.lead,
                author_id=False,
                email_from="sales@example.com",
                message_type="email_outgoing",
            )
        rows = self._contacts(lead_id=self.lead.id)
        self.assertEqual(rows.direction, "out")

    def test_a_next_step_that_went_elsewhere_is_not_shown(self):
        with self._at("2026-03-05 10:00"):
            made = self.lead.action_log_contact(
                "call", False, "", next_date="2026-03-06"
            )
        row = self._contacts(lead_id=self.lead.id)
        self.assertTrue(row.next_step)
        step = self.env["mail.activity"].sudo().browse(made["next_activity_id"])
        step.res_id = self._opened(name="Hidden").id
        row = self._contacts(lead_id=self.lead.id)
        self.assertFalse(row.next_step or row.next_activity_id)
