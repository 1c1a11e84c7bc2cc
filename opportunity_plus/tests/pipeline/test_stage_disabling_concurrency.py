# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from psycopg2.errors import SerializationFailure

from odoo.exceptions import ConcurrencyError, UserError, ValidationError
from odoo.modules.registry import Registry
from odoo.tests import get_db_name, tagged

from ..concurrency_common import ConcurrencyCommon

AGAIN = (SerializationFailure, ConcurrencyError)  # Odoo tries again


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisablingConcurrency(ConcurrencyCommon):
    """Somebody disables a stage while somebody else works there, on two connections.

    First, Second and the won stage are the only ones that are enabled.
    """

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            self.others = env["crm.stage"].search([]).ids
            self._enable(env, self.others, False)
            vals = [{"name": name, "sequence": 1} for name in ("First", "Second")]
            stages = env["crm.stage"].create([*vals, {"name": "W", "category": "won"}])
            self.stage_ids = stages.ids
            self.lead_id = self._create(env, self.stage_ids[0])
        self.addCleanup(self._remove)

    def _create(self, env, stage_id):
        vals = {"name": "Deal", "type": "opportunity", "stage_id": stage_id}
        return env["crm.lead"].create(vals | {"team_id": False}).id

    def _enable(self, env, ids, is_enabled):
        env.cr.execute(
            "UPDATE crm_stage SET active = %s WHERE id = ANY(%s)", [is_enabled, ids]
        )
        env.registry.clear_cache()

    def _remove(self):
        Registry(get_db_name()).clear_cache()
        with self._transaction() as env:
            leads = env["crm.lead"].with_context(active_test=False)
            leads.search([("stage_id", "in", self.stage_ids)]).unlink()
            self._enable(env, self.others, True)
            env["crm.stage"].browse(self.stage_ids).unlink()

    @contextmanager
    def _too_late(self):
        """A transaction that has begun, and that Odoo has to try again."""
        with super()._too_late(error=AGAIN) as late:
            late["crm.stage"].search([]).mapped("name")
            yield late

    def _move(self, env, stage_id):
        env["crm.lead"].browse(self.lead_id).stage_id = stage_id
        env.flush_all()

    def _disable(self, env, stage_id):
        action = env["crm.stage"].browse(stage_id).action_archive()
        env.flush_all()
        return action and env["crm.stage.disable"].browse(action["res_id"])

    def assertNothingIsStuck(self):
        Registry(get_db_name()).clear_cache()
        with self._transaction() as env:
            leads = env["crm.lead"].search([("stage_id", "in", self.stage_ids)])
            self.assertTrue(leads)
            self.assertTrue(all(leads.stage_id.mapped("active")))

    def test_what_another_thread_cached_before_the_commit_is_forgotten(self):
        _first, second, _won = self.stage_ids
        with self._transaction() as admin:
            self._disable(admin, second)
            with self._transaction() as other:
                self.assertFalse(second in other["crm.stage"]._oplus_screens().disabled)
        with self._transaction() as later:
            self.assertIn(second, later["crm.stage"]._oplus_screens().disabled)

    def test_two_disable_the_last_two(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
        first, second, _won = self.stage_ids
        with self._too_late() as late:
            with self._transaction() as early:
                self._disable(early, first)
            self._disable(late, second)
        with (
            self.assertRaisesRegex(UserError, "an open and a won stage.*: Second"),
            self._transaction() as retried,
        ):
            self._disable(retried, second)

    def test_somebody_has_just_moved_there(self):
        first, second, _won = self.stage_ids
        with self._too_late() as late:
            with self._transaction() as early:
                self._move(early, second)
            self._disable(late, second)
        self.assertNothingIsStuck()
        with self._transaction() as retried:
            self.assertEqual(self._disable(retried, second).line_ids.count, 1)
            self._move(retried, first)

    def test_somebody_has_just_created_there(self):
        _first, second, _won = self.stage_ids
        with self._too_late() as late:
            with self._transaction() as early:
                self._create(early, second)
            self._disable(late, second)
        self.assertNothingIsStuck()

    def test_somebody_enters_while_the_dialog_moves(self):
        first, second, _won = self.stage_ids
        with self._transaction() as env:
            dialog_id = self._disable(env, first).id
        with self._too_late() as late:
            with self._transaction() as early:
                self._create(early, first)
            dialog = late["crm.stage.disable"].browse(dialog_id)
            dialog.line_ids.target_stage_id = second
            dialog.action_apply()
        self.assertNothingIsStuck()
        with self._transaction() as retried:
            dialog = retried["crm.stage.disable"].browse(dialog_id)
            dialog.line_ids.target_stage_id = second
            dialog.action_apply()
        self.assertNothingIsStuck()

    def test_somebody_moves_there_too_late(self):
        _first, second, _won = self.stage_ids
        with self._too_late() as late:
            with self._transaction() as early:
                self._disable(early, second)
            self._move(late, second)
        self.assertNothingIsStuck()
        with (
            self.assertRaisesRegex(ValidationError, "disabled: Second"),
            self._transaction() as retried,
        ):
            self._move(retried, second)

    def test_what_was_deleted_here_is_in_nobodys_way(self):
        first, _second, _won = self.stage_ids
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
            self._disable(env, first)
            self.assertFalse(env["crm.stage"].browse(first).active)
