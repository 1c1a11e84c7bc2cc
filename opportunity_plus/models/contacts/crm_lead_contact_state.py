# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import time
from functools import partial

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL, sql

from ..foundation.links import checked_at_once
from .settling import FAULTS, LINK, SETTLE_ALL, SETTLE_PLAIN, SETTLE_SOME

TRIES = 5
# how long a transaction waits for another one that settles the same opportunity
WAIT = """
    SELECT current_setting('lock_timeout'),
           EXISTS (SELECT FROM sale_order WHERE opportunity_id = ANY(%s)),
           set_config('lock_timeout', '200ms', TRUE)
"""
UNSETTLED = "The last contact of these opportunities was not found anew: %s"

_logger = logging.getLogger(__name__)


def settle_later(registry, ids):
    """Settle in a transaction of its own, which sees what others have committed.

    The work that changed the contacts is committed: no failure here may look like one
    of that work. What fails is in the log, and ``script/check`` finds it.
    """
    for number in range(TRIES):
        try:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["crm.lead.contact.state"]._state_store(SETTLE_SOME, ids=ids)
            return
        except OperationalError:
            time.sleep(0.05 * 2**number)
        except Exception:
            _logger.exception(UNSETTLED, ids)
            return
    _logger.error(UNSETTLED, ids)


class CrmLeadContactState(models.Model):
    """The last contact of an opportunity, for sorting and grouping.

    It follows from the contacts and is no record of them. It has a table of its own,
    so that a mail that comes in does not collide with somebody who edits the
    opportunity at that moment, and ``write_date`` stays.
    """

    _name = "crm.lead.contact.state"
    _inherit = ["crm.system.rows"]
    _description = "Last Contact of an Opportunity"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    contact_date = fields.Datetime(
        help="The last contact, except for meetings that were in the future then."
    )

    lead_contact_date = fields.Datetime(help="The same without its quotations.")
    meeting_until = fields.Datetime(help="The last of the meetings to come.")
    meeting_day = fields.Date(help="The last of those that last all day.")

    _lead_unique = models.UniqueIndex("(lead_id)")

    def init(self):
        if not sql.column_exists(self.env.cr, self._table, "meeting_dates"):
            # the meetings with a customer that were in the future then, in order;
            # Odoo knows no such type of column
            sql.create_column(self.env.cr, self._table, "meeting_dates", "timestamp[]")

    @api.model
    def _state_settle(self, ids):
        """Find the last contact of some opportunities anew.

        Somebody else may settle the same opportunity at this moment. Then it is done
        again after this transaction, whose work must not be lost for that.
        """
        try:
            with self.env.cr.savepoint(flush=False):
                # raw SQL: a setting of the database, which is as before afterwards
                wait = SQL(WAIT, [*ids])
                [[before, has_orders, _wait]] = self.env.execute_query(wait)
                self._state_store(SETTLE_SOME if has_orders else SETTLE_PLAIN, ids=ids)
                restore = SQL("SELECT set_config('lock_timeout', %s, TRUE)", before)
                self.env.execute_query(restore)
        except OperationalError:
            self.env.cr.postcommit.add(partial(settle_later, self.env.registry, ids))

    @api.model
    def _state_fill(self):
        """Find the last contact of all opportunities, after an installation."""
        self.env.flush_all()
        # raw SQL: any number of messages is one statement
        self.env.cr.execute(LINK)
        with checked_at_once(self.env, self._table):
            self._state_store(SETTLE_ALL)

    @api.model
    def _state_faults(self):
        """Return the ids of opportunities whose stored contacts are wrong, by fault."""
        self.env.flush_all()
        now = fields.Datetime.now()
        # raw SQL: a look at all messages and meetings
        rows = self.env.execute_query(SQL(FAULTS, now=now, today=now.date()))
        return {"last_contact": [lead_id for (lead_id,) in rows]} if rows else {}

    def _state_store(self, statement, **values):
        for model, names in self.env["crm.lead.contact"]._depends.items():
            self.env[model].flush_model(names)
        query = SQL(statement, now=fields.Datetime.now(), **values)
        # raw SQL: one statement for all opportunities; a conflict is no error to log
        self.env.cr.execute(query, log_exceptions=False)
        self.invalidate_model(flush=False)
        self.env["crm.lead"]._oplus_contact_forget(values.get("ids"))
