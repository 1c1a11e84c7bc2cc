# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
import time

from psycopg2.errors import SerializationFailure

from odoo import models
from odoo.tools import SQL

LOCK = "SELECT FROM crm_lead WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
# between two tries of an assignment: as multiple of the first wait, and in seconds
PAUSE_FACTOR, MAX_PAUSE = 16, 10


class CrmLead(models.Model):
    """Concurrent assignments of the same opportunities take turns.

    Followers, shares and messages are stored before the opportunity. Without a lock,
    two concurrent assignments would store the same follower or share, and one would
    fail. With it, the second transaction waits and Odoo retries it.
    """

    _inherit = "crm.lead"

    def _oplus_assigning_lock(self, vals):
        """Wait for concurrent assignments of the same opportunities."""
        if "user_id" not in vals or not self or self.env.su:
            return
        start = time.monotonic()
        try:
            # raw SQL: the ORM's lock fails at once instead of waiting
            self.env.cr.execute(SQL(LOCK, [*self._ids]))
        except SerializationFailure:
            self._oplus_assigning_pause(time.monotonic() - start)
            raise

    def _oplus_assigning_pause(self, waited):
        """Pause after the rollback, in addition to what Odoo waits before it retries.

        All who waited for an assignment fail when it ends, and Odoo's first retries are
        within seconds: many would meet again, until their five tries are used up. The
        longer an assignment takes, the more time there has to be between them.

        :param waited: how long the user waited for the other assignment, in seconds
        """
        pause = random.uniform(0, min(PAUSE_FACTOR * waited, MAX_PAUSE))
        self.env.cr.postrollback.add(lambda: time.sleep(pause))
