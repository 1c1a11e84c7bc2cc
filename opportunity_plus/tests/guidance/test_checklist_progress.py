# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .guidance_common import GuidanceCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestChecklistProgress(GuidanceCommon):
    """What is done and what is missing, also of opportunities that are merged."""

    def test_required_points_that_are_missing(self):
        signed = self._point("Signed", stage=self.offer, is_required=True)
        north, south = self._lead(), self._lead(team_id=self.south.id)
        north.action_tick(self.called.id)
        leads = north | south
        self.assertEqual(
            leads._oplus_checklist_missing(self.new),
            {north.id: self.visit, south.id: self.called | self.stock},
        )
        self.assertEqual(
            leads._oplus_checklist_missing(self.offer),
            {north.id: signed, south.id: signed},
        )
        north.action_tick(self.visit.id)
        self.assertFalse(north._oplus_checklist_missing(self.new)[north.id])
        self.assertFalse(north._oplus_checklist_missing(self.won)[north.id])

    def test_search_by_progress(self):
        one, all_, none = self._leads(3)
        other = self._lead(stage_id=self.offer.id)
        one.action_tick(self.called.id)
        for point in (self.called, self.budget, self.visit):
            all_.action_tick(point.id)
        mine = self.env["crm.lead"].browse([one.id, all_.id, none.id, other.id])
        for domain, expected in (
            ([("checklist_done", "=", 1)], one),
            ([("checklist_done", ">", 0)], one | all_),
            ([("checklist_done", "!=", 0)], one | all_),
            ([("checklist_total", "=", 0)], other),
            ([("checklist_total", "not in", [3])], other),
            ([("oplus_has_open_points", "=", True)], one | none),
            ([("oplus_has_open_points", "=", False)], all_ | other),
        ):
            with self.subTest(domain):
                found = mine.search([("id", "in", mine.ids), *domain])
                self.assertEqual(found, mine.filtered_domain(domain))
                self.assertEqual(set(found), set(expected))

    def test_merging_brings_the_ticks_to_the_survivor(self):
        head, tail = self._lead(name="Head", probability=60), self._lead(name="Tail")
        with self._at("2026-03-02 09:00"):
            head.action_tick(self.budget.id)
            tail.action_tick(self.called.id)
        with self._at("2026-03-03 09:00"):
            head.action_tick(self.called.id)
            head.action_tick(self.called.id, done=False)
            tail.action_tick(self.visit.id)
        self.assertEqual((head | tail).merge_opportunity(), head)
        self.assertEqual(self._progress(head), (3, 3))
        self.assertEqual(
            sorted(tick.merged_from or "" for tick in head.oplus_tick_ids),
            ["", "", "", "Tail", "Tail"],
        )
        head.action_tick(self.called.id, done=False)
        self.assertEqual(self._progress(head), (2, 3))
        self.assertEqual(len(head.oplus_tick_ids), 6)

    def test_copies_start_without_ticks(self):
        lead = self._lead()
        lead.action_tick(self.called.id)
        copy = lead.copy()
        self.assertEqual(self._progress(copy), (0, 3))
        self.assertFalse(copy.oplus_tick_ids)

    def test_ticks_go_with_the_opportunity(self):
        lead = self._lead()
        lead.action_tick(self.called.id)
        ticks = lead.oplus_tick_ids
        lead.with_user(self.admin).unlink()
        self.assertFalse(ticks.exists())
