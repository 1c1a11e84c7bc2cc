# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .guidance_common import GuidanceCommon

BOARD = {"checklist_done": {}, "checklist_total": {}}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestChecklistPerformance(GuidanceCommon):
    """The same few statements for one opportunity and for many."""

    def _statements(self, action):
        self._end_transaction()
        self.env.invalidate_all()
        action()  # caches
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def _of_reading(self, leads, specification):
        bare = self._statements(lambda: leads.web_read({"name": {}, "type": {}}))
        fields = {"name": {}, "type": {}, **specification}
        return self._statements(lambda: leads.web_read(fields)) - bare

    def test_a_board_costs_one_statement(self):
        leads = self._leads(20)
        leads.action_tick(self.called.id)
        self.assertEqual(self._of_reading(leads[0], BOARD), 1)
        self.assertEqual(self._of_reading(leads, BOARD), 1)

    def test_nothing_where_no_stage_has_guidance(self):
        leads = self._leads(20)
        self.new.sudo().checkpoint_ids.unlink()
        every = {**BOARD, "oplus_guidance": {}}
        self.assertEqual(self._of_reading(leads, every), 0)

    def test_nothing_for_a_form_in_a_stage_without_guidance(self):
        lead = self._lead(stage_id=self.offer.id)
        self.assertEqual(self._of_reading(lead, {"oplus_guidance": {}}), 0)

    def test_a_form_costs_the_same_for_any_number_of_points(self):
        lead = self._lead()
        lead.action_tick(self.called.id)
        few = self._of_reading(lead, {"oplus_guidance": {}})
        for number in range(10):
            lead.action_tick(self._point(f"Point {number}").id)
        self.assertEqual(self._of_reading(lead, {"oplus_guidance": {}}), few)
        self.assertEqual(few, 1)

    def test_a_batch_is_ticked_by_a_fixed_number_of_statements(self):
        def ticking(leads):
            def action():
                done = not leads[0].checklist_done
                leads.action_tick(self.called.id, done)

            return self._statements(action)

        ticking(self._leads(2))  # caches
        self.assertEqual(ticking(self._leads(30)), ticking(self._leads(2)))

    def test_missing_points_cost_one_statement(self):
        leads = self._leads(30)
        leads.read(["type", "team_id"])
        leads._oplus_checklist_missing(self.new)  # caches
        for some in (leads[:1], leads):
            some.read(["type", "team_id", "stage_id"])
            with self.assertQueryCount(1):
                some._oplus_checklist_missing(self.new)
            with self.assertQueryCount(0):
                some._oplus_checklist_missing(self.offer)
