# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMerging(OpportunityPlusCommon):
    """What merging, converting and duplicating do with the history."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.head = self._lead(name="Head", probability=60)
            self.tail = self._lead(name="Tail", probability=10)
        with self._at("2026-03-03 09:00"):
            self.head.stage_id = self.offer
            self.tail.stage_id = self.talk

    def _merge(self):
        with self._at("2026-03-06 09:00"):
            merged = (self.tail | self.head).merge_opportunity()
        self.assertEqual(merged, self.head)

    def test_the_surviving_opportunity_keeps_its_own_timeline(self):
        self._merge()
        self.assertTimeline(
            self.head,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-03 09:00"),
                (self.offer, "open", "2026-03-03 09:00", False),
            ],
        )

    def test_the_rows_of_the_merged_one_stay_readable_and_stop(self):
        self._merge()
        merged = self.head.stage_history_ids.filtered("merged_from").sorted("id")
        with self._at("2026-05-01 09:00"):
            self.assertRecordValues(
                merged,
                [
                    {"stage_id": self.new.id, "merged_from": "Tail", "duration": 1},
                    {"stage_id": self.talk.id, "merged_from": "Tail", "duration": 3},
                ],
            )

    def test_a_move_of_the_merged_one_in_the_same_transaction_is_kept(self):
        with self._at("2026-03-06 09:00"):
            self.tail.stage_id = self.new
            (self.tail | self.head).merge_opportunity()
        merged = self.head.stage_history_ids.filtered("merged_from").sorted("id")
        self.assertEqual(merged.stage_id, self.new | self.talk)
        self.assertEqual(len(merged), 3)

    def test_one_that_is_named_twice_is_not_merged_into_itself(self):
        lead = self._lead()
        with self.assertRaisesRegex(UserError, "at least two"):
            lead.browse(lead.ids * 2).merge_opportunity()
        self.assertTrue(lead.exists())

    def test_merging_again_keeps_the_first_name(self):
        self._merge()
        with self._at("2026-03-07 09:00"):
            other = self._lead(name="Other", probability=90, stage_id=self.offer.id)
        with self._at("2026-03-08 09:00"):
            (self.head | other).merge_opportunity()
        names = other.stage_history_ids.mapped("merged_from")
        self.assertEqual(sorted(filter(None, names)), ["Head"] * 2 + ["Tail"] * 2)

    def test_a_merged_head_goes_on_moving(self):
        self._merge()
        with self._at("2026-03-09 09:00"):
            self.head.action_set_won()
        self.assertPath(
            self.head, [(self.new, "open"), (self.offer, "open"), (self.won, "won")]
        )

    def test_a_lost_opportunity_merged_away_keeps_its_reason(self):
        with self._at("2026-03-05 09:00"):
            self.tail.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at("2026-03-06 09:00"):
            (self.tail | self.head).with_user(self.admin).merge_opportunity()
        lost = self.head.stage_history_ids.filtered(lambda s: s.outcome == "lost")
        self.assertEqual(lost.lost_reason_id, self.too_expensive)
        self.assertEqual(lost.merged_from, "Tail")

    def test_a_duplicate_starts_a_new_history(self):
        with self._at("2026-03-04 09:00"):
            duplicate = self.head.copy()
        self.assertTimeline(duplicate, [(self.new, "open", "2026-03-04 09:00", False)])

    def test_opportunities_that_survive_a_merge_keep_their_history(self):
        before = self._timeline(self.tail).read()
        (self.tail | self.head).merge_opportunity(auto_unlink=False)
        self._end_transaction()
        self.assertEqual(self._timeline(self.tail).read(), before)
        self.assertFalse(self.head.stage_history_ids.filtered("merged_from"))

    def test_a_merge_that_picks_a_stage_is_no_interaction(self):
        with self._at("2026-03-05 09:00"):
            self.head.stage_id = self.talk  # a stage of North alone
        with self._at("2026-03-06 09:00"):
            both = (self.tail | self.head).with_user(self.admin)
            both.merge_opportunity(team_id=self.south.id)
        self.assertEqual(self._timeline(self.head)[-1].stage_id, self.new)
        self.assertFalse(self._timeline(self.head)[-1].is_interaction)
