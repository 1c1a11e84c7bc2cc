# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from ..deadlines.deadlines_common import StalledCommon
from .closing_undo_common import ClosingUndoCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndoTraces(ClosingUndoCommon):
    """What a slip has told and given is not told again, and taken back."""

    def _notices(self, user):
        return (
            self.env["mail.notification"]
            .sudo()
            .search([("res_partner_id", "=", user.partner_id.id)])
        )

    def test_nobody_is_told_of_an_undo(self):
        self.new.sudo().opportunity_notify_leader = True
        lead = self._open()
        self._close(lead)
        before = self._notices(self.supervisor)
        self._undo(lead)
        self.assertEqual(self._notices(self.supervisor), before)

    def test_a_share_that_the_slip_gave_is_withdrawn(self):
        self.won.sudo().write(
            {
                "opportunity_notify_user_ids": [Command.set(self.colleague.ids)],
                "oplus_share": True,
                "oplus_share_days": 7,
            }
        )
        lead, other = self._open(2)
        self._close(lead | other)
        shares = self.env["crm.lead.share"].sudo()
        given = shares.search([("lead_id", "in", (lead | other).ids)])
        self.assertEqual(given.user_id, self.colleague)
        self._undo(lead)
        self.assertEqual(given.exists().lead_id, other)

    def test_a_share_from_before_stays(self):
        self.won.sudo().write(
            {
                "opportunity_notify_user_ids": [Command.set(self.colleague.ids)],
                "oplus_share": True,
                "oplus_share_days": 7,
            }
        )
        lead = self._open()
        with self._at("2026-03-01 09:00:00"):
            share = self.env["crm.lead.share"].create(
                {"lead_id": lead.id, "user_id": self.colleague.id, "access": "read"}
            )
        self._close(lead)
        self._undo(lead)
        self.assertTrue(share.sudo().exists())

    def _rule(self):
        return (
            self.env["crm.big.deal.rule"]
            .sudo()
            .create(
                {
                    "name": "Sure",
                    "minimum_amount": 1000,
                    "minimum_probability": 90,
                    "user_ids": [Command.set(self.supervisor.ids)],
                }
            )
        )

    def _alerts(self, rule):
        alerts = self.env["crm.big.deal.alert"].sudo()
        return alerts.search([("rule_id", "=", rule.id)])

    def test_an_alert_that_was_not_sent_goes(self):
        rule = self._rule()
        lead = self._open(expected_revenue=5000)
        self._close(lead)
        self.assertEqual(self._alerts(rule).mapped("kind"), ["reached"])
        self._undo(lead)
        self.assertFalse(self._alerts(rule))
        self._close(lead, moment="2026-03-02 11:00:00")
        self.assertEqual(self._alerts(rule).mapped("kind"), ["reached"])

    def test_an_alert_that_was_sent_is_the_only_one(self):
        rule = self._rule()
        lead = self._open(expected_revenue=5000)
        self._close(lead)
        sent = self._alerts(rule)
        # raw SQL: nobody writes alerts
        self.env.cr.execute(
            "UPDATE crm_big_deal_alert SET attempts = 1, state = 'sent' WHERE id = %s",
            sent.ids,
        )
        self._undo(lead, "2026-03-02 10:01:00")
        self.assertNotIn("alert_uncounted", self._faults())
        self._close(lead, moment="2026-03-02 11:00:00")
        self.assertEqual(self._alerts(rule), sent)
        self.assertNotIn("alert_uncounted", self._faults())

    def _faults(self):
        """The kinds of faults that a sales administrator finds."""
        checks = self.env["crm.record.check"].with_user(self.admin)
        check = checks.browse(checks.action_check()["res_id"])
        return check.line_ids.mapped("kind")

    def test_an_alert_of_a_closing_that_stands_has_to_be_counted(self):
        self._rule()
        lead = self._open(expected_revenue=5000)
        self._close(lead)
        # raw SQL: nobody writes where opportunities stand
        self.env.cr.execute(
            "UPDATE crm_big_deal_state SET crossing = 0 WHERE lead_id = %s", lead.ids
        )
        self.assertIn("alert_uncounted", self._faults())
        with self._at("2026-03-02 10:01:01"):
            lead.with_user(self.admin).stage_id = self.new
        self.assertIn("alert_uncounted", self._faults())

    def test_a_loss_by_a_slip_leaves_the_rule_as_it_was(self):
        rule = self._rule()
        rule.minimum_probability = 20
        lead = self._open(expected_revenue=5000)
        states = self.env["crm.big.deal.state"].sudo()
        domain = [("lead_id", "=", lead.id)]
        self.assertTrue(states.search(domain).is_reached)
        self._close(lead, "lost")
        self.assertFalse(states.search(domain).is_reached)
        self._undo(lead)
        self.assertTrue(states.search(domain).is_reached)
        self.assertEqual(self._alerts(rule).mapped("kind"), ["reached"])


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndoStay(StalledCommon, ClosingUndoCommon):
    """The stay in the stage goes on where the slip has ended it."""

    def test_winning_and_undoing_does_not_reset_the_clock(self):
        lead = self._entered("2026-02-27 08:00:00")
        self._close(lead)
        self._undo(lead)
        self.assertDeadline(lead, "2026-03-04 08:00:00")
        # whatever renews it
        with self._at("2026-03-02 12:00:00"):
            self.talk.sudo().rotting_threshold_days = 6
        self.assertDeadline(lead, "2026-03-05 08:00:00")
        # nor does doing so twice
        self._close(lead, "lost", "2026-03-02 13:00:00")
        self._undo(lead, "2026-03-02 13:00:10")
        self.assertDeadline(lead, "2026-03-05 08:00:00")
        with self._at("2026-03-02 14:00:00"):
            lead.stage_id = self.offer
        self.assertDeadline(lead, "2026-03-12 14:00:00")

    def test_the_snooze_comes_back(self):
        lead = self._entered("2026-02-20 08:00:00")
        with self._at("2026-03-01 08:00:00"):
            lead.action_snooze("2026-03-05", "Waits for the harvest")
        self._close(lead)
        self.assertFalse(lead.snooze_until)
        self._undo(lead)
        self.assertEqual(str(lead.snooze_until), "2026-03-05")
        self.assertEqual(lead.snooze_reason, "Waits for the harvest")
        counts = self._timeline(lead).mapped("snooze_count")
        self.assertEqual(counts, [0, 0, 1])

    def test_the_plan_goes_on_and_is_not_started_again(self):
        lead = self._entered("2026-02-20 08:00:00")
        self._run("2026-03-01 08:00:00")
        [planned] = self._activities(lead).filtered("oplus_stall_id")
        values = planned.copy_data()[0]
        self._close(lead)
        self.assertFalse(self._activities(lead).filtered("oplus_stall_id"))
        self._undo(lead)
        [again] = self._activities(lead).filtered("oplus_stall_id")
        self.assertEqual(again.copy_data()[0], values)
        stalls = self.env["crm.lead.stall"].sudo().search([("lead_id", "=", lead.id)])
        self.assertEqual(stalls.mapped("stay_id.date_from")[0], self._last_entry(lead))
        self._run("2026-03-03 08:00:00")
        self.assertEqual(self._activities(lead).filtered("oplus_stall_id"), again)

    def _last_entry(self, lead):
        return Datetime.to_datetime(self._timeline(lead)[-1].date_in)
