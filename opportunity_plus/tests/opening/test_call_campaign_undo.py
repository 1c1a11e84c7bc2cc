# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .call_campaign_common import CallCampaignCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaignUndo(CallCampaignCommon):
    """What nobody has touched since is taken back, once; the rest stays."""

    def test_untouched_ones_go_with_their_calls(self):
        run = self._ran(3, user_id=self.colleague.id)
        leads = self._opened(run.line_ids.partner_id)
        calls = leads.activity_ids
        self.assertEqual(len(calls), 3)
        self._undo(run)
        self.assertFalse(leads.exists() | leads.browse())
        self.assertFalse(calls.exists())
        self.assertEqual(run.line_ids.sudo().mapped("state"), ["removed"] * 3)
        self.assertRecordValues(
            run,
            [
                {
                    "state": "undone",
                    "undoer_id": self.agent.id,
                    "opened_count": 3,
                    "removed_count": 3,
                    "kept_count": 0,
                    "lead_count": 0,
                    "progress": 100,
                }
            ],
        )
        self.assertEqual(str(run.date_undone), "2026-03-02 11:00:00")
        self.assertIn("Taken back", run.summary)

    def test_customers_can_be_called_again_afterwards(self):
        run = self._ran(2)
        self._undo(run)
        again = self._preview(run.line_ids.partner_id)
        again.campaign_id = self.campaign
        self.assertEqual((again.opened_count, again.others_count), (2, 0))

    def test_what_is_gone_already_is_said(self):
        run = self._ran(2)
        with self._at("2026-03-02 10:00"):
            run.line_ids.lead_id[:1].with_user(self.admin).unlink()
        self._undo(run)
        rows = run.line_ids.sudo()
        self.assertEqual(rows.mapped("state"), ["removed"] * 2)
        self.assertEqual(sorted(rows.mapped(lambda r: r.reason or "")), ["", "deleted"])

    def test_what_cannot_be_deleted_stays_and_holds_up_nothing(self):
        run = self._ran(3)
        bad, leads = run.line_ids.lead_id[1], self.env.registry["crm.lead"]
        unlink, message = leads.unlink, "Needed elsewhere"

        def refuse(records):
            if bad.id in records.ids:
                raise UserError(message)
            return unlink(records)

        self.patch(leads, "unlink", refuse)
        self._undo(run)
        self.assertEqual(run.state, "undone")
        rows = run.line_ids.sudo()
        self.assertEqual(rows.filtered(lambda r: r.lead_id == bad).reason, "needed")
        self.assertEqual(run.removed_count, 2)

    def test_it_is_done_once(self):
        run = self._ran(1)
        self._undo(run)
        with self.assertRaisesRegex(UserError, "no longer possible"):
            run.action_undo()

    def test_a_preview_and_an_empty_result_are_not_undone(self):
        draft = self._preview(self._customers(1))
        with self.assertRaisesRegex(UserError, "no longer possible"):
            draft.action_undo()

    def test_a_run_in_progress_is_not_undone(self):
        self.patch(self.env.registry["crm.lead.opening.run"], "_BATCH_SIZE", 2)
        run = self._ran(3)
        self.assertEqual(run.state, "running")
        with self.assertRaisesRegex(UserError, "still under way"):
            run.action_undo()

    def test_who_started_it_and_administrators_undo_it(self):
        for user in (self.agent, self.admin):
            run = self._ran(1)
            self._undo(run, user)
            self.assertEqual((run.state, run.undoer_id), ("undone", user))
        run = self._ran(1)
        for user in (self.colleague, self.supervisor, self.manager, self.outsider):
            with (
                self.subTest(user.login),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                run.with_user(user).action_undo()
        self.assertEqual(run.state, "done")

    def test_it_cannot_be_forged(self):
        run = self._ran(1)
        for vals in ({"state": "undoing"}, {"undoer_id": self.admin.id}):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                run.write(vals)

    def test_salespeople_hear_of_it_once(self):
        run = self._ran(3, user_id=self.colleague.id)
        with self.mock_mail_gateway(), self.mock_mail_app():
            self._undo(run)
        told = self._new_msgs.filtered("partner_ids")
        self.assertEqual(told.partner_ids, self.colleague.partner_id)
        self.assertIn("Calls: 3", told.body)
        self.assertIn("deleted these calls", told.body)

    def test_it_works_without_the_campaign(self):
        run = self._ran(1)
        self.campaign.sudo().unlink()
        self._undo(run)
        self.assertEqual(run.removed_count, 1)

    def test_many_are_left_to_the_job(self):
        run = self._ran(5)
        self.patch(self.env.registry["crm.lead.opening.run"], "_BATCH_SIZE", 2)
        with self.enter_registry_test_mode():
            with self._at("2026-03-02 11:00"):
                run.action_undo()
            self.assertEqual((run.state, run.progress), ("undoing", 0))
            job = self.env.ref("opportunity_plus.ir_cron_opening").sudo()
            with mute_logger("odoo.addons.base.models.ir_cron"):
                job.with_user(self.env.ref("base.user_root")).method_direct_trigger()
            self.env.invalidate_all()
        self.assertEqual((run.state, run.removed_count), ("undone", 5))

    def test_a_batch_costs_a_fixed_number_of_statements(self):
        counts = []
        for number in (3, 3, 30):  # the first warms up
            run = self._ran(number)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with self.mock_datetime_and_now("2026-03-02 11:00"):
                run.action_undo()
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(run.removed_count, number)
        self.assertEqual(counts[1], counts[2])
