# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.opportunity_plus.models.alerts.alert_delivery import ATTEMPTS

from .alert_common import AlertCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAlertsFailures(AlertCommon):
    """What happens when somebody cannot be told of an alert."""

    def _broken_rule(self, **vals):
        template = self.env.ref("opportunity_plus.mail_template_alert").sudo().copy()
        self.env.flush_all()
        template.body_html = "<t t-out='object.no_such_field'/>"
        self.env.flush_all()
        return self._rule(mail_template_id=template.id, channel_email=True, **vals)

    def test_a_broken_template_is_retried_a_limited_number_of_times(self):
        rule = self._broken_rule(channel_notification=False)
        lead = self._big()
        alert = self._alerts(lead)
        for attempt in range(1, ATTEMPTS):
            self._repeat(alert)
            self.assertEqual((alert.state, alert.attempts), ("pending", attempt))
            self.assertGreater(alert.date_next, self.env.cr.now())
        self._repeat(alert)
        self.assertEqual(alert.state, "failed")
        self.assertIn("no_such_field", self._notices(lead).reason)
        self._repeat(alert)
        self.assertEqual(alert.attempts, ATTEMPTS)
        rule.mail_template_id = self.env.ref("opportunity_plus.mail_template_alert")
        alert.with_user(self.admin).action_retry()
        self._repeat(alert)
        self.assertEqual(self._states(lead), [("Supervisor", "email", "sent")])
        self.assertFalse(self._notices(lead).reason)

    def test_a_retry_does_not_tell_anybody_twice(self):
        self._broken_rule()
        lead = self._big()
        for _attempt in range(3):
            self._repeat(self._alerts(lead))
        self.assertEqual(len(self._inbox(self.supervisor)), 1)
        self.assertEqual(
            self._states(lead),
            [
                ("Supervisor", "notification", "sent"),
                ("Supervisor", "email", "pending"),
            ],
        )

    def test_a_dead_mail_server_is_noted_and_the_same_e_mail_sent_later(self):
        self._rule(user_ids=False, email_to="boss@example.com")
        lead = self._big()
        alert = self._alerts(lead)
        with self.mock_mail_gateway(), mute_logger("odoo.addons.mail"):
            self.connect_mocked.side_effect = OSError("the server is gone")
            self._repeat(alert)
        self.assertEqual(alert.state, "pending")
        self.assertIn("the server is gone", self._notices(lead).reason)
        mail = self._notices(lead).mail_id
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._repeat(alert)
        self.assertFalse(self._new_mails)
        self.assertEqual(mail.state, "sent")
        self.assertEqual(alert.state, "sent")

    def test_a_user_without_address_is_an_error_of_his_own(self):
        self.supervisor.sudo().partner_id.email = False
        self._rule(
            channel_notification=False, channel_email=True, email_to="boss@example.com"
        )
        lead = self._big()
        with mute_logger("odoo.addons.opportunity_plus"):
            self._deliver()
        self.assertEqual(
            self._states(lead),
            [("Supervisor", "email", "pending"), ("boss@example.com", "email", "sent")],
        )
        self.assertIn("no e-mail address", self._notices(lead)[0].reason)

    def test_a_deal_without_anybody_to_tell_is_no_failure(self):
        self._rule(user_ids=False, notify_team_leader=True)
        lead = self._big(team_id=self.south.id)
        self._deliver()
        self.assertEqual(self._alerts(lead).state, "skipped")

    def test_an_alert_that_cannot_be_prepared_stops_no_other(self):
        self._rule()
        broken, fine = self._big(), self._big()
        users = type(self.env["res.users"])
        skipped = users._oplus_notice_skipped

        def fail(user, lead):
            if lead == broken:
                raise ValueError
            return skipped(user, lead)

        with (
            patch.object(users, "_oplus_notice_skipped", fail),
            self.assertLogs("odoo.addons.opportunity_plus", "ERROR"),
        ):
            self._deliver()
        self.assertEqual(self._alerts(fine).state, "sent")
        self.assertEqual(self._alerts(broken).state, "pending")
        self._repeat(self._alerts(broken))
        self.assertEqual(self._alerts(broken).state, "sent")

    def test_a_message_that_fails_halfway_stops_no_other(self):
        """An add-on has changed something by then, which is not stored."""
        self._rule()
        broken, fine = self._big(), self._big()
        broken.name = "Broken"
        for lead in (broken, fine):
            subtype = self.env.ref("opportunity_plus.mt_lead_big_deal")
            lead.message_subscribe(self.manager.partner_id.ids, subtype.ids)
        leads = type(self.env["crm.lead"])
        post = leads.message_post

        def fail(lead, **vals):
            lead.referred = "Half"
            if lead.name == "Broken":
                raise ValueError
            return post(lead, **vals)

        with (
            patch.object(leads, "message_post", fail),
            self.assertLogs("odoo.addons.opportunity_plus", "ERROR"),
        ):
            self._deliver()
        alert = self._alerts(broken)
        self.assertEqual((alert.state, alert.attempts), ("pending", 1))
        self.assertFalse(broken.referred or alert.notice_ids)
        self.assertEqual(self._alerts(fine).state, "sent")

    def test_the_cron_runs_again_without_effect(self):
        self._rule()
        lead = self._big()
        for _run in range(2):
            self._deliver()
        self.assertEqual(len(self._inbox(self.supervisor)), 1)
        self.assertEqual(self._alerts(lead).attempts, 1)

    def test_a_locked_alert_is_left_to_whoever_has_it(self):
        self._rule()
        lead = self._big()
        alerts = type(self.env["crm.big.deal.alert"])
        with patch.object(alerts, "try_lock_for_update", lambda self: self.browse()):
            self._deliver()
        self.assertEqual(self._alerts(lead).attempts, 0)

    def test_only_administrators_send_again(self):
        self._rule()
        lead = self._big()
        for user in (self.agent, self.supervisor, self.outsider):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._alerts(lead).with_user(user).action_retry()

    def test_who_may_not_see_the_deal_any_more_is_not_told_later(self):
        rule = self._broken_rule(channel_notification=False)
        lead = self._big(name="Crane")
        self._repeat(self._alerts(lead))
        self._hide(lead)
        rule.mail_template_id = self.env.ref("opportunity_plus.mail_template_alert")
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._repeat(self._alerts(lead))
        self.assertFalse(self._mails)
        self.assertEqual(self._states(lead), [("Supervisor", "email", "skipped")])
        self.assertEqual(self._alerts(lead).state, "skipped")
        self.assertIn("may not see", self._notices(lead).reason)

    def test_an_e_mail_that_waits_is_not_sent_to_who_lost_sight_of_the_deal(self):
        self._rule(channel_email=True, channel_notification=False)
        lead = self._big(name="Crane")
        with self.mock_mail_gateway(), mute_logger("odoo.addons.mail"):
            self.connect_mocked.side_effect = OSError("the server is gone")
            self._repeat(self._alerts(lead))
        mail = self._notices(lead).mail_id
        self._hide(lead)
        with self.mock_mail_gateway(mail_unlink_sent=False):
            self._repeat(self._alerts(lead))
            self.env["mail.mail"].sudo().process_email_queue(mail.ids)
        self.assertFalse(self._mails)
        self.assertEqual(self._states(lead), [("Supervisor", "email", "skipped")])

    def _hide(self, lead):
        """Out of sight of the supervisor, who was to be told."""
        lead.sudo().write({"user_id": self.colleague.id, "team_id": self.south.id})
        self._end_transaction()
        self.env.invalidate_all()

    def test_an_e_mail_that_went_out_meanwhile_counts_as_sent(self):
        self._rule(channel_email=True, channel_notification=False)
        lead = self._big()
        with self.mock_mail_gateway(), mute_logger("odoo.addons.mail"):
            self.connect_mocked.side_effect = OSError("the server is gone")
            self._repeat(self._alerts(lead))
        mail = self._notices(lead).mail_id
        with self.mock_mail_gateway():
            mail.mark_outgoing()
            mail.send()
        self._hide(lead)
        with self.mock_mail_gateway():
            self._repeat(self._alerts(lead))
        self.assertEqual(self._states(lead), [("Supervisor", "email", "sent")])
