# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.tests import tagged

from ..concurrency_common import ConcurrencyCommon

TEMPLATE = "opportunity_plus.pipeline_template_consultative"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineTemplateConcurrency(ConcurrencyCommon):
    """Two administrators apply a template in the same second, on two connections."""

    def setUp(self):
        super().setUp()
        self.stage_ids = []
        with self._transaction() as env:
            self.team_id = env["crm.team"].create({"name": "Two at once"}).id
        self.addCleanup(self._remove)

    def _remove(self):
        with self._transaction() as env:
            stages = env["crm.stage"].browse(self.stage_ids)
            plans = stages.activity_plan_id
            stages.unlink()
            plans.unlink()
            env["crm.team"].browse(self.team_id).unlink()

    def _apply(self, env):
        stages = env.ref(TEMPLATE).apply(self.team_id)
        env.flush_all()
        return stages

    def test_the_stages_are_added_once(self):
        with self._too_late() as late:
            late.ref(TEMPLATE).preview(self.team_id)
            with self._transaction() as early:
                self.stage_ids = self._apply(early).ids
            self._apply(late)
        self.assertTrue(self.stage_ids)
        with self._transaction() as retried:
            self.assertFalse(self._apply(retried))
