# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from concurrent.futures import ThreadPoolExecutor

from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import get_db_name, tagged
from odoo.tools import mute_logger

from .test_assigning_concurrency import AssigningConcurrencyCommon

THREADS, TIMES = 8, 12


@tagged("post_install", "-at_install", "opportunity_plus")
class TestAssigningThreads(AssigningConcurrencyCommon):
    """Many people assign one opportunity at once, each call as Odoo's server does it:
    nobody is refused after its five tries."""

    def _call(self, number):
        user_id = self.user_ids[number % len(self.user_ids)]
        with db_connect(get_db_name()).cursor() as cursor:
            env = api.Environment(cursor, self.admin_id, {"tracking_disable": False})
            retrying(lambda: self._assign(env, user_id, keep=True), env)
        return user_id

    def test_nobody_fails(self):
        with (
            mute_logger("odoo.sql_db", "odoo.service.model"),
            ThreadPoolExecutor(THREADS) as pool,
        ):
            assigned = [*pool.map(self._call, range(TIMES))]
        self.assertEqual(len(assigned), TIMES)
        with self._transaction(SUPERUSER_ID) as env:
            lead = env["crm.lead"].browse(self.lead_id)
            self.assertIn(lead.user_id.id, self.user_ids)
            rows = lead.revision_ids.sorted("id")
            self.assertEqual(rows[-1].salesperson_id, lead.user_id)
            followers = lead.message_follower_ids.partner_id
            self.assertEqual(len(followers), len(lead.message_follower_ids))
