# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..concurrency_common import ConcurrencyCommon

LOCK = "odoo.addons.opportunity_plus.models.visibility.assigning_lock"


class AssigningConcurrencyCommon(ConcurrencyCommon):
    """An opportunity that is assigned on several connections, with real commits."""

    CONTEXT = {"no_reset_password": True}

    def setUp(self):
        super().setUp()
        with self._transaction() as env:
            agents = dict.fromkeys(("first", "second", "third"), "salesman")
            admin, *salespeople = self._create_users(env, boss="manager", **agents)
            self.admin_id, self.user_ids = admin.id, [user.id for user in salespeople]
            lead = env["crm.lead"].create(
                {
                    "name": "Assigned by two",
                    "type": "opportunity",
                    "user_id": self.user_ids[0],
                }
            )
            self.lead_id = lead.id
        self.addCleanup(self._remove)

    def _remove(self):
        with self._transaction() as env:
            env["crm.lead"].browse(self.lead_id).unlink()
            self._remove_users(env, [self.admin_id, *self.user_ids])

    def _assign(self, env, user_id, keep):
        env["crm.lead"].browse(self.lead_id).write(
            {"user_id": user_id, "oplus_keep_salesperson_as_reader": keep}
        )
        env.cr.flush()

    def _owner_and_readers(self):
        with self._transaction() as env:
            lead = env["crm.lead"].browse(self.lead_id)
            return lead.user_id.id, {*lead.oplus_share_ids.user_id.ids}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAssigningConcurrency(AssigningConcurrencyCommon):
    """Two people assign the same opportunity in the same second, on two connections.

    The second one has to fail in the way that makes Odoo try again. At a follower or a
    share that exists already it would be refused for good.
    """

    def _assign_at_once(self, user_ids, keep):
        with self._too_late(self.admin_id) as late:
            late["crm.lead"].browse(self.lead_id).read(["user_id"])
            with self._transaction(self.admin_id) as early:
                self._assign(early, user_ids[0], keep)
            self._assign(late, user_ids[1], keep)
        with self._transaction(self.admin_id) as retried:  # as Odoo does
            self._assign(retried, user_ids[1], keep)

    def test_both_keep_the_previous_salesperson(self):
        first, second, third = self.user_ids
        self._assign_at_once((second, third), keep=True)
        self.assertEqual(self._owner_and_readers(), (third, {first, second}))

    def test_both_assign_to_the_same_person(self):
        _first, second, _third = self.user_ids
        self._assign_at_once((second, second), keep=False)
        self.assertEqual(self._owner_and_readers(), (second, set()))

    def test_who_has_waited_pauses_before_the_next_try(self):
        """All who wait fail at the same moment, and would meet again."""
        _first, second, third = self.user_ids

        def assign():
            with mute_logger("odoo.sql_db"), self._transaction(self.admin_id) as late:
                self._assign(late, third, keep=True)

        with (
            patch(f"{LOCK}.random.uniform", lambda _least, most: most),
            patch(f"{LOCK}.time.sleep") as sleep,
            ThreadPoolExecutor(1) as pool,
            self.assertRaises(SerializationFailure),
        ):
            with self._transaction(self.admin_id) as early:
                self._assign(early, second, keep=True)
                waiting = pool.submit(assign)
                Event().wait(0.5)
                sleep.assert_not_called()
            waiting.result()
        ((pause,), _options) = sleep.call_args
        self.assertGreater(pause, 0)
        self.assertLessEqual(pause, 10)
