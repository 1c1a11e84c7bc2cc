# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .conversion_common import ConversionCommon

MARCH = ("2026-03-01", "2026-03-31")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionAccess(ConversionCommon):
    """Readers see what became of the opportunities that they may read."""

    def _entered(self, user):
        self.history = self.history.with_user(user)
        return self._conversion(self.new)["entered"]

    def test_each_reader_sees_a_part(self):
        mine = self._pass(self.new)
        other = self._pass(self.new, user_id=self.colleague.id, team_id=self.south.id)
        self.assertEqual(self._entered(self.agent), 1)
        self.assertEqual(self._entered(self.colleague), 1)
        self.assertEqual(self._entered(self.supervisor), 1)
        self.assertEqual(self._entered(self.manager), 2)
        self.assertEqual(self._entered(self.admin), 2)
        history = self.history.with_user(self.agent)
        self.assertEqual(history.conversion_leads(*MARCH), mine.ids)
        self.assertEqual(history.success(*MARCH)["created"]["count"], 1)
        ids = [("id", "in", (mine | other).ids)]
        found = history.conversion_leads(*MARCH, domain=[("lead_id", "any", ids)])
        self.assertEqual(found, mine.ids)

    def test_deleted_ones_are_for_who_sees_everything(self):
        lead = self._pass(self.new)
        lead.sudo().unlink()
        self._end_transaction()
        self.assertEqual(self._entered(self.agent), 0)
        self.assertEqual(self._entered(self.manager), 1)

    def test_the_pivot_keeps_deleted_ones_for_who_sees_everything(self):
        lead = self._pass(self.new, None, name="Gone")
        lead.sudo().unlink()
        self._end_transaction()
        for user, count in ((self.agent, 0), (self.supervisor, 0), (self.manager, 1)):
            rows = self.env["crm.lead.conversion"].with_user(user)
            found = rows.search([("became", "=", "lost")])
            self.assertEqual(len(found), count)
        self.assertEqual((found.stage_id, found.lead_name), (self.new, "Gone"))
        self.assertFalse(found.lead_id)
        with self.assertRaisesRegex(UserError, "“Gone” was deleted"):
            found.action_open_lead()

    def test_it_may_be_read_from_a_replica(self):
        self._pass(self.new)
        self.env.flush_all()
        self.env.cr.execute("SET TRANSACTION READ ONLY")
        for user in (self.agent, self.manager):
            history = self.history.with_user(user)
            self.assertEqual(history.conversion(*MARCH)[0]["entered"], 1)
            self.assertEqual(
                history.conversion_leads(*MARCH),
                history.success_leads(*MARCH, figure="created"),
            )
            history.success(*MARCH)
            history.bottleneck(*MARCH)

    def test_no_filter_reveals_what_a_reader_may_not_see(self):
        self._pass(self.new, user_id=self.colleague.id, team_id=self.south.id)
        history = self.history.with_user(self.agent)
        for domain in (
            [("expected_revenue", ">", 50)],
            ["!", ("lead_id.name", "=", "none")],
            [("lead_id", "!=", False)],
            ["|", ("id", ">", 0), ("lead_id", "!=", 0)],
        ):
            self.assertEqual(history.conversion_leads(*MARCH, domain=domain), [])
            self.assertEqual(history.success_leads(*MARCH, domain, "created"), [])

    def test_the_pivot_shows_the_same_opportunities(self):
        self._pass(self.new, self.offer, None)
        self._pass(self.new, user_id=self.colleague.id, team_id=self.south.id)
        for user, count in ((self.agent, 1), (self.manager, 2)):
            rows = self.env["crm.lead.conversion"].with_user(user)
            new = rows.search([("stage_id", "=", self.new.id)])
            self.assertEqual(len(new), count)
        found = rows.search([("lead_id.user_id", "=", self.agent.id)])
        found = {row.stage_id: row for row in found}
        self.assertEqual(found[self.new].became, "advanced")
        self.assertEqual(found[self.talk].is_passed, True)
        self.assertEqual(found[self.offer].became, "lost")
        self.assertEqual(found[self.offer].days, 1)
        self.assertEqual(found[self.offer].currency_id, self.env.company.currency_id)
        groups = rows._read_group(
            [], ["stage_id"], ["days:avg", "expected_revenue:sum"]
        )
        self.assertEqual(groups[0], (self.new, 1, 200))
        with self.assertRaises(UserError):
            found[self.new].sudo().write({"rate": 5})

    def test_the_pivot_tells_no_rate_of_fewer_than_five(self):
        self._pass(self.new, self.offer, count=3)
        self._pass(self.new, count=2)
        rows = self.env["crm.lead.conversion"].with_user(self.agent)
        measures = ["__count", "rate:avg"]
        stages = [("stage_id", "in", (self.new | self.offer).ids)]
        # as a pivot asks
        [[total], groups] = rows.formatted_read_grouping_sets(
            stages, [[], ["stage_id"]], measures
        )
        told = {
            group["stage_id"][0]: (group["__count"], group["rate:avg"])
            for group in groups
        }
        self.assertEqual(told, {self.new.id: (5, 60), self.offer.id: (3, False)})
        self.assertEqual((total["__count"], total["rate:avg"]), (8, 37.5))
        [none] = rows.formatted_read_group([("became", "=", "left")], [], measures)
        self.assertEqual((none["__count"], none["rate:avg"]), (0, False))

    def test_odd_arguments_are_answered_with_a_sentence(self):
        history = self.history.with_user(self.agent)
        for days, words in (
            (("2026-03-31", "2026-03-01"), "Exchange the days"),
            (("", "2026-03-01"), "Enter each day"),
            ((None, None), "Enter each day"),
            (("2026-13-01", "2026-03-01"), "Enter each day"),
            (([1], {}), "Enter each day"),
            ((True, 5), "Enter each day"),
        ):
            for method in (history.conversion, history.success, history.bottleneck):
                with self.assertRaisesRegex(UserError, words):
                    method(*days)
        self.assertTrue(history.conversion("0001-01-01", "9999-12-31"))
        for domain in (
            *("x", 5, [("nothing", "=", 1)], [("stage_id", "?", 1)], ["&"]),
            *([("lead_id", "any!", [])], [[1]], {"a": 1}, [("date_in", ">", "x")]),
        ):
            with self.assertRaises(UserError, msg=domain):
                history.conversion(*MARCH, domain)
        for options in (
            {"figure": "x"},
            {"figure": ["x"]},
            {"figure": None},
            {"stage_id": "x"},
            {"stage_id": 2**70},
            {"stage_id": [1]},
        ):
            with self.assertRaisesRegex(UserError, "no such"):
                history.conversion_leads(*MARCH, **options)

    def test_days_without_anything(self):
        self._pass(self.new)
        for days in (
            ("2020-01-01", "2020-01-31"),  # before the first row
            ("2030-01-01", "2030-01-31"),
        ):
            self.assertEqual(self._conversion(self.new, days=days)["entered"], 0)
        one = self._conversion(self.new, days=("2026-03-02", "2026-03-02"))
        self.assertEqual(one["entered"], 1)
        beyond = self._conversion(self.new, days=("2026-03-02", "2030-01-01"))
        self.assertEqual((beyond["entered"], beyond["running"]), (1, 1))

    def test_the_number_of_queries_does_not_depend_on_the_opportunities(self):
        self._pass(self.new, self.offer, count=2)
        self.history.conversion(*MARCH)
        self.assertLess(self._count(2), 17)
        self._pass(self.new, self.offer, None, count=20)
        self.assertEqual(self._count(22), self._count(22))

    def _count(self, entered):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        rows = self.history.conversion(*MARCH)
        self.assertEqual(rows[0]["entered"], entered)
        return self.env.cr.sql_log_count - before
