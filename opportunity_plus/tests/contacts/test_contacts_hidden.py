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

    # what is shared without its documents

    def _shared(self, **terms):
        vals = {"lead_id": self.lead.id, "user_id": self.colleague.id, **terms}
        self.env["crm.lead.share"].create({"access": "read", **vals})

    def _told(self, user, moment="2026-03-22 09:00"):
        """The last contact and the silence that a user is told of, by each door."""
        with self._at(moment):
            self._end_transaction()
            self.env.invalidate_all()
            lead = self.lead.with_user(user)
            last = lead.last_contact_date
            self.assertEqual(lead.sudo().last_contact_date, last)
            found = [
                lead.search([("id", "=", lead.id), (name, "=", lead[name])])
                for name in ("last_contact_date", "silence_days", "oplus_is_silent")
            ]
            self.assertEqual(found, [lead] * 3)
            return last and str(last), lead.silence_days, lead.oplus_is_silent

    def _quotation_sent(self):
        with self._at("2026-03-05 10:00"):
            self._mail(self.lead)
        with self._at("2026-03-20 10:00"):
            order = self.env["sale.order"].create(
                {"partner_id": self.customer.id, "opportunity_id": self.lead.id}
            )
            order.user_id = self.agent
            self._mail(order)

    def test_whoever_may_not_read_the_quotation_is_not_told_of_its_messages(self):
        self._quotation_sent()
        self._shared()
        self.assertEqual(self._told(self.agent), ("2026-03-20 10:00:00", 1, False))
        self.assertEqual(self._told(self.supervisor), self._told(self.agent))
        self.assertEqual(self._told(self.colleague), ("2026-03-05 10:00:00", 16, True))

    def test_whoever_reads_the_documents_is_told(self):
        self._quotation_sent()
        self._shared(include_documents=True)
        self.assertEqual(self._told(self.colleague), self._told(self.agent))

    def test_meetings_are_those_of_the_opportunity(self):
        self._quotation_sent()
        self._shared()
        with self._at("2026-03-20 11:00"):
            self._meeting(
                "2026-03-21 09:00",
                self.lead,
                partner_ids=[(6, 0, (self.agent.partner_id | self.customer).ids)],
            )
        self.assertEqual(self._told(self.colleague)[0], "2026-03-21 09:00:00")
        with self._at("2026-03-22 09:00"):
            states = self.env["crm.lead.contact.state"].sudo()
            self.assertFalse(states._state_faults())
