# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .stage_disabling_common import StageDisablingCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageLast(StageDisablingCommon):
    """A pipeline keeps its last open and its last won stage by every door."""

    def _last(self, stage, way):
        self._refused(stage, way, f"needs an open and a won stage.*: {stage.name}")

    def test_the_only_won_stage(self):
        self._last(self.won, lambda stage: stage.unlink())
        self._last(self.won, lambda stage: stage.write({"category": "waiting"}))
        self._last(self.won, lambda stage: stage.write({"is_won": False}))
        south = [Command.set(self.south.ids)]
        self._last(self.won, lambda stage: stage.write({"team_ids": south}))
        self._last(self.won, lambda stage: stage.web_save({"team_ids": south}, {}))
        result = self._as_admin(self.won).load(
            [".id", "category"], [[str(self.won.id), "Waiting"]]
        )
        self.assertIn("a won stage", result["messages"][0]["message"])

    def test_the_only_open_stage_of_a_team(self):
        self.new.sudo().unlink()
        # North has Talk, too
        self._last(self.offer, lambda stage: stage.unlink())
        self._last(self.offer, lambda stage: stage.write({"category": "won"}))
        north = [Command.set(self.north.ids)]
        self._last(self.offer, lambda stage: stage.write({"team_ids": north}))
        self._as_admin(self.talk).unlink()

    def test_where_another_one_is_left(self):
        won = self.won.sudo().copy({"name": "Delivered"})
        self._as_admin(self.won).unlink()
        self._as_admin(self.offer).write({"category": "won"})
        self._as_admin(won).write({"category": "in_progress"})
        teams = [Command.set((self.north | self.south).ids)]
        self._as_admin(self.offer).write({"team_ids": teams})
        self.assertEqual(self.offer.team_ids, self.north | self.south)

    def test_what_was_missing_before_stops_nobody(self):
        self.won.sudo().unlink()
        self._as_admin(self.new).write({"team_ids": [Command.set(self.north.ids)]})
        self._as_admin(self.new).unlink()
        self.assertTrue(self.offer.exists())
