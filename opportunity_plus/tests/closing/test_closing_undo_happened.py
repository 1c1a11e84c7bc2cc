# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .closing_undo_common import ClosingUndoCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndoHappened(ClosingUndoCommon):
    """Whatever happens to what was closed, the closing can no longer be undone."""

    def _happen(self, act):
        lead = self._open()
        self.planned = lead.activity_schedule("mail.mail_activity_data_todo")
        self._close(lead)
        with self._at("2026-03-02 10:00:05"):
            act(lead.with_user(self.supervisor))
            self._end_transaction()
        return lead

    def _tick(self, lead):
        point = self.env["crm.stage.checkpoint"].sudo()
        point = point.create({"name": "Site seen", "stage_id": lead.stage_id.id})
        lead.action_tick(point.id)

    def test_not_after_a_note_a_done_activity_or_a_tick(self):
        happenings = {
            "note": lambda lead: lead.message_post(
                body="They called me", message_type="comment"
            ),
            "mail": lambda lead: lead.with_user(self.agent).message_post(
                body="Thank you",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            ),
            "done": lambda _lead: self.planned.action_done(),
            "tick": self._tick,
        }
        for name, act in happenings.items():
            with self.subTest(name):
                self.assertNotUndone(self._happen(act), "changed since")

    def test_what_happened_before_is_no_obstacle(self):
        lead = self._open()
        with self._at("2026-03-02 09:59:59"):
            lead.message_post(body="They take it", message_type="comment")
            self._tick(lead)
            self._end_transaction()
        self._close(lead)
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)

    def test_what_is_said_while_closing_is_no_obstacle(self):
        lead = self._open()
        with self._at("2026-03-02 10:00:00"):
            lead.message_post(body="They take it", message_type="comment")
            self._tick(lead)
            lead.action_set_won()
            self._end_transaction()
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)

    def test_what_the_closing_tells_others_is_no_obstacle(self):
        self.won.sudo().opportunity_notify_user_ids = [Command.set(self.supervisor.ids)]
        lead = self._open()
        self._close(lead)
        self._end_transaction()
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)

    def test_archiving_at_zero_percent_is_a_loss_that_can_be_undone(self):
        self.env.company.sudo().opportunity_lost_reason_required = False
        with self._at("2026-03-01 08:00:00"):
            lead = self._lead(probability=0)
        with self._at("2026-03-02 10:00:00"):
            lead.action_archive()
            self._end_transaction()
            [told] = lead.oplus_recent_closings(5)
        self.assertEqual((told["outcome"], told["undo_ids"]), ("lost", lead.ids))
        self._undo(lead)
        self.assertOpenAgain(lead, self.new, rate=0)

    # the closing rate

    def test_the_rate_comes_back_under_each_policy(self):
        self.offer.sudo().opportunity_probability = 60
        company = self.env.company.sudo()
        policies = company._fields["opportunity_probability_policy"].get_values(
            self.env
        )
        for policy in policies:
            company.opportunity_probability_policy = policy
            for outcome in ("won", "lost"):
                with self.subTest(policy=policy, outcome=outcome):
                    lead = self._open(stage_id=self.offer.id)
                    rates = (lead.probability, lead.is_automated_probability)
                    self._close(lead, outcome)
                    self._undo(lead)
                    self.assertOpenAgain(lead, self.offer, rates[0])
                    self.assertEqual(lead.is_automated_probability, rates[1])
