# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.fields import Command
from odoo.tests import tagged

from ..concurrency_common import ConcurrencyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalledConcurrency(ConcurrencyCommon):
    """The daily job runs beside itself and beside people, on several connections."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            plan = env["mail.activity.plan"].create(
                {
                    "name": "Get it moving",
                    "res_model": "crm.lead",
                    "company_id": False,
                    "template_ids": [Command.create({"summary": "Call"})],
                }
            )
            vals = {"name": "Slow", "sequence": 1, "rotting_threshold_days": 1}
            stage = env["crm.stage"].create(vals | {"activity_plan_id": plan.id})
            vals = {"type": "opportunity", "stage_id": stage.id, "team_id": False}
            leads = env["crm.lead"].create([{"name": n, **vals} for n in ("A", "B")])
            self.plan_id, self.stage_id, self.lead_ids = plan.id, stage.id, leads.ids
        self.addCleanup(self._remove)
        with self._transaction() as env:
            env.cr.execute(
                """UPDATE crm_lead_revision
                      SET date_from = date_from - INTERVAL '9 days'
                    WHERE lead_number = ANY(%s)""",
                [self.lead_ids],
            )
            env["crm.lead"]._oplus_deadline_renew(lead_ids=self.lead_ids)

    def _remove(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_ids).unlink()
            env["crm.stage"].browse(self.stage_id).unlink()
            env["mail.activity.plan"].browse(self.plan_id).unlink()

    def _run(self, env):
        env["crm.lead.stall"]._stall_batch(min(self.lead_ids) - 1)
        env.flush_all()

    def _planned(self):
        """How many activities each of the two has."""
        with self._transaction() as env:
            leads = env["crm.lead"].browse(self.lead_ids)
            return [len(lead.activity_ids) for lead in leads]

    def test_two_jobs_at_once_start_the_plan_once(self):
        with self._too_late() as late:
            late["crm.lead"].browse(self.lead_ids).mapped("name")
            with self._transaction() as early:
                self._run(early)
            self._run(late)
        self.assertEqual(self._planned(), [1, 1])
        with self._transaction() as retried:
            self._run(retried)
        self.assertEqual(self._planned(), [1, 1])

    def test_what_somebody_works_on_is_left_for_the_next_run(self):
        with self._transaction() as busy:
            busy.cr.execute(
                "SELECT FROM crm_lead WHERE id = %s FOR UPDATE", self.lead_ids[:1]
            )
            with self._transaction() as env:
                self._run(env)
            self.assertEqual(self._planned(), [0, 1])
        with self._transaction() as env:
            self._run(env)
        self.assertEqual(self._planned(), [1, 1])
