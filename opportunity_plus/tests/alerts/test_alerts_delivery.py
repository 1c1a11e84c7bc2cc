# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo.fields import Command
from odoo.tests import RecordCapturer, tagged

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsDelivery(AlertCommon):
    """Who is told of an alert, and how."""

    def _triggers(self):
        """Capture how often the cron is woken."""
        cron = self.env.ref("opportunity_plus.ir_cron_alert")
        triggers = self.env["ir.cron.trigger"].sudo()
        return RecordCapturer(triggers, [("cron_id", "=", cron.id)])

    def test_nothing_is_sent_before_the_cron(self):
        self._rule()
        with self.mock_mail_gateway(), self._triggers() as triggers:
            lead = self._big()
        self.assertEqual(len(triggers.records), 1)
        self.assertFalse(self._new_mails)
        self.assertEqual(self._alerts(lead).state, "pending")

    def test_a_batch_wakes_the_cron_once(self):
        self._rule()
        with self._triggers() as triggers:
            self._leads(30, expected_revenue=150_000, probability=80)
            self._end_transaction()
        self.assertEqual(len(triggers.records), 1)

    def test_users_are_told_as_they_prefer(self):
        self.supervisor.sudo().notification_type = "inbox"
        self.admin.sudo().notification_type = "email"
        self._rule(user_ids=[Command.set((self.supervisor | self.admin).ids)])
        lead = self._big(name="Crane")
        with self.mock_mail_gateway():
            self._deliver()
        self.assertEqual(self._inbox(self.supervisor).notification_type, "inbox")
        self.assertEqual(self._inbox(self.admin).notification_type, "email")
        mail = self._new_mails
        self.assertEqual(mail.recipient_ids, self.admin.partner_id)
        self.assertIn("Big deal: Crane", mail.subject)
        self.assertIn("150,000.00", mail.body_html)
        self.assertEqual(set(self._notices(lead).mapped("state")), {"sent"})
        self.assertEqual(self._alerts(lead).state, "sent")

    def test_salesperson_and_leader_are_those_of_the_deal(self):
        self._rule(user_ids=False, notify_salesperson=True, notify_team_leader=True)
        lead = self._big()
        self._deliver()
        self.assertEqual(self._notices(lead).user_id, self.agent | self.north.user_id)

    def test_one_person_in_two_roles_is_told_once(self):
        self._rule(notify_team_leader=True)
        lead = self._big()
        self._deliver()
        self.assertEqual(len(self._notices(lead)), 1)

    def test_addresses_get_an_e_mail_without_a_link(self):
        self._rule(
            email_to="Boss <boss@example.com>, desk@example.com, Boss@Example.com",
            user_ids=False,
        )
        lead = self._big()
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._deliver()
        self.assertEqual(
            self._new_mails.mapped("email_to"), ["boss@example.com", "desk@example.com"]
        )
        for mail in self._new_mails:
            self.assertIn("150,000.00", mail.body_html)
            self.assertNotIn("/odoo/crm.lead", mail.body_html)
        self.assertEqual(self._alerts(lead).state, "sent")

    def test_users_get_the_template_with_a_link(self):
        self._rule(channel_notification=False, channel_email=True)
        lead = self._big()
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._deliver()
        self.assertIn(f"/odoo/crm.lead/{lead.id}", self._new_mails.body_html)

    def test_an_activity_is_scheduled(self):
        self._rule(channel_notification=False, channel_activity=True)
        lead = self._big()
        self._deliver()
        activity = lead.sudo().activity_ids
        self.assertEqual(activity.user_id, self.supervisor)
        self.assertIn("Big deal", activity.summary)

    def test_each_reader_is_told_in_his_language(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        self.supervisor.sudo().lang = "fr_FR"
        self._rule(channel_notification=False, channel_email=True)
        self._big()
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._deliver()
        amount = re.sub(r"\s", " ", self._new_mails.body_html)
        self.assertIn("150 000,00", amount)

    def test_who_may_not_see_the_deal_is_skipped_and_the_alert_says_so(self):
        self._rule(
            user_ids=[Command.set((self.colleague | self.outsider).ids)],
            channel_activity=True,
        )
        lead = self._big()
        with self.mock_mail_gateway():
            self._deliver()
        self.assertFalse(self._new_mails)
        self.assertFalse(lead.sudo().activity_ids)
        self.assertEqual(set(self._notices(lead).mapped("state")), {"skipped"})
        self.assertIn("may not see", self._notices(lead)[0].reason)
        self.assertEqual(self._alerts(lead).state, "skipped")
