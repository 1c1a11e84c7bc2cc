# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .deadlines_common import StalledCommon

JOBS = "odoo.addons.opportunity_plus.models.foundation.jobs"
NOTICES = "odoo.addons.opportunity_plus.models.deadlines.stall_notice"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalledJobs(StalledCommon):
    """The daily job can be killed, and does nothing twice."""

    def test_a_killed_job_goes_on_where_it_stopped(self):
        leads = self._many_entered(5, "2026-03-02 10:30")
        calls, stall = [], self.env.registry["crm.lead.stall"]
        schedule = stall._stall_schedule

        def killed(self, plan):
            calls.append(len(self))
            if len(calls) == 2:
                raise SystemExit("killed")
            return schedule(self, plan)

        with patch(f"{JOBS}.BATCH", 2):
            with (
                self.enter_registry_test_mode(),
                patch.object(stall, "_stall_schedule", killed),
                self.mock_datetime_and_now(datetime(2026, 3, 8, 6)),
            ):
                self._killed_job()
            self.env.invalidate_all()
            self.assertEqual(len(self._activities(leads)), 2)
            with self._notices() as sent:
                self._run("2026-03-08 06:10")
                self._run("2026-03-08 06:20")
        self.assertEqual(len(self._activities(leads)), 5)
        for lead in leads:
            self.assertEqual(len(self._activities(lead)), 1)
        [(subject, _readers, _message)] = sent
        self.assertEqual(subject, "5 opportunities are stalled")

    def _killed_job(self):
        """Run the job as Odoo does, with a cursor of its own that is lost."""
        job = self.env.ref("opportunity_plus.ir_cron_stalled")
        with self.env.registry.cursor() as cursor:
            stalls = self.env(cr=cursor, user=job.sudo().user_id.id)["crm.lead.stall"]
            try:
                stalls.with_context(cron_id=job.id)._cron_stalled()
            except SystemExit:
                cursor.rollback()

    def test_a_job_that_is_killed_between_two_readers_tells_each_once(self):
        mine = self._entered("2026-03-02 10:30")
        other = self._user("second", "sales_team.group_sale_salesman")
        hers = self._entered("2026-03-02 10:30")
        hers.sudo().write({"user_id": other.id, "team_id": self.north.id})
        self._end_transaction()
        calls, stall = [], self.env.registry["crm.lead.stall"]
        message = stall._stall_message

        def killed(self, column, reader_id, *args):
            calls.append(reader_id)
            if len(calls) == 2:
                raise SystemExit("killed")
            return message(self, column, reader_id, *args)

        with self._notices() as sent:
            with (
                patch(f"{NOTICES}.READERS", 1),
                self.enter_registry_test_mode(),
                patch.object(stall, "_stall_message", killed),
                self.mock_datetime_and_now(datetime(2026, 3, 8, 6)),
            ):
                self._killed_job()
            self.env.invalidate_all()
            self._run("2026-03-08 06:10")
            self._run("2026-03-08 06:20")
        self.assertEqual(calls, [self.agent.id, other.id])
        self.assertEqual([readers for _s, readers, _m in sent], [self.agent, other])
        self.assertEqual([m.res_id for _s, _r, m in sent], [mine.id, hers.id])

    def test_the_job_itself(self):
        leads = self._many_entered(3, "2026-03-02 10:30")
        self._end_transaction()
        job = self.env.ref("opportunity_plus.ir_cron_stalled").sudo()
        with patch(f"{JOBS}.BATCH", 2), self.enter_registry_test_mode():
            job.with_user(self.env.ref("base.user_root")).method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(len(self._activities(leads)), 3)

    def test_users_read_what_they_may_and_write_nothing(self):
        lead = self._entered("2026-03-02 10:30")
        self._run("2026-03-08 06:00")
        stalls = self.env["crm.lead.stall"]
        stall = stalls.search([("lead_id", "=", lead.id)])
        self.assertTrue(stall)
        self.assertFalse(
            stalls.with_user(self.colleague).search([("lead_id", "=", lead.id)])
        )
        for user in (self.agent, self.admin):
            with self.assertRaises(AccessError):
                stall.with_user(user).write({"date_told": False})
            with self.assertRaises(AccessError):
                stall.with_user(user).unlink()
