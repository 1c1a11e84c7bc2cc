# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import get_db_name, tagged
from odoo.tools import mute_logger

from ..concurrency_common import ConcurrencyCommon

MODEL = "crm.lead.handover"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverConcurrency(ConcurrencyCommon):
    """Handovers on several real connections, with real commits."""

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            admin, leaver, successor = self._create_users(
                env, boss="manager", leaver="salesman", heir="salesman"
            )
            self.user_ids = (admin.id, leaver.id, successor.id)
            leads = env["crm.lead"].create(
                [
                    {"name": f"Deal {n}", "type": "opportunity", "user_id": leaver.id}
                    for n in range(5)
                ]
            )
            self.lead_ids = leads.ids
        self.addCleanup(self._remove)
        self.handover_id = self._prepare()
        batch = patch.object(type(self)._model(), "_BATCH_SIZE", 2)
        batch.start()
        self.addCleanup(batch.stop)

    @classmethod
    def _model(cls):
        return Registry(get_db_name())[MODEL]

    def _remove(self):
        with self._transaction() as env:
            # raw SQL: nobody deletes a receipt otherwise
            env.cr.execute("DELETE FROM crm_lead_handover")
            env["crm.lead"].browse(self.lead_ids).unlink()
            self._remove_users(env, self.user_ids)

    def _prepare(self):
        admin, leaver, successor = self.user_ids
        with self._transaction(admin) as env:
            handover = env[MODEL].create(
                {"user_id": leaver, "successor_ids": [Command.link(successor)]}
            )
            handover.action_prepare()
            return handover.id

    def _run(self):
        with self._transaction(self.user_ids[0]) as env:
            env[MODEL].browse(self.handover_id).action_run()

    def _owners(self):
        """Whose the opportunities are, as the number of each user."""
        with self._transaction() as env:
            leads = env["crm.lead"].browse(self.lead_ids)
            return [self.user_ids.index(lead.user_id.id) for lead in leads]

    def _state(self):
        with self._transaction() as env:
            handover = env[MODEL].browse(self.handover_id)
            return handover.state, handover.progress

    def _work(self):
        with self._transaction() as env:
            env[MODEL]._cron_handover()

    def test_it_is_run_once_by_two_administrators(self):
        with self._transaction(self.user_ids[0]) as late:
            handover = late[MODEL].browse(self.handover_id)
            self.assertEqual(handover.state, "draft")
            with self._transaction(self.user_ids[0]) as early:
                early[MODEL].browse(self.handover_id).action_run()
                with self.assertRaisesRegex(UserError, "Somebody else is working"):
                    handover.action_run()
        with self.assertRaisesRegex(UserError, "no longer possible"):
            self._run()

    def test_two_workers_do_not_meet(self):
        self._run()
        with self._transaction() as other:
            locked = other[MODEL].browse(self.handover_id)
            self.assertTrue(locked.try_lock_for_update())
            self._work()
            self.assertEqual(self._owners(), [1, 1, 1, 1, 1])
        self._work()
        self.assertEqual(self._owners(), [2, 2, 2, 2, 2])

    def test_what_somebody_is_writing_is_left_for_later(self):
        self._run()
        with self._transaction() as salesperson:
            lead = salesperson["crm.lead"].browse(self.lead_ids[0])
            lead.name = "Being written"
            lead.flush_recordset()
            self._work()
            self.assertEqual(self._owners(), [1, 2, 2, 2, 2])
            self.assertEqual(self._state(), ("running", 80))
        self._work()
        self.assertEqual(self._owners(), [2, 2, 2, 2, 2])
        self.assertEqual(self._state(), ("done", 100))

    def test_what_was_written_during_a_batch_is_not_overwritten(self):
        self._run()
        model, met = self._model(), []
        step = model._batch_step

        def write_meanwhile(handover, after):
            handover.line_ids.mapped("name")  # the transaction has begun
            if not met:
                met.append(True)
                with self._transaction() as env:
                    env["crm.lead"].browse(self.lead_ids[0]).name = "Written"
            return step(handover, after)

        with (
            patch.object(model, "_batch_step", write_meanwhile),
            mute_logger("odoo.sql_db"),
        ):
            self._work()
        self.assertEqual(self._owners(), [2, 2, 2, 2, 2])
        with self._transaction() as env:
            lead = env["crm.lead"].browse(self.lead_ids[0])
            self.assertEqual(lead.name, "Written")

    def test_a_killed_worker_loses_nothing(self):
        self._run()
        jobs = Registry(get_db_name())["ir.cron"]
        commit, left = jobs._commit_progress, [True, True]

        def killed(cron, *args, **kwargs):
            if not left:
                raise SystemExit
            left.pop()
            return commit(cron, *args, **kwargs)

        with patch.object(jobs, "_commit_progress", killed):
            self.assertRaises(SystemExit, self._work)
        self.assertEqual(self._owners(), [2, 2, 1, 1, 1])
        self.assertEqual(self._state(), ("running", 40))
        with self._transaction(self.user_ids[0]) as env:
            env[MODEL].browse(self.handover_id).action_resume()
        self._work()
        self.assertEqual(self._owners(), [2, 2, 2, 2, 2])
        self.assertEqual(self._state(), ("done", 100))

    def test_a_small_one_meets_another_writer_and_is_retried(self):
        with (
            patch.object(self._model(), "_BATCH_SIZE", 100),
            self._too_late(self.user_ids[0]) as late,
        ):
            handover = late[MODEL].browse(self.handover_id)
            handover.line_ids.mapped("name")
            with self._transaction() as early:
                early["crm.lead"].browse(self.lead_ids[0]).name = "Written"
            handover.action_run()
        self.assertEqual(self._state(), ("draft", 0))
