# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .hostile_common import HostileAgentCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLeaksLists(HostileAgentCommon):
    """What a list of what somebody sees tells of what belongs to it."""

    def test_what_an_opportunity_has_cannot_be_asked_by_its_id(self):
        """The reader sees the opportunity, not its order nor what a rule has raised."""
        share = {"lead_id": self.secret.id, "user_id": self.colleague.id}
        self.env["crm.lead.share"].with_user(self.agent).create(share)
        order = self._order(self.secret)
        self._end_transaction()
        self.order.sudo().opportunity_id = False
        rule = self._rule_with_an_alert()
        self.assertFalse(order.has_access("read"))
        for model, id_, name, hidden in (
            ("crm.lead", self.secret.id, "order_ids", order.id),
            ("crm.big.deal.rule", rule.id, "alert_ids", rule.alert_ids.id),
        ):
            for found, domain in (
                (0, [(name, "=", hidden)]),
                (0, [(name, "in", [hidden])]),
                (1, [(name, "not in", [hidden])]),
                (0, [(name, "!=", False)]),
                (1, [(name, "=", False)]),
            ):
                with self.subTest(model=model, domain=domain):
                    records = self.env[model]
                    answer = records.search_count([("id", "=", id_), *domain])
                    self.assertEqual(answer, found)
                    seeing = records.with_user(self.admin)
                    answer = seeing.search_count([("id", "=", id_), *domain])
                    self.assertEqual(answer, 1 - found)

    def _told(self, lead):
        """What is told of an opportunity, on paths of which it knows only its own."""
        system = lead.with_user(SUPERUSER_ID)
        quick = system.with_context(mail_activity_quick_update=True)
        message = {"author_id": self.agent.partner_id.id, "message_type": "comment"}
        later = {
            "author_id": self.agent.partner_id.id,
            "body": "discount",
            "model": lead._name,
            "res_id": lead.id,
            "scheduled_date": "2030-01-01 09:00:00",
        }
        return (
            system.message_post(
                body="discount", subtype_xmlid="mail.mt_comment", **message
            ),
            quick.activity_schedule(
                "mail.mail_activity_data_call",
                note="discount",
                user_id=self.agent.id,
            ),
            system.env["mail.scheduled.message"].create(later),
        )

    def test_where_a_search_ends_tells_nothing_of_what_is_hidden(self):
        """Odoo cuts a search at its limit before it leaves out what is hidden."""
        self.mine.sudo().user_id = self.colleague
        for hidden, seen in zip(
            self._told(self.secret), self._told(self.mine), strict=True
        ):
            records = self.env[hidden._name]
            words = "body" if "body" in records._fields else "note"
            domain = [("id", "in", (hidden | seen).ids), (words, "ilike", "discount")]
            with self.subTest(model=hidden._name):
                self.assertEqual(
                    records.search(domain, order="id", limit=1).ids, seen.ids
                )
                self.assertFalse(records.search(domain, order="id", offset=1))
                self.assertEqual(records.search_count(domain, limit=2), 1)
                found = records.search_read(domain, ["id"], order="id", limit=1)
                self.assertEqual([row["id"] for row in found], seen.ids)
                everything = records.with_user(self.admin).search(domain, order="id")
                self.assertEqual(everything.ids, (hidden | seen).ids)

    def test_messages_of_what_was_just_given_are_found(self):
        lead = self.secret.with_user(SUPERUSER_ID)
        message = lead.message_post(body="discount")
        self.env.flush_all()
        quiet = {"tracking_disable": True, "mail_auto_subscribe_no_notify": True}
        lead.with_context(**quiet).user_id = self.colleague
        found = self.env["mail.message"].search([("id", "=", message.id)], limit=1)
        self.assertEqual(found.ids, message.ids)

    def test_messages_to_the_user_are_found_wherever_they_are(self):
        messages = self.env["mail.message"]
        lead = self.secret.with_user(self.agent)
        sent = lead.message_post(body="?", partner_ids=self.colleague.partner_id.ids)
        told = lead.message_post(body="!")
        told.sudo().notification_ids.create(
            {"mail_message_id": told.id, "res_partner_id": self.colleague.partner_id.id}
        )
        silent = lead.message_post(body="-")
        ids = [sent.id, told.id, silent.id]
        found = messages.search([("id", "in", ids)], order="id", limit=3)
        self.assertEqual(found.ids, [sent.id, told.id])

    def test_the_order_of_what_points_to_it_tells_nothing_of_it(self):
        """Opportunities are sorted by priority, of whomever they are."""
        other = self.secret.with_user(self.agent).copy({"name": "Secret, too"})
        orders = self.order | self._order(other, user_id=self.colleague.id)
        meetings = self.meeting | self.meeting.copy({"opportunity_id": other.id})
        for priorities in (("3", "0"), ("0", "3")):
            for lead, priority in zip(self.secret | other, priorities, strict=True):
                lead.sudo().priority = priority
            self._end_transaction()
            for records in (orders.with_env(self.env), meetings.with_env(self.env)):
                domain = [("id", "in", records.ids)]
                for direction, ids in (("", records.ids), (" desc", records.ids[::-1])):
                    order = f"opportunity_id{direction}"
                    self.assertEqual(records.search(domain, order=order).ids, ids)

    def _rule_with_an_alert(self):
        rules = self.env["crm.big.deal.rule"].with_user(SUPERUSER_ID)
        rule = rules.create(
            {"name": "Big", "minimum_amount": 9000, "notify_salesperson": True}
        )
        self.secret.with_user(self.agent).copy(
            {"name": "Hidden", "expected_revenue": 10_000}
        )
        self._end_transaction()
        self.assertTrue(rule.alert_ids)
        return rule
