# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestJobsEnd(OpportunityPlusCommon):
    """A job that has done everything says so: Odoo starts it anew until it does."""

    def _jobs(self):
        known = self.env["ir.model.data"].sudo()
        own = [("module", "=", "opportunity_plus"), ("model", "=", "ir.cron")]
        return self.env["ir.cron"].sudo().browse(known.search(own).mapped("res_id"))

    def _remaining(self, job):
        """Run a job; return how much it tells Odoo that is left to do."""
        left = 0

        def progress(_self, processed=0, *, remaining=None, **_options):
            nonlocal left
            left = max(left - processed, 0) if remaining is None else remaining
            return 60.0

        with patch.object(self.registry["ir.cron"], "_commit_progress", progress):
            action = job.ir_actions_server_id.with_user(SUPERUSER_ID)
            action.with_context(cron_id=job.id, lastcall=job.lastcall).run()
        return left

    def test_with_and_without_something_to_do(self):
        self.offer.sudo().rotting_threshold_days = 1
        self.env.company.sudo().opportunity_remind_days = 3
        for moment in ("2026-03-02 09:00", "2026-03-09 09:00"):
            with self._at(moment):
                self._lead(stage_id=self.offer.id, date_deadline="2026-03-10")
                self._end_transaction()
                for job in self._jobs():
                    with self.subTest(job.cron_name, moment=moment):
                        self.assertEqual(self._remaining(job), 0)
