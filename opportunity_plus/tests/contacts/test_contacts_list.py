# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..documents.documents_common import OpportunityPlusDocumentsCommon
from .contacts_common import BEGIN, ContactsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsList(ContactsCommon, OpportunityPlusDocumentsCommon):
    """One list of the contacts of an opportunity and of a customer, for its readers."""

    def setUp(self):
        super().setUp()
        self.lead = self._opened(name="Cold store")

    def _rows(self, **terms):
        return [
            (contact.kind, contact.direction, contact.result)
            for contact in self._contacts(**terms).sorted("date")
        ]

    def test_it_tells_when_by_whom_and_what_came_of_it(self):
        with self._at("2026-03-03 10:00"):
            self._mail(self.lead, body="Our offer")
        with self._at("2026-03-04 10:00"):
            self._receive(self.lead, body="Too dear")
        with self._at("2026-03-05 10:00"):
            self.lead.action_log_contact(
                "call", False, "Line busy", next_date="2026-03-06"
            )
        with self._at("2026-03-06 10:00"):
            self._meeting("2026-03-06 09:00", self.lead, name="Site visit")
        self.assertEqual(
            self._rows(lead_id=self.lead.id),
            [
                ("message", "out", "reached"),
                ("message", "in", "reached"),
                ("call", False, "not_reached"),
                ("visit", False, "reached"),
            ],
        )
        sent, received, call, visit = self._contacts(lead_id=self.lead.id).sorted(
            "date"
        )
        self.assertIn("Our offer", sent.summary)
        self.assertIn("Too dear", received.summary)
        self.assertIn("Line busy", call.summary)
        self.assertEqual(visit.summary, visit.event_id.display_name)
        self.assertIn("03/06/2026", call.next_step)
        self.assertEqual(sent.author_id, self.agent.partner_id)
        self.assertEqual(received.author_id, self.customer)
        self.assertEqual(visit.author_id, self.agent.partner_id)
        self.assertEqual(str(call.date), "2026-03-05 10:00:00")

    def test_a_customer_has_those_of_all_its_contacts(self):
        partners = self.env["res.partner"].sudo()
        person = partners.create({"name": "Nok", "parent_id": self.customer.id})
        other = partners.create({"name": "Someone else"})
        with self._at("2026-03-03 10:00"):
            self._mail(self.lead)
            self._done(person.with_user(self.agent))
            self._meeting("2026-03-03 08:00", partner_ids=[(4, person.id)])
            self._meeting("2026-03-03 08:00", partner_ids=[(4, other.id)])
            self._done(other.with_user(self.agent))
        for partner in (person, self.customer):
            self._end_transaction()
            action = partner.with_user(self.agent).oplus_action_contacts()
            contacts = self.env["crm.lead.contact"].search(action["domain"])
            self.assertEqual(
                sorted(contacts.mapped("kind")), ["call", "message", "visit"]
            )
            self.assertEqual(contacts.commercial_partner_id, self.customer)

    def test_the_button_opens_those_of_the_opportunity(self):
        other = self._opened(name="Other")
        with self._at("2026-03-03 10:00"):
            self._mail(self.lead)
            self._mail(other)
        self._end_transaction()
        action = self.lead.oplus_action_contacts()
        contacts = self.env["crm.lead.contact"].search(action["domain"])
        self.assertEqual(contacts.lead_id, self.lead)
        document = contacts.action_open()
        self.assertEqual(document["res_id"], self.lead.id)

    def test_readers_see_what_they_may_read(self):
        share = {"lead_id": self.lead.id, "user_id": self.colleague.id}
        with self._at("2026-03-03 10:00"):
            self._mail(self.lead)
        order = self._order(self.lead)
        with self._at("2026-03-04 10:00"):
            self._mail(order.with_user(self.admin))
        for user, count in (
            (self.agent, 1),  # the quotation is the administrator's
            (self.supervisor, 2),
            (self.manager, 2),
            (self.admin, 2),
            (self.colleague, 0),
            (self.outsider, 0),
            (self.finance, 0),
        ):
            with self.subTest(user.login):
                self.assertSees(user, count)
        self.env["crm.lead.share"].create(share)
        self.assertSees(self.colleague, 1)
        order.with_user(self.admin).action_confirm()
        self.assertSees(self.finance, 2)

    def assertSees(self, user, count):
        self._end_transaction()
        self.env.invalidate_all()
        rows = self.env["crm.lead.contact"]
        found = rows.with_user(user).search([("lead_id", "=", self.lead.id)])
        self.assertEqual(len(found), count)
        hidden = rows.sudo().search([("lead_id", "=", self.lead.id)]) - found.sudo()
        for row in hidden:
            with self.assertRaises(AccessError):
                row.with_user(user).read(["summary"])
        found.read()

    def test_another_company_sees_nothing(self):
        # not in the name of the agent, who would get access to it
        companies = self.env(user=SUPERUSER_ID)["res.company"]
        company = companies.create({"name": "Elsewhere"})
        with self._at("2026-03-03 10:00"):
            self._mail(self.lead)
        self.lead.sudo().write(
            {"user_id": False, "team_id": False, "company_id": company.id}
        )
        for user in (self.agent, self.manager, self.admin):
            with self.subTest(user.login):
                self.assertSees(user, 0)

    def test_a_private_meeting_says_only_that_it_was(self):
        with self._at("2026-03-05 10:00"):
            self._meeting(
                "2026-03-05 09:00", self.lead, name="Secret talk", privacy="private"
            )
        rows = self._contacts(lead_id=self.lead.id)
        self.assertEqual(rows.summary, "Secret talk")
        self.env.invalidate_all()
        rows = rows.with_user(self.supervisor)
        self.assertEqual(rows.summary, "Busy")
        self.assertNotIn("Secret", str(rows.read()))
        self.assertNotIn(
            "Secret", str(rows.web_read({"event_id": {"fields": {"display_name": {}}}}))
        )

    def test_internal_notes_are_no_contacts(self):
        with self._at(BEGIN):
            self.lead.message_post(body="He is difficult")
        self.assertFalse(self._contacts(lead_id=self.lead.id))

    def test_nobody_writes_them(self):
        with self._at("2026-03-03 10:00"):
            message = self._mail(self.lead)
        row = self._contacts(lead_id=self.lead.id)
        for user in (self.agent, self.admin):
            with self.assertRaises(AccessError):
                row.with_user(user).write({"result": "not_reached"})
            with self.assertRaises(AccessError):
                row.with_user(user).unlink()
            with self.assertRaises(AccessError):
                message.with_user(user).write({"oplus_is_unreached": True})
            states = self.env["crm.lead.contact.state"].with_user(user)
            with self.assertRaises(AccessError):
                states.create({"lead_id": self.lead.id})

    def test_filters_and_groups_of_the_list(self):
        with self._at("2026-03-05 10:00"):
            self._mail(self.lead)
            self.lead.action_log_contact("call", False, "")
        self._end_transaction()
        rows = self.env["crm.lead.contact"]
        view = rows.get_view(view_type="search")["arch"]
        self.assertIn("author_id.user_ids", view)
        mine = rows.search(
            [("lead_id", "=", self.lead.id), ("author_id.user_ids", "=", self.agent.id)]
        )
        self.assertEqual(len(mine), 2)
        groups = rows._read_group(
            [("lead_id", "=", self.lead.id)], ["kind"], ["__count"]
        )
        self.assertEqual(sorted(groups), [("call", 1), ("message", 1)])
