# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .pipeline_status_common import PipelineStatusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineStatus(PipelineStatusCommon):
    """The figures of *Pipeline Status*, against what was counted by hand."""

    def test_what_is_open_now_by_stage(self):
        status = self._status()
        self.assertEqual(self._sums(status, "open", self.new), (3, 1170, 345))
        self.assertEqual(self._sums(status, "open", self.talk), (1, 500, 250))
        self.assertEqual(self._sums(status, "open", self.offer), (1, 3000, 2400))
        self.assertEqual(self._sums(status, "open"), (5, 4670, 2995))

    def test_won_and_lost_of_the_days_of_the_company(self):
        status = self._status()
        self.assertEqual(self._sums(status, "won"), (2, 7000, 7000))
        self.assertEqual(self._sums(status, "lost"), (1, 900, 0))
        self.assertEqual(self._sums(status, "closed"), (3, 7900, 7000))
        self.assertEqual(self._found("won"), self.late | self.quick)
        april = self._status(days=("2026-04-01", "2026-04-01"))
        self.assertEqual(self._sums(april, "won"), (1, 800, 800))

    def test_what_became_of_what_was_created_in_the_period(self):
        status = self._status()
        self.assertEqual(self._sums(status, "created"), (4, 7170, 6445))
        self.assertEqual(self._sums(status, "created_won"), (1, 4000, 4000))
        self.assertEqual(self._sums(status, "created_lost"), (0, 0, 0))
        self.assertEqual(self._sums(status, "created_open"), (3, 3170, 2445))

    def test_each_reader_has_own_figures(self):
        for user in (self.agent, self.supervisor):
            with self.subTest(user=user.login):
                status = self._status(user)
                self.assertEqual(self._sums(status, "open", self.new), (2, 1070, 335))
                self.assertEqual(self._sums(status, "open"), (4, 4570, 2985))
                self.assertEqual(self._sums(status, "created"), (3, 7070, 6435))
        self.assertEqual(self._sums(self._status(self.colleague), "open"), (1, 100, 10))
        self.assertFalse(self._found("won", user=self.colleague))

    def test_every_figure_opens_what_it_counts(self):
        for user in (self.admin, self.supervisor, self.agent):
            for strict in (False, True):
                figures = self._status(user, strict=strict)["figures"]
                for name, by_stage in figures.items():
                    for key, sums in by_stage.items():
                        stage = None if key == "all" else key
                        with self.subTest(user=user.login, name=name, stage=key):
                            found, missing = self._behind(
                                name, stage, user, strict=strict
                            )
                            self.assertEqual(len(found) + missing, sums["count"])
                            self.assertFalse(missing)

    def test_the_filter_applies_to_all_figures(self):
        only = [("expected_revenue", ">=", 3000)]
        status = self._status(domain=only)
        self.assertEqual(self._sums(status, "open"), (1, 3000, 2400))
        self.assertEqual(self._sums(status, "closed"), (2, 7000, 7000))
        self.assertEqual(self._found("open", domain=only), self.jumps)

    def test_it_agrees_with_the_board_and_what_is_archived(self):
        board = self.env["crm.lead"].with_user(self.admin)
        board = board.with_context(active_test=False)
        domain = [("type", "=", "opportunity"), ("won_status", "=", "pending")]
        groups = board._read_group(
            domain, ["stage_id"], ["__count", "expected_revenue:sum"]
        )
        status = self._status()
        for stage, count, value in groups:
            self.assertEqual(self._sums(status, "open", stage)[:2], (count, value))

    def test_stages_are_in_the_companys_order_and_without_the_hidden_ones(self):
        self.offer.sudo().sequence = 0
        names = [stage["name"] for stage in self._status()["stages"]]
        self.assertEqual(names[:3], ["Offer", "New", "Talk"])
        self.assertNotIn("Won", names)
        self.talk.sudo().show_in_graph = False
        status = self._status()
        self.assertNotIn("Talk", [stage["name"] for stage in status["stages"]])
        self.assertEqual(status["figures"]["open"]["0"]["count"], 1)
        self.assertEqual(self._sums(status, "open"), (5, 4670, 2995))
        self.assertEqual(self._found("open", 0), self.talks)

    def test_stalled_and_snoozed_are_told_apart(self):
        self.new.sudo().rotting_threshold_days = 20
        self._end_transaction()
        self.theirs.action_snooze("2026-05-01", "They decide in May")
        self._end_transaction()
        status = self._status()
        self.assertEqual(self._sums(status, "stalled", self.new), (1, 1000, 300))
        self.assertEqual(self._sums(status, "snoozed", self.new), (1, 100, 10))
        self.assertEqual(self._found("stalled"), self.stays)
        self.assertEqual(self._found("snoozed"), self.theirs)

    def _counts(self, status, stage, *names):
        return [self._sums(status, name, stage)[0] for name in names]

    def test_what_passed_the_stages(self):
        names = ("entered", "advanced", "still_here", "lost_here", "leavers")
        status = self._status()
        self.assertEqual(self._counts(status, self.new, *names), [4, 2, 2, 0, 5])
        self.assertEqual(self._counts(status, self.talk, *names), [4, 3, 1, 0, 0])
        self.assertEqual(self._counts(status, self.offer, *names), [3, 2, 1, 0, 0])
        times = {stage["id"]: stage for stage in status["stages"]}[self.new.id]
        # 23 days and an hour, of 18, 22, 23, 23 and 58 days
        self.assertAlmostEqual(times["median_days"], 23 + 1 / 24, 3)
        self.assertIsNone(times["rate"])
        self.assertFalse(status["bottleneck"]["stage_id"])
        strict = self._status(strict=True)
        self.assertEqual(self._counts(strict, self.talk, *names), [1, 0, 1, 0, 0])
        self.assertEqual(self._found("entered", self.talk.id, strict=True), self.talks)

    def test_deleted_ones_count_for_who_may_know_and_are_missing_in_the_list(self):
        self.quick.sudo().unlink()
        self._end_transaction()
        status = self._status()
        self.assertEqual(self._sums(status, "won"), (2, 7000, 7000))
        self.assertEqual(self._behind("won"), (self.late, 1))
        entered = self._sums(status, "entered", self.new)[0]
        found, missing = self._behind("entered", self.new.id)
        self.assertEqual((entered, len(found), missing), (4, 3, 1))
        every = [("name", "!=", "Nobody")]
        filtered = self._status(domain=every)
        self.assertEqual(self._sums(filtered, "entered", self.new)[0], 3)
        self.assertEqual(self._behind("entered", self.new.id, domain=every)[1], 0)

    def test_a_replaced_stage_is_shown_as_what_replaces_it(self):
        self.talks.write({"stage_id": self.offer.id})
        self._end_transaction()
        self.talk.sudo().write({"active": False, "replaced_by_id": self.offer.id})
        status = self._status()
        self.assertNotIn("Talk", [stage["name"] for stage in status["stages"]])
        self.assertEqual(self._sums(status, "open", self.offer)[0], 2)
        self.assertEqual(self._sums(status, "entered", self.offer)[0], 4)

    def test_the_number_of_queries_does_not_grow(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._status(self.supervisor)
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        self._leads(40, expected_revenue=10)[:20].action_set_won()
        self._end_transaction()
        self.assertEqual(queries(), few)

    def test_a_call_campaign_for_the_customers_behind_a_figure(self):
        leads = self._found("lost", user=self.agent)
        action = leads.oplus_action_call_campaign()
        run = self.env["crm.lead.opening.run"].browse(action["res_id"])
        self.assertEqual(run.line_ids.partner_id, self.customer)
        leads.sudo().partner_id = False
        with self.assertRaisesRegex(UserError, "who could be called"):
            leads.oplus_action_call_campaign()
