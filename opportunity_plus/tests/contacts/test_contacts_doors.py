# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .contacts_common import NOW, ContactsDoorsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsDoors(ContactsDoorsCommon):
    """What ends the silence of an opportunity, by whatever door it comes."""

    # doors; each is given an opportunity on 12 March

    def _door_mail_sent(self, lead):
        self._mail(lead)

    def _door_mail_received(self, lead):
        self._receive(lead)

    def _door_mail_of_somebody_unknown(self, lead):
        self._receive(lead, author_id=False, email_from="new@buyer.example.com")

    def _door_mail_gateway(self, lead):
        first = self._mail(lead)
        first.date = "2026-03-03 10:00:00"
        with self.mock_mail_gateway():
            self.env["mail.thread"].sudo().message_process(
                "crm.lead",
                "From: buyer@siam.example.com\nTo: sales@example.com\n"
                f"Subject: Re: Offer\nIn-Reply-To: {first.message_id}\n"
                "Message-Id: <answer@siam.example.com>\n\nYes, please.",
            )

    def _door_quotation_sent(self, lead):
        self._mail(self._quotation(lead))

    def _door_call_done(self, lead):
        self._done(lead)

    def _door_calls_done_at_once(self, lead):
        activities = self._plan(lead) | self._plan(lead)
        activities.action_done()

    def _door_meeting_done(self, lead):
        self._done(lead, "mail.mail_activity_data_meeting")

    def _door_call_on_the_quotation(self, lead):
        self._done(self._quotation(lead))

    def _door_meeting_held(self, lead):
        self._meeting(NOW, lead)

    def _door_meeting_linked_afterwards(self, lead):
        self._meeting(NOW).opportunity_id = lead

    def _door_meeting_moved(self, lead):
        meeting = self._meeting("2026-03-18 10:00", lead)
        meeting.write({"start": f"{NOW}:00", "stop": "2026-03-12 11:00:00"})

    def _door_logged(self, lead):
        lead.action_log_contact("visit", True, "Showed the sample")

    def _door_logged_on_the_customer(self, lead):
        lead.partner_id.oplus_action_log_contact(
            "call", True, "Prices", lead_id=lead.id
        )

    def _door_merged(self, lead):
        other = self._lead(name="Same deal")
        self._mail(other)
        (lead | other)._merge_opportunity(user_id=self.agent.id, team_id=False)

    def _door_quotation_linked(self, lead):
        order = self._quotation(self._lead(name="Other deal"))
        self._mail(order)
        order.opportunity_id = lead

    # what is no contact

    def _not_note(self, lead):
        lead.message_post(body="Think about it")

    def _not_mail_among_colleagues(self, lead):
        self._mail(lead, partner_ids=self.supervisor.partner_id.ids)

    def _not_internal_answer(self, lead):
        self._mail(lead, is_internal=True)

    def _not_task_done(self, lead):
        self._done(lead, "mail.mail_activity_data_todo")

    def _not_planned(self, lead):
        self._plan(lead)

    def _not_meeting_planned(self, lead):
        self._meeting("2026-03-28 10:00", lead)

    def _not_meeting_cancelled(self, lead):
        self._meeting(NOW, lead).active = False

    def _not_meeting_deleted(self, lead):
        self._meeting(NOW, lead).unlink()

    def _not_meeting_of_another(self, lead):
        self._meeting(NOW, lead).opportunity_id = self._lead()

    def _not_mail_deleted(self, lead):
        self._mail(lead).sudo().unlink()

    def _not_mail_emptied(self, lead):
        message = self._mail(lead)
        lead.sudo()._message_update_content(message.sudo(), body="", attachment_ids=[])

    def _not_mail_bounced(self, lead):
        notices = self._mail(lead).sudo().notification_ids
        notices.notification_status = "bounce"

    def _not_call_that_reached_nobody(self, lead):
        lead.action_log_contact("call", False, "")

    def _not_moved(self, lead):
        lead.stage_id = self.talk

    def _not_edited(self, lead):
        lead.write({"expected_revenue": 500, "user_id": self.agent.id})

    def test_every_door_ends_the_silence(self):
        self.assertDoors("_door_", NOW, 9)

    def test_anything_else_does_not(self):
        self.assertDoors("_not_", False, 20)
