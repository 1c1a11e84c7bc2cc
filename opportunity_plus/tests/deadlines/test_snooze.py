# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSnooze(DeadlinesCommon):
    """Snoozing until a day, with a reason, by whoever may write."""

    def setUp(self):
        super().setUp()
        self.lead = self._entered("2026-03-02 10:30")

    def _snooze(self, until="2026-03-20", reason="Waits", leads=None, user=None):
        leads = leads or self.lead
        with self._at("2026-03-10 10:00"):
            leads.with_user(user or self.agent).action_snooze(until, reason)
        self.env.invalidate_all()

    def test_it_never_stops_the_clock(self):
        self._snooze()
        self.assertEqual(str(self.lead.snooze_until), "2026-03-20")
        self.assertEqual(self.lead.snooze_reason, "Waits")
        self.assertDeadline(self.lead, "2026-03-07 10:30:00")

    def test_the_chatter_and_the_history_tell_of_it(self):
        self._snooze()
        message = self.lead.sudo().message_ids[0]
        self.assertIn("Snoozed until 03/20/2026: Waits", message.body)
        self.assertEqual(message.author_id, self.agent.partner_id)
        self.assertEqual(self._stay(self.lead).snooze_count, 1)

    def test_a_move_ends_it(self):
        self._snooze()
        with self._at("2026-03-11 10:00"):
            self.lead.stage_id = self.new
        self.env.invalidate_all()
        self.assertFalse(self.lead.snooze_until)
        self.assertFalse(self.lead.snooze_reason)
        self.assertEqual(self._stay(self.lead).snooze_count, 0)
        self.assertEqual(self._timeline(self.lead)[0].snooze_count, 1)

    def test_a_move_ends_it_without_any_target(self):
        (self.talk | self.offer).sudo().rotting_threshold_days = 0
        self._snooze()
        with self._at("2026-03-11 10:00"):
            self.lead.stage_id = self.new
        self.env.invalidate_all()
        self.assertFalse(self.lead.snooze_until)

    def test_other_changes_do_not_end_it(self):
        self._snooze()
        with self._at("2026-03-11 10:00"):
            self.lead.sudo().write({"expected_revenue": 5, "team_id": self.south.id})
        self.env.invalidate_all()
        self.assertTrue(self.lead.snooze_until)

    def test_it_can_be_ended(self):
        self._snooze()
        with self._at("2026-03-11 10:00"):
            self.lead.oplus_action_unsnooze()
            self.assertTrue(self.lead.is_stalled)
        self.assertFalse(self.lead.snooze_until)
        self.assertIn("ended", self.lead.sudo().message_ids[0].body)

    def test_many_at_once(self):
        def count(number):
            leads = self._many_entered(number, "2026-03-02 10:30")
            self._end_transaction()
            before = self.env.cr.sql_log_count
            self._snooze(leads=leads)
            self.assertEqual(set(leads.mapped("snooze_reason")), {"Waits"})
            return self.env.cr.sql_log_count - before

        count(2)
        few, many = count(2), count(30)
        self.assertLessEqual(many - few, 3)

    def test_what_is_refused(self):
        for until in (None, False, "", "soon", "2026-13-01", 5, [], {}, True):
            with self.assertRaisesRegex(UserError, "Choose the day"):
                self._snooze(until)
        for reason in (None, False, "", "  ", "\u200b", 5, []):
            with self.assertRaisesRegex(UserError, "in a few words"):
                self._snooze(reason=reason)
        with self.assertRaisesRegex(UserError, "has passed"):
            self._snooze("2026-03-09")
        with self.assertRaisesRegex(UserError, "3650 days"):
            self._snooze("2046-03-09", user=self.admin)
        self.assertFalse(self.lead.snooze_until)

    def test_only_open_opportunities(self):
        with self._at("2026-03-09 10:00"):
            self.lead.action_set_won()
            lead = self._lead(name="Unqualified", type="lead")
        with self.assertRaisesRegex(UserError, "Leave out: .*Unqualified"):
            self._snooze(leads=self.lead | lead)

    def test_supervisors_snooze_for_longer(self):
        with self.assertRaisesRegex(UserError, "supervisor .*60 days: Opportunity 0"):
            self._snooze("2026-05-10")
        self._snooze("2026-05-09")
        self._snooze("2027-05-10", user=self.supervisor)

    def test_supervisors_snooze_more_often(self):
        self._snooze()
        self._snooze()
        with self.assertRaisesRegex(UserError, "more than 2 times"):
            self._snooze()
        self._snooze(user=self.supervisor)
        self.company.opportunity_snooze_times = 4
        self._snooze()
        with self._at("2026-03-11 10:00"):
            self.lead.stage_id = self.offer
        self._snooze("2026-03-12")
        self.assertEqual(self._stay(self.lead).snooze_count, 1)

    def test_limits_are_numbers_of_days(self):
        for name in ("opportunity_snooze_times", "opportunity_snooze_days"):
            for days in (-1, 3651):
                with self.assertRaisesRegex(UserError, "from 0"):
                    self.company[name] = days

    def test_whoever_may_write(self):
        with self.assertRaises(AccessError):
            self._snooze(user=self.colleague)
        share = self.env["crm.lead.share"].with_user(self.supervisor)
        share = share.create(
            {"lead_id": self.lead.id, "user_id": self.colleague.id, "access": "read"}
        )
        with self.assertRaises(AccessError):
            self._snooze(user=self.colleague)
        with self.assertRaises(AccessError):
            self.lead.with_user(self.colleague).oplus_action_unsnooze()
        share.access = "write"
        self._snooze(user=self.colleague)
        self.assertTrue(self.lead.snooze_until)

    def test_the_dialog(self):
        leads = self.lead | self._entered("2026-03-02 10:30")
        with self._at("2026-03-10 10:00"):
            context = {"active_model": "crm.lead", "active_ids": leads.ids}
            dialog = Form(self.env["crm.lead.snooze"].with_context(**context))
            self.assertEqual(str(dialog.until), "2026-03-17")
            dialog.reason = "Waits for the budget"
            told = dialog.save().action_apply()["params"]
        self.assertEqual(
            told["message"], "Snoozed until 03/17/2026: Opportunity 0, Opportunity 0"
        )
        self.assertEqual(told["next"]["tag"], "soft_reload")
        self.assertEqual(set(leads.mapped("snooze_reason")), {"Waits for the budget"})

    def test_the_dialog_tells_the_limits_beforehand(self):
        strict = self.env["res.company"].sudo().create({"name": "Strict"})
        strict.opportunity_snooze_days = 5
        self.agent.sudo().company_ids += strict
        dialogs = self.env["crm.lead.snooze"]
        told = Form(dialogs.with_context(default_lead_ids=self.lead.ids)).limits
        self.assertIn("60 days. Snoozes in one stage: 2", told)
        theirs = self._lead(company_id=strict.id, team_id=False)
        both = (self.lead | theirs).ids
        told = Form(dialogs.with_context(default_lead_ids=both)).limits
        self.assertIn("5 days", told)
        free = dialogs.with_user(self.supervisor).new({"lead_ids": self.lead.ids})
        self.assertFalse(free.limits)

    def test_the_button_of_the_form(self):
        action = self.lead.oplus_action_snooze()
        self.assertEqual(action["res_model"], "crm.lead.snooze")
        self.assertEqual(action["context"]["default_lead_ids"], self.lead.ids)

    def test_text_that_cannot_be_stored_is_cleaned(self):
        self._snooze(reason="Waits\0 \ud800for it")
        self.assertEqual(self.lead.snooze_reason, "Waits for it")

    def test_a_stay_that_goes_on_keeps_its_snooze(self):
        self._snooze()
        self._go_on()

    def test_a_rebuilt_stay_that_goes_on_keeps_its_snooze(self):
        self._snooze()
        self.env.cr.execute("UPDATE crm_lead_revision SET token = NULL")
        self.env.invalidate_all()
        self._go_on()

    def _go_on(self):
        """Move on and back in one transaction."""
        with self._at("2026-03-11 10:00"):
            self.lead.stage_id = self.offer
            with self.env.cr.savepoint():
                pass  # records the move, halfway
            self.assertFalse(self.lead.snooze_until)
            self.lead.stage_id = self.talk
        self.env.invalidate_all()
        self.assertPath(self.lead, [(self.talk, "open")])
        self.assertEqual(str(self.lead.snooze_until), "2026-03-20")
        self.assertEqual(self.lead.snooze_reason, "Waits")
        self.assertEqual(self._stay(self.lead).snooze_count, 1)

    def test_a_move_after_a_detour_ends_it(self):
        self._snooze()
        with self._at("2026-03-11 10:00"):
            for stage in (self.offer, self.talk, self.new):
                self.lead.stage_id = stage
                self.env.cr.flush()
        self.env.invalidate_all()
        self.assertFalse(self.lead.snooze_until)
        with self._at("2026-03-12 10:00"):
            self.lead.stage_id = self.talk
        self.env.invalidate_all()
        self.assertFalse(self.lead.snooze_until)
