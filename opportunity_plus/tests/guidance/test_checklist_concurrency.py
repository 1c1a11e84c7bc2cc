# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.tests import tagged

from ..concurrency_common import ConcurrencyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestChecklistConcurrency(ConcurrencyCommon):
    """Two people tick the same point in the same second, on two connections.

    The second one has to fail in the way that makes Odoo try again, and then finds the
    point ticked.
    """

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            stage = env["crm.stage"].create({"name": "Ticked by two"})
            point = env["crm.stage.checkpoint"].create(
                {"name": "Called", "stage_id": stage.id}
            )
            lead = env["crm.lead"].create(
                {"name": "Deal", "type": "opportunity", "stage_id": stage.id}
            )
            self.stage_id, self.point_id, self.lead_id = stage.id, point.id, lead.id
        self.addCleanup(self._remove)

    def _remove(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
            env["crm.stage"].browse(self.stage_id).unlink()

    def _tick(self, env, done=True):
        env["crm.lead"].browse(self.lead_id).action_tick(self.point_id, done)

    def _at_once(self, early_done, late_done):
        with self._too_late() as late:
            late["crm.lead"].browse(self.lead_id).read(["checklist_done"])
            with self._transaction() as early:
                self._tick(early, early_done)
            self._tick(late, late_done)
        with self._transaction() as retried:  # as Odoo does
            self._tick(retried, late_done)

    def _states(self):
        with self._transaction() as env:
            ticks = env["crm.lead"].browse(self.lead_id).oplus_tick_ids.sorted("id")
            self.assertEqual(len(ticks.filtered("is_current")), 1)
            return ticks.mapped("is_done")

    def test_both_tick_for_the_first_time(self):
        self._at_once(True, True)
        self.assertEqual(self._states(), [True])

    def test_both_untick(self):
        with self._transaction() as env:
            self._tick(env)
        self._at_once(False, False)
        self.assertEqual(self._states(), [True, False])
