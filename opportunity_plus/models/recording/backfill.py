# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, models
from odoo.tools import SQL

from ..foundation.links import checked_at_once
from .backfill_chatter import CHANGED
from .backfill_statements import (
    ANALYZE,
    CHANGE,
    DROP,
    FACTS,
    INDEX,
    INSERT,
    MOMENTS,
    NO_JIT,
    ROWS,
    STATES,
)


class CrmLeadRevision(models.Model):
    """Rebuilds the past of opportunities from the tracking values of the chatter.

    HOW: a tracking value tells the old value, the new one and the moment. So the
    value of a field at any moment is the old value of the next change, or today's
    value where none followed. The moments of interest are the creation (of a
    converted lead: the conversion), each tracked change, and the present, in case
    tracking was switched off for the last change. Moments that changed no fact are
    dropped. Probability and expected closing are known where they were tracked, and
    of today.

    MERGED: core moves the messages of merged opportunities to the surviving one
    and gives them a subject; their moves become rows with ``merged_from``.

    COST: a few statements over temporary tables, which PostgreSQL sorts and spills
    to disk; no row passes through the memory of the server process.
    """

    _inherit = "crm.lead.revision"

    def _revision_backfill(self):
        """Rebuild the ledger of all opportunities that have none.

        Safe to run again: what was rebuilt or recorded before is left alone.
        """
        self.env.flush_all()
        self.env["crm.lead"]._oplus_record_transaction().has_rows = True
        for statement in (
            SQL(NO_JIT),
            SQL(ANALYZE),
            self._chatter_changes(),
            SQL(INDEX),
            SQL(MOMENTS),
            self._backfill_states(),
            self._backfill_rows(),
        ):
            # raw SQL: a million values are no matter for the ORM
            self.env.cr.execute(statement)
        self._backfill_insert()
        self.env.cr.execute(SQL(DROP))
        self.env.invalidate_all(flush=False)

    def _backfill_insert(self):
        """Insert the rows. All their ids come from the tables that they refer to."""
        # raw SQL: temporary tables, and rows that nobody may write
        if self.env.execute_query(SQL("SELECT FROM opportunity_plus_row LIMIT 1")):
            with checked_at_once(self.env, self._table):
                self.env.cr.execute(SQL(INSERT, superuser=SUPERUSER_ID))
            self.env.cr.execute(SQL("ANALYZE crm_lead_revision"))

    def _backfill_states(self):
        return SQL(
            STATES,
            next_stage=self._chatter_neighbour("stage_id", after=True),
            previous_stage=self._chatter_neighbour("stage_id", after=False),
            next_outcome=self._chatter_neighbour("won_status", after=True),
            previous_outcome=self._chatter_neighbour("won_status", after=False),
        )

    def _backfill_rows(self):
        changes = (SQL(CHANGE.format(*names)) for names in FACTS.items())
        return SQL(
            ROWS,
            changed=SQL(CHANGED),
            changes=SQL(", ").join(changes),
            revenue=self._chatter_value("expected_revenue"),
            user=self._chatter_value("user_id"),
            team=self._chatter_value("team_id"),
            lost_reason=self._chatter_value("lost_reason_id"),
            probability=self._chatter_value("probability"),
            date_deadline=self._chatter_value("date_deadline"),
        )
