# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ...models.conditions.entry import Entry
from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsPerformance(ConditionsCommon):
    """Conditions cost a fixed number of statements for any number of opportunities."""

    def setUp(self):
        super().setUp()
        self.point = self._point(self.new, "First call")

    def _switch(self, is_on):
        names = ("referred",) if is_on else ()
        self._ask(
            self.offer, *names, condition_quotation=is_on, condition_checklist=is_on
        )

    def _statements(self, count, move):
        leads = self._leads(count, referred="Somchai")
        leads.action_tick(self.point.id)
        for lead in leads:
            self._order(lead)
        self._wait()
        before = self.env.cr.sql_log_count
        move(leads)
        self._end_transaction()
        spent = self.env.cr.sql_log_count - before
        self.assertEqual(leads.stage_id, self.offer)
        return spent

    def assertFixed(self, move):
        cost = {}
        for is_on in (False, True):
            self._switch(is_on)
            self._statements(2, move)  # caches
            for count in (2, 12):
                cost[is_on, count] = self._statements(count, move)
        few, many = (cost[True, count] - cost[False, count] for count in (2, 12))
        self.assertLessEqual(few, 5)
        self.assertLessEqual(many - few, 1)

    def test_a_write(self):
        self.assertFixed(lambda leads: leads.write({"stage_id": self.offer.id}))

    def test_an_import_of_new_ones(self):
        def statements(count):
            rows = [[f"Deal {number}", "Offer", "Her"] for number in range(count)]
            self._wait()
            before = self.env.cr.sql_log_count
            leads = self.env["crm.lead"].with_context(default_type="opportunity")
            result = leads.load(["name", "stage_id", "referred"], rows)
            self.assertFalse(result["messages"])
            self._end_transaction()
            return self.env.cr.sql_log_count - before

        cost = {}
        for is_on in (False, True):
            self._ask(self.offer, *(("referred",) if is_on else ()))
            statements(2)  # caches
            for count in (2, 12):
                cost[is_on, count] = statements(count)
        few, many = (cost[True, count] - cost[False, count] for count in (2, 12))
        self.assertLessEqual(few, 5)
        self.assertLessEqual(many - few, 1)

    def test_the_move_of_the_dialog(self):
        self.assertFixed(lambda leads: leads.oplus_stage_move(self.offer.id, {}))

    def test_many_ways(self):
        """From several stages, of several teams, and of what is created."""
        teams = (self.north, self.south, self.env["crm.team"])
        leads = self.env["crm.lead"].union(
            *(
                self._lead(stage_id=stage.id, team_id=team.id)
                for stage in (self.new, self.talk, self.offer)
                for team in teams
            )
        )
        self._ask(self.offer, condition_checklist=True, condition_when_skipped=True)
        self._ask(self.won, condition_checklist=True)
        for stage in (self.talk, self.offer):
            self._point(stage, "Budget known")
        self._wait()
        policy = self.env["crm.stage"]._oplus_condition_policy()

        def judge(some):
            self.env.invalidate_all()
            entries = [
                Entry(lead.id, origin, self.won.id, lead.team_id.id)
                for lead in some
                for origin in (None, lead.stage_id.id)
            ]
            before = self.env.cr.sql_log_count
            missing = some._oplus_condition_missing(entries, policy)
            self.assertEqual(len(missing), len(entries))
            return self.env.cr.sql_log_count - before

        judge(leads)  # caches
        self.assertEqual(judge(leads[:1]), judge(leads))
