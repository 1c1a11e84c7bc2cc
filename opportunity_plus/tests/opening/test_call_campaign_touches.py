# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .call_campaign_common import CallCampaignCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaignTouches(CallCampaignCommon):
    """What somebody has touched since it was opened is not taken back."""

    def assertKept(self, run, reason):
        self._undo(run)
        row = run.line_ids.sudo()
        self.assertEqual((row.state, row.reason), ("kept", reason))
        self.assertTrue(row.lead_id)
        self.assertEqual((run.kept_count, run.removed_count), (1, 0))

    def test_what_somebody_touched_stays(self):
        touches = {
            "moved": lambda lead: lead.write({"stage_id": self.offer.id}),
            "edited": lambda lead: lead.write({"priority": "2"}),
            "message": lambda lead: lead.message_post(body="They called"),
            "activity": lambda lead: lead.activity_ids.action_feedback(),
            "document": lambda lead: self.env["sale.order"].create(
                {"partner_id": lead.partner_id.id, "opportunity_id": lead.id}
            ),
            "meeting": lambda lead: self.env["calendar.event"].create(
                {"name": "Visit", "opportunity_id": lead.id}
            ),
            "product": lambda lead: lead.write(
                {"product_line_ids": [Command.create({"name": "Loom"})]}
            ),
            "share": lambda lead: self.env["crm.lead.share"].create(
                {"lead_id": lead.id, "user_id": self.colleague.id}
            ),
            "file": lambda lead: self.env["ir.attachment"].create(
                {"name": "x.txt", "res_model": "crm.lead", "res_id": lead.id}
            ),
        }
        for reason, touch in touches.items():
            with self.subTest(reason):
                run = self._ran()
                with self._at("2026-03-02 10:00"):
                    touch(run.line_ids.lead_id)
                self._undo(run)
                row = run.line_ids.sudo()
                # doing a call and moving a card also write to the chatter
                self.assertEqual(row.state, "kept")
                self.assertIn(row.reason, (reason, "message"))
                self.assertTrue(row.lead_id)

    def test_other_ways_to_touch_one(self):
        ways = {
            "moved": lambda lead: lead.action_set_lost(
                lost_reason_id=self.too_expensive.id
            ),
            "edited": lambda lead: lead.write({"probability": 70}),
            "activity": lambda lead: lead.activity_ids.write(
                {"date_deadline": "2026-03-20"}
            ),
        }
        for reason, touch in ways.items():
            with self.subTest(reason):
                run = self._ran()
                with self._at("2026-03-02 10:00"):
                    touch(run.line_ids.lead_id)
                self.assertKept(run, reason)

    def test_a_ticked_point_of_the_checklist_is_a_touch(self):
        run = self._ran()
        lead = run.line_ids.lead_id
        points = self.env["crm.stage.checkpoint"].with_user(self.admin)
        point = points.create({"name": "Called", "stage_id": lead.stage_id.id})
        with self._at("2026-03-02 10:00"):
            ticks = self.env["crm.lead.tick"].with_user(self.agent)
            ticks.create(
                {"lead_id": lead.id, "checkpoint_id": point.id, "is_done": True}
            )
        self.assertKept(run, "edited")

    def test_a_call_that_was_deleted_or_added_is_a_touch(self):
        for touch in (
            lambda lead: lead.activity_ids.unlink(),
            lambda lead: lead.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.agent.id
            ),
        ):
            run = self._ran()
            with self._at("2026-03-02 10:00"):
                touch(run.line_ids.lead_id)
            self.assertKept(run, "activity")

    def test_a_mail_of_the_customer_is_a_touch(self):
        run = self._ran()
        with self._at("2026-03-02 10:00"):
            run.line_ids.lead_id.sudo().message_post(
                body="Yes",
                author_id=False,
                email_from="mai@example.com",
                message_type="email",
            )
        self.assertKept(run, "message")

    def test_what_odoo_itself_does_is_no_touch(self):
        self._enrich_and_undo()

    def test_nor_is_it_where_stages_give_the_rate(self):
        self.env.company.sudo().opportunity_probability_policy = "stage"
        self.new.sudo().opportunity_probability = 10
        self._enrich_and_undo()

    def _enrich_and_undo(self):
        run = self._ran()
        run.line_ids.lead_id.invalidate_recordset(["is_automated_probability"])
        with self._at("2026-03-02 10:00"):
            root = self.env.ref("base.user_root")
            lead = run.line_ids.lead_id.with_user(root)
            lead.website = "https://hanoi.example.com"
            lead.message_post(body="Enriched")
        self._undo(run)
        self.assertEqual(run.line_ids.sudo().state, "removed")

    def test_what_odoo_writes_afterwards_hides_no_touch(self):
        run = self._ran()
        with self._at("2026-03-02 10:00"):
            run.line_ids.lead_id.date_deadline = "2026-05-01"
        with self._at("2026-03-02 10:30"):
            root = self.env.ref("base.user_root")
            run.line_ids.lead_id.with_user(root).website = "https://hanoi.example.com"
        self.assertKept(run, "edited")
