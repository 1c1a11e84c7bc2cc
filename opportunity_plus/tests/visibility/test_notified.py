# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..hostile_common import HostileAgentCommon

ASKED = ["res_partner_id", "author_id", "mail_message_id"]


@tagged("post_install", "-at_install", "opportunity_plus")
class TestNotified(HostileAgentCommon):
    """Who was told of an opportunity, and of what, is told to its readers alone.

    The supervisor reads it; he was told of it by the agent, its salesperson.
    """

    def setUp(self):
        super().setUp()
        for user in (self.supervisor, self.outsider, self.agent):
            user.sudo().notification_type = "inbox"
        secret = self.secret.with_user(self.agent)
        self.message = secret.message_notify(
            partner_ids=self.supervisor.partner_id.ids,
            subject="“Secret deal” is shared with you",
            body="Look",
        )
        self.comment = secret.message_post(
            body="Hello",
            subject="Secret deal",
            subtype_xmlid="mail.mt_comment",
            message_type="comment",
            partner_ids=self.supervisor.partner_id.ids,
        )
        self.all = self.message | self.comment
        self.notices = self.all.sudo().notification_ids
        self._end_transaction()
        self.env.invalidate_all()

    def _seen(self, user):
        notices = self.env["mail.notification"].with_user(user)
        rows = notices.search_read([("mail_message_id", "in", self.all.ids)], ASKED)
        groups = notices.formatted_read_group(
            [("mail_message_id", "in", self.all.ids)], ["mail_message_id"], ["__count"]
        )
        self.assertEqual(sum(group["__count"] for group in groups), len(rows))
        return str(rows) + str(groups), len(rows)

    def test_notifications_are_seen_by_readers_alone(self):
        total = len(self.notices)
        self.assertEqual(total, 2)
        for user, count in (
            (self.outsider, 0),
            (self.colleague, 0),
            (self.finance, 0),
            (self.agent, total),
            (self.supervisor, total),
            (self.manager, total),
        ):
            with self.subTest(user.name):
                told, seen = self._seen(user)
                self.assertEqual(seen, count)
                self.assertEqual("Secret" in told, bool(count))
        with self.assertRaises(AccessError):
            self.notices.with_user(self.outsider).read(ASKED)

    def test_a_system_administrator_sees_all_and_reads_no_names(self):
        settings = self._user("settings", "base.group_system")
        told, seen = self._seen(settings)
        self.assertEqual(seen, 2)
        self.assertNotIn("Secret", told)

    def test_a_message_that_names_another_does_not_tell_its_subject(self):
        for parent in self.all:
            own = self.env["mail.message"].with_user(self.outsider)
            own = own.create({"body": "x", "parent_id": parent.id})
            self.env.invalidate_all()
            self.assertNotIn("Secret", str(own.read(["parent_id"])))
        answer = (
            self.env["mail.message"]
            .with_user(self.agent)
            .create({"body": "x", "parent_id": self.comment.id})
        )
        self.assertEqual(answer.read(["parent_id"])[0]["parent_id"][1], "Secret deal")

    def test_other_notifications_are_seen_as_ever(self):
        message = self.customer.with_user(self.agent).message_post(
            body="x", partner_ids=self.supervisor.partner_id.ids
        )
        notices = self.env["mail.notification"].with_user(self.outsider)
        domain = [("mail_message_id", "=", message.id)]
        self.assertTrue(notices.search(domain).has_access("read"))

    # the inbox

    def _inbox(self, user):
        messages = self.env["mail.message"].with_user(user)
        return messages._message_fetch(domain=[("needaction", "=", True)])["messages"]

    def test_the_inbox_has_what_somebody_was_told_of_an_opportunity(self):
        secret = self.secret.with_user(self.agent)
        mention = secret.message_post(
            body="Ask them", partner_ids=self.outsider.partner_id.ids
        )
        self.env.invalidate_all()
        self.assertEqual(self._inbox(self.outsider), mention)
        self.assertTrue(mention.with_user(self.outsider).needaction)
        mention.with_user(self.outsider).set_message_done()
        self.env.invalidate_all()
        self.assertFalse(self._inbox(self.outsider))
        messages = self.env["mail.message"].with_user(self.supervisor)
        messages.mark_all_as_read([])
        self.env.invalidate_all()
        self.assertFalse(self._inbox(self.supervisor))

    def _queries(self, call):
        call()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before

    def test_the_rule_costs_neither_inbox_nor_chatter_a_query(self):
        lead = self.secret.with_user(self.supervisor)
        messages = self.env["mail.message"].with_user(self.supervisor)
        names = ["body", "needaction", "has_error", "starred"]
        calls = (
            lambda: self._inbox(self.supervisor).read(names),
            lambda: messages._message_fetch(None, thread=lead)["messages"].read(names),
        )
        rules = ("mail_notification_rule_lead", "mail_notification_rule_system")
        with_rules = [self._queries(call) for call in calls]
        for name in rules:
            self.env.ref(f"opportunity_plus.{name}").sudo().active = False
        self.assertEqual(with_rules, [self._queries(call) for call in calls])

    def test_who_lost_sight_of_an_opportunity_still_hears_of_failures(self):
        self.notices.write({"notification_status": "exception"})
        self.secret.with_user(SUPERUSER_ID).write(
            {"user_id": self.manager.id, "team_id": self.south.id}
        )
        self.env.invalidate_all()
        self.assertFalse(self.secret.with_user(self.agent).has_access("read"))
        self.all.sudo()._notify_message_notification_update()
        notices = self.notices.with_user(self.agent)
        self.assertEqual(notices._filtered_for_web_client(), notices)
        foreign = self.notices.with_user(self.colleague)
        self.assertFalse(foreign._filtered_for_web_client())

    def test_a_notification_is_not_added_to_read_for_ever(self):
        share = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        self.env["crm.lead.share"].with_user(self.agent).create(share)
        self._end_transaction()
        notices = self.env["mail.notification"]
        for vals in (
            {"res_partner_id": self.colleague.partner_id.id},
            {
                "res_partner_id": self.customer.id,
                "notification_type": "email",
                "notification_status": "sent",
            },
        ):
            about = {**vals, "mail_message_id": self.comment.id}
            commands = {"notification_ids": [Command.create(vals)]}
            for attempt in (
                lambda about=about: notices.create(about),
                lambda commands=commands: self.comment.with_env(self.env).write(
                    commands
                ),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    attempt()
        self.assertEqual(self.all.sudo().notification_ids, self.notices)
        created = notices.with_user(self.agent).create(
            {
                "mail_message_id": self.comment.id,
                "res_partner_id": self.colleague.partner_id.id,
            }
        )
        own = created.with_user(self.colleague)
        own.is_read = True
        self.assertTrue(created.is_read)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            own.notification_status = "exception"
