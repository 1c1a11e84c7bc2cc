# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .conversion_common import ConversionCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionTarget(ConversionCommon):
    """The target beside the times of a stage is that of the teams of the filter."""

    def setUp(self):
        super().setUp()
        self.new.sudo().rotting_threshold_days = 10

    def _own_target(self, team, days, stage=None):
        targets = self.env["crm.stage.target"].with_user(self.admin)
        stage = stage or self.new
        targets.create({"stage_id": stage.id, "team_id": team.id, "days": days})

    def _target(self, domain=(), user=None, stage=None):
        self.history = self.history.with_user(user or self.manager)
        row = self._conversion(stage or self.new, domain=[*domain])
        return "differs" if row["target_differs"] else row["target_days"]

    def test_a_team_has_its_own(self):
        self.assertEqual(self._target(), 10)
        self._own_target(self.north, 3)
        north, south = ([("team_id", "=", team.id)] for team in self.north | self.south)
        self.assertEqual(self._target(), "differs")
        self.assertEqual(self._target(north), 3)
        self.assertEqual(self._target(south), 10)
        self._own_target(self.south, 3)
        self.assertEqual(self._target(), 3)

    def test_finance_is_told_of_it(self):
        finance = self._user("finance", "opportunity_plus.group_finance")
        self.assertEqual(self._target(user=finance), 10)

    def test_teams_alone_have_one(self):
        self._own_target(self.north, 3, self.offer)
        north = [("team_id", "=", self.north.id)]
        self.assertEqual(self._target(north, stage=self.offer), 3)
        self.assertEqual(self._target(stage=self.offer), "differs")
        south = [("team_id", "=", self.south.id)]
        self.assertIsNone(self._target(south, stage=self.offer))

    def test_a_team_without_any(self):
        self._own_target(self.north, 0)
        self.assertIsNone(self._target([("team_id", "=", self.north.id)]))

    def test_only_teams_that_use_the_stage_count(self):
        self._own_target(self.north, 3, self.talk)
        self.assertEqual(self._target(stage=self.talk), 3)

    def test_whatever_else_is_filtered_by(self):
        self._own_target(self.north, 3)
        name = ("team_id.name", "ilike", "nort")
        for domain in (
            [name, ("salesperson_id", "=", self.agent.id)],
            ["!", "|", "!", name, ("lead_id.name", "=", "none")],
            [("team_id", "not in", self.south.ids), "!", ("reason", "=", "none")],
            [("team_id", "any", [("member_ids", "in", self.agent.ids)])],
        ):
            self.assertEqual(self._target(domain), 3, domain)
        either = ["|", name, ("salesperson_id", "=", self.colleague.id)]
        self.assertEqual(self._target(either), "differs")
        self.assertEqual(self._target([("team_id", "=", False)]), 10)

    def test_who_sees_some_teams_alone_reads_of_theirs(self):
        self._own_target(self.north, 3)
        for user in (self.agent, self.supervisor):
            self.assertEqual(self._target(user=user), 3)
        self.assertEqual(self._target(user=self.colleague), 10)
        self.assertEqual(self._target(user=self.manager), "differs")

    def test_the_page_says_the_same(self):
        self._pass(self.new, self.offer)
        self._own_target(self.north, 3)
        leads = self.env["crm.lead"].with_user(self.manager)

        def told(domain):
            page = leads.oplus_pipeline_status("2026-03-01", "2026-03-31", domain)
            (row,) = (row for row in page["stages"] if row["id"] == self.new.id)
            return row["target_days"], row["target_differs"]

        self.assertEqual(told([]), (None, True))
        self.assertEqual(told([("team_id", "=", self.north.id)]), (3, False))
        not_south = ["!", ("team_id", "=", self.south.id)]
        other = ["!", ("partner_id.name", "=", "none")]
        self.assertEqual(told([*not_south, *other]), (3, False))
