# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .contacts_common import NOW, ContactsDoorsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsOutside(ContactsDoorsCommon):
    """Who is outside, and what the salesperson of an opportunity may not read."""

    leaver = None

    def _door_quotation_passed_to_the_salesperson(self, lead):
        order = self._quotation(lead)
        order.sudo().user_id = self.supervisor
        self._mail(order)
        self.env.flush_all()
        order.sudo().user_id = self.agent

    def _door_opportunity_passed_to_the_salesperson(self, lead):
        order = self._quotation(lead)
        lead.sudo().user_id = self.supervisor
        self._mail(order)
        self._end_transaction()
        lead.sudo().user_id = self.agent

    def _door_mail_from_a_mail_program(self, lead):
        self._write_outside(lead, "To: buyer@siam.example.com")

    def _door_mail_program_with_a_copy(self, lead):
        self._write_outside(
            lead, "To: sales@example.com\nCc: Buyer <buyer@siam.example.com>"
        )

    def _write_outside(self, lead, recipients):
        self.agent.sudo().email = "agent@own.example.com"
        self.supervisor.sudo().email = "supervisor@own.example.com"
        with self.mock_mail_gateway():
            self.env["mail.thread"].sudo().message_process(
                "crm.lead",
                f"From: agent@own.example.com\n{recipients}\nSubject: Offer\n"
                f"Message-Id: <{lead.id}@own.example.com>\n\nHere it is.",
                thread_id=lead.id,
            )

    def _door_template_sent(self, lead):
        self._send(lead, self.customer)

    def _send(self, lead, partner):
        template = self.env["mail.template"].sudo()
        template = template.create(
            {
                "name": "News",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "body_html": "News",
                "subject": "News",
                "partner_to": str(partner.id),
                "use_default_to": False,
                "auto_delete": False,
            }
        )
        with self.mock_mail_gateway():
            template.send_mail(lead.id, force_send=False)

    def _door_meeting_with_a_customer(self, lead):
        self._meeting_of(lead, self.supervisor.partner_id | self.customer)

    def _meeting_of(self, lead, partners):
        partners |= self.agent.partner_id
        return self._meeting(NOW, lead, partner_ids=[(6, 0, partners.ids)])

    def _not_mail_of_a_former_colleague(self, lead):
        # archived by the system: an administrator would pass on what is open
        self.leaver = self.leaver or self.env(su=True)["res.users"].create(
            {"name": "Leaver", "login": "leaver", "email": "leaver@own.example.com"}
        )
        self._mail(
            lead,
            author_id=self.leaver.partner_id.id,
            partner_ids=self.supervisor.partner_id.ids,
        )
        self.leaver.active = False
        self._mail(lead, partner_ids=self.leaver.partner_id.ids)

    def _not_template_to_a_colleague(self, lead):
        self._send(lead, self.supervisor.partner_id)

    def _not_mail_program_among_colleagues(self, lead):
        self._write_outside(lead, "To: Boss <Supervisor@own.example.com>")

    def _not_quotation_of_a_colleague(self, lead):
        order = self._quotation(lead)
        order.sudo().user_id = self.supervisor
        self._mail(order)

    def _not_meeting_among_colleagues(self, lead):
        self._meeting_of(lead, self.supervisor.partner_id)

    def _not_meeting_declined(self, lead):
        meeting = self._meeting_of(lead, self.customer)
        self._end_transaction()
        guests = meeting.attendee_ids
        guests.filtered(lambda one: one.partner_id == self.customer).do_decline()

    def test_what_somebody_outside_took_part_in_ends_the_silence(self):
        self.assertDoors("_door_", NOW, 9)

    def test_talk_among_colleagues_does_not(self):
        self.assertDoors("_not_", False, 20)

    def test_an_opportunity_that_is_passed_on(self):
        lead = self._opened()
        with self._at(NOW):
            self._mail(self._quotation(lead))
        with self._at("2026-03-13 10:00"):
            lead.sudo().user_id = self.supervisor
        self.assertFalse(self._last(lead.with_user(self.supervisor)))
