# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageNotice(OpportunityPlusCommon):
    """A stage tells chosen people of what enters it."""

    def _told(self, user):
        """The notifications of stage changes that a user got, the newest first."""
        self._end_transaction()
        return (
            self.env["mail.notification"]
            .sudo()
            .search(
                [
                    ("res_partner_id", "=", user.partner_id.id),
                    ("mail_message_id.subject", "like", "moved to Offer"),
                ],
                order="id DESC",
            )
        )

    def _tell(self, **vals):
        self.offer.sudo().write(vals)

    def test_leader_members_and_chosen_users_are_told_the_mover_is_not(self):
        self._tell(
            opportunity_notify_leader=True,
            opportunity_notify_members=True,
            opportunity_notify_user_ids=[Command.set(self.admin.ids)],
        )
        lead = self._lead()
        self._end_transaction()
        lead.stage_id = self.offer
        for user, count in ((self.supervisor, 1), (self.admin, 1), (self.agent, 0)):
            self.assertEqual(len(self._told(user)), count, user.name)
        lead.with_user(self.admin).stage_id = self.new
        self._end_transaction()
        lead.with_user(self.admin).stage_id = self.offer
        for user, count in ((self.supervisor, 2), (self.admin, 1), (self.agent, 1)):
            self.assertEqual(len(self._told(user)), count, user.name)

    def test_the_message_tells_what_moved_where_from_where_by_whom_and_why(self):
        self._tell(opportunity_notify_leader=True)
        lead = self._lead(name="Mango")
        self._end_transaction()
        lead.write({"stage_id": self.offer.id, "stage_change_reason": "They called"})
        message = self._told(self.supervisor).mail_message_id
        self.assertEqual(message.subject, "Mango moved to Offer")
        self.assertEqual(message.author_id, self.agent.partner_id)
        self.assertEqual((message.model, message.res_id), ("crm.lead", lead.id))
        for text in ("Mango", "New", "Offer", "Agent", "They called"):
            self.assertIn(text, message.body)

    def test_each_reader_gets_it_his_way(self):
        self.supervisor.sudo().notification_type = "inbox"
        self.admin.sudo().notification_type = "email"
        self._tell(
            opportunity_notify_leader=True,
            opportunity_notify_user_ids=[Command.set(self.admin.ids)],
        )
        lead = self._lead()
        self._end_transaction()
        lead.stage_id = self.offer
        kinds = (self._told(self.supervisor) | self._told(self.admin)).mapped(
            "notification_type"
        )
        self.assertEqual(kinds, ["inbox", "email"])

    def test_a_batch_is_one_message_to_each_reader(self):
        self._tell(opportunity_notify_leader=True)
        leads = self._leads(60).with_context(tracking_disable=True)
        self._end_transaction()
        leads.stage_id = self.offer
        message = self._told(self.supervisor).mail_message_id
        self.assertEqual(len(message), 1)
        self.assertEqual(message.subject, "60 opportunities moved to Offer")
        self.assertIn("Opportunity 49", message.body)
        self.assertNotIn("Opportunity 50<", message.body)
        self.assertIn("And 10 more", message.body)

    def test_nobody_hears_of_what_he_may_not_read(self):
        self._tell(opportunity_notify_user_ids=[Command.set(self.colleague.ids)])
        mine = self._lead()
        theirs = mine.sudo().copy({"name": "Theirs", "user_id": self.colleague.id})
        self._end_transaction()
        (mine | theirs).with_user(self.admin).stage_id = self.offer
        message = self._told(self.colleague).mail_message_id
        self.assertEqual(message.subject, "Theirs moved to Offer")

    def test_it_is_told_in_the_language_of_the_reader(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        self.offer.sudo().with_context(lang="th_TH").name = "ข้อเสนอ"
        self.supervisor.sudo().lang = "th_TH"
        self._tell(opportunity_notify_leader=True)
        lead = self._lead(name="Mango")
        self._end_transaction()
        lead.stage_id = self.offer
        self._end_transaction()
        message = (
            self.env["mail.message"]
            .sudo()
            .search(
                [("model", "=", "crm.lead"), ("res_id", "=", lead.id)], order="id DESC"
            )
        )
        notice = message.filtered(
            lambda m: self.supervisor.partner_id in m.notified_partner_ids
        )
        self.assertIn("ข้อเสนอ", notice.subject)
        self.assertNotIn("moved to", notice.subject)

    def test_nothing_is_told_of_creation_loss_or_what_was_undone(self):
        self._tell(opportunity_notify_leader=True)
        lead = self._lead(stage_id=self.offer.id)
        other = self._lead()
        self._end_transaction()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self.env.cr.savepoint(flush=False) as savepoint:
            other.stage_id = self.offer
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all(flush=False)
        self.assertFalse(self._told(self.supervisor))

    def test_news_that_fail_do_not_stop_a_move(self):
        self._tell(opportunity_notify_leader=True)
        lead = self._lead()
        self._end_transaction()
        template = self.env.ref("opportunity_plus.stage_notice").sudo()
        template.arch_db = '<t t-name="stage_notice"><t t-out="nothing.there"/></t>'
        lead.stage_id = self.offer
        with self.assertLogs("odoo.addons.opportunity_plus", "ERROR"):
            self._end_transaction()
        self.assertPath(lead, [(self.new, "open"), (self.offer, "open")])

    def test_news_that_fail_halfway_change_nothing(self):
        self._tell(opportunity_notify_leader=True)
        lead = self._lead(name="Mango")
        self._end_transaction()

        def fail(leads, _readers, _told):
            lead.name = "Half"
            raise ValueError

        lead.stage_id = self.offer
        with (
            patch.object(type(lead), "_oplus_stage_notice_post", fail),
            self.assertLogs("odoo.addons.opportunity_plus", "ERROR"),
        ):
            self._end_transaction()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((lead.name, lead.stage_id), ("Mango", self.offer))

    def test_a_stage_that_tells_nobody_costs_nothing(self):
        leads = self._leads(3)
        self._end_transaction()
        before = self.env["mail.message"].sudo().search_count([])
        leads.with_context(tracking_disable=True).stage_id = self.offer
        self._end_transaction()
        self.assertEqual(self.env["mail.message"].sudo().search_count([]), before)
