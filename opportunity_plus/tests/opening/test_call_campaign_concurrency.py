# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.exceptions import UserError
from odoo.tests import tagged

from ..concurrency_common import ConcurrencyCommon

RUN = "crm.lead.opening.run"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestCallCampaignConcurrency(ConcurrencyCommon):
    """Two people call the same customers, on several real connections."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            users = self._create_users(env, first="salesman", second="salesman")
            self.user_ids = users.ids
            self.campaign_id = env["utm.campaign"].create({"name": "Spring"}).id
            partners = env["res.partner"].create([{"name": "A"}, {"name": "B"}])
            self.partner_ids = partners.ids
        self.addCleanup(self._remove)
        self.run_ids = [self._prepare(user_id) for user_id in self.user_ids]

    def _remove(self):
        with self._transaction() as env:
            # raw SQL: nobody deletes a receipt otherwise
            env.cr.execute("DELETE FROM crm_lead_opening_run")
            self._opened(env).unlink()
            env["utm.campaign"].browse(self.campaign_id).unlink()
            self._remove_users(env, self.user_ids)
            env["res.partner"].browse(self.partner_ids).unlink()

    def _prepare(self, user_id):
        with self._transaction(user_id) as env:
            partners = env["res.partner"].browse(self.partner_ids)
            run = env[RUN].browse(partners.oplus_action_call_campaign()["res_id"])
            run.campaign_id = self.campaign_id
            return run.id

    def _carry_out(self, env, number):
        env[RUN].browse(self.run_ids[number]).action_run()
        env.flush_all()

    def _opened(self, env):
        return env["crm.lead"].search([("partner_id", "in", self.partner_ids)])

    def test_two_runs_in_one_campaign_call_nobody_twice(self):
        first, second = self.user_ids
        with self._too_late(second) as late:
            late[RUN].browse(self.run_ids[1]).read(["opened_count"])
            with self._transaction(first) as early:
                self._carry_out(early, 0)
            self._carry_out(late, 1)
        with (
            self.assertRaisesRegex(UserError, "None of the customers"),
            self._transaction(second) as retried,  # as Odoo does with such a failure
        ):
            self._carry_out(retried, 1)
        with self._transaction() as env:
            self.assertEqual(len(self._opened(env)), 2)

    def test_two_campaigns_do_not_open_two_for_a_customer(self):
        first, second = self.user_ids
        with self._transaction() as env:
            autumn = env["utm.campaign"].create({"name": "Autumn"})
            env[RUN].browse(self.run_ids[1])._system_write({"campaign_id": autumn.id})
        with self._too_late(second) as late:
            late[RUN].browse(self.run_ids[1]).read(["opened_count"])
            with self._transaction(first) as early:
                self._carry_out(early, 0)
            self._carry_out(late, 1)
        with (
            self.assertRaisesRegex(UserError, "None of the customers"),
            self._transaction(second) as retried,
        ):
            self._carry_out(retried, 1)
        with self._transaction() as env:
            self.assertEqual(len(self._opened(env)), 2)
            env["utm.campaign"].browse(autumn.id).unlink()

    def _undo(self, env):
        env[RUN].browse(self.run_ids[0]).action_undo()
        env.flush_all()

    def test_a_double_click_undoes_once(self):
        first, _second = self.user_ids
        with self._transaction(first) as env:
            self._carry_out(env, 0)
        with self._transaction(first) as one:
            self._undo(one)
            with (
                self.assertRaisesRegex(UserError, "Somebody else is working"),
                self._transaction(first) as two,
            ):
                self._undo(two)
        with (
            self.assertRaisesRegex(UserError, "no longer possible"),
            self._transaction(first) as three,
        ):
            self._undo(three)
        with self._transaction() as env:
            self.assertFalse(self._opened(env))

    def test_what_somebody_is_just_editing_is_left_for_later(self):
        first, _second = self.user_ids
        with self._transaction(first) as env:
            self._carry_out(env, 0)
        with self._transaction() as editing:
            lead = self._opened(editing)[:1]
            lead.with_user(first).priority = "2"
            editing.flush_all()
            with self._transaction(first) as undoing:
                self._undo(undoing)
        with self._transaction(first) as env:
            run = env[RUN].browse(self.run_ids[0])
            self.assertEqual((run.state, run.removed_count), ("undoing", 1))
            run.action_resume()
            env.flush_all()
            env.invalidate_all()
            self.assertEqual((run.state, run.kept_count), ("undone", 1))
            self.assertEqual(run.line_ids.sudo().lead_id.priority, "2")

    def test_what_somebody_has_just_edited_makes_an_undo_start_again(self):
        first, _second = self.user_ids
        with self._transaction(first) as env:
            self._carry_out(env, 0)
        with self._too_late(first) as undoing:
            undoing[RUN].browse(self.run_ids[0]).read(["state"])
            with self._transaction() as editing:
                self._opened(editing)[:1].with_user(first).priority = "2"
            self._undo(undoing)

    def test_a_double_click_opens_once(self):
        first, _second = self.user_ids
        with self._transaction(first) as one:
            self._carry_out(one, 0)
            with (
                self.assertRaisesRegex(UserError, "Somebody else is working"),
                self._transaction(first) as two,
            ):
                self._carry_out(two, 0)
        with (
            self.assertRaisesRegex(UserError, "no longer possible"),
            self._transaction(first) as three,
        ):
            self._carry_out(three, 0)
        with self._transaction() as env:
            self.assertEqual(len(self._opened(env)), 2)
