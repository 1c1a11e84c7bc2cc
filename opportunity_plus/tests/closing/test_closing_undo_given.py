# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command, Date
from odoo.tests import tagged

from .closing_undo_common import ClosingUndoCommon

KIND = "opportunity_plus.mail_activity_type_closing"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndoProlonged(ClosingUndoCommon):
    """A share that a slip has prolonged ends when it would have."""

    def setUp(self):
        super().setUp()
        self.won.sudo().write(
            {
                "opportunity_notify_user_ids": [Command.set(self.colleague.ids)],
                "oplus_share": True,
                "oplus_share_days": 7,
            }
        )
        self.lead = self._open()
        with self._at("2026-03-01 09:00:00"):
            self.share = self.env["crm.lead.share"].create(
                {
                    "lead_id": self.lead.id,
                    "user_id": self.colleague.id,
                    "access": "read",
                    "date_end": "2026-03-04",
                }
            )
        self._close(self.lead)
        self.assertEqual(str(self.share.date_end), "2026-03-09")

    def test_it_ends_when_it_would_have(self):
        self._undo(self.lead)
        self.assertEqual(str(self.share.date_end), "2026-03-04")

    def test_what_somebody_has_changed_since_stays(self):
        with self._at("2026-03-02 10:00:05"):
            self.share.date_end = "2026-03-30"
        self._undo(self.lead)
        self.assertEqual(str(self.share.date_end), "2026-03-30")

    def test_somebody_who_has_left_is_no_obstacle(self):
        with self._at("2026-03-02 10:00:05"):
            self.colleague.sudo().active = False
        self._undo(self.lead)
        self.assertOpenAgain(self.lead, self.new)

    def test_one_that_was_over_is_over_again(self):
        lead = self._open()
        with self._at("2026-02-01 09:00:00"):
            share = self.env["crm.lead.share"].create(
                {
                    "lead_id": lead.id,
                    "user_id": self.colleague.id,
                    "access": "write",
                    "date_end": "2026-02-03",
                }
            )
        self._close(lead)
        self.assertEqual(str(share.date_end), "2026-03-09")
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)
        self.assertEqual((share.access, str(share.date_end)), ("write", "2026-02-03"))


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndoReminder(ClosingUndoCommon):
    """There is one reminder for each expected closing, also after a slip."""

    def setUp(self):
        super().setUp()
        self.env.company.sudo().opportunity_remind_days = 3
        self.lead = self._open(date_deadline="2026-03-04")
        self._run("2026-03-01 12:00:00")

    def _run(self, moment):
        with self._at(moment):
            self.env["crm.lead.reminder"].sudo()._cron_closing_reminder()
        self.env.invalidate_all()

    def _reminders(self):
        kind = self.env.ref(KIND)
        self.env.invalidate_all()
        activities = self.lead.sudo().activity_ids
        return activities.filtered(lambda one: one.activity_type_id == kind)

    def _slip(self, outcome):
        self._close(self.lead, outcome)
        self.assertFalse(self._reminders())
        self._undo(self.lead)

    def test_an_open_one_comes_back_at_once(self):
        [planned] = self._reminders().copy_data()
        for number, outcome in enumerate(("won", "lost")):
            with self.subTest(outcome):
                self._close(self.lead, outcome, f"2026-03-02 1{number}:00:00")
                self.assertFalse(self._reminders())
                self._undo(self.lead, f"2026-03-02 1{number}:00:10")
                self.assertEqual(self._reminders().copy_data(), [planned])
                self._run(f"2026-03-02 1{number}:30:00")
                self.assertEqual(len(self._reminders()), 1)

    def test_one_that_is_done_does_not_come_twice(self):
        with self._at("2026-03-02 09:00:00"):
            self._reminders().with_user(self.agent).action_done()
        self._slip("won")
        self._run("2026-03-02 12:00:00")
        self.assertFalse(self._reminders())
        self._run("2026-03-05 12:00:00")
        self.assertIn("has passed", self._reminders().summary)

    def test_it_goes_on_as_ever(self):
        self._slip("won")
        self._run("2026-03-05 12:00:00")
        self.assertIn("has passed", self._reminders().summary)
        with self._at("2026-03-05 13:00:00"):
            self.lead.date_deadline = Date.to_date("2026-04-20")
        self.assertFalse(self._reminders())

    def test_without_whom_it_was_for_the_slip_is_undone_all_the_same(self):
        leaver = self._user("leaver", "sales_team.group_sale_salesman")
        self._reminders().user_id = leaver
        self._close(self.lead)
        # raw SQL: a user who is gone for good
        self.env.cr.execute(
            "UPDATE crm_lead_closing SET before = jsonb_set(before,"
            " '{reminder,activity,user_id}', '2147483647') WHERE lead_id = %s",
            self.lead.ids,
        )
        self._undo(self.lead)
        self.assertOpenAgain(self.lead, self.new)
        self.assertFalse(self._reminders())

    def test_a_batch_costs_no_queries_per_opportunity(self):
        self._resume_count(2)  # fills caches
        few, many = self._resume_count(2), self._resume_count(12)
        self.assertGreater(few, 2)
        self.assertLessEqual(many, few + 2)

    def _resume_count(self, count):
        leads = self._open(count, date_deadline="2026-03-04")
        self._run("2026-03-01 12:00:00")
        self._close(leads)
        found = leads._oplus_undo_found()
        kept = {id_: closing["before"]["reminder"] for id_, closing in found.items()}
        self.assertTrue(all(kept.values()))
        leads.sudo().write({"active": True, "stage_id": self.new.id})
        self._end_transaction()
        before = self.env.cr.sql_log_count
        self.env["crm.lead.reminder"]._reminder_resume(kept)
        return self.env.cr.sql_log_count - before
