# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The one place that sees every change of an opportunity.

Any door (form, kanban, import, RPC, merge, cron, other add-ons) ends in the two
methods through which the ORM reaches the table: ``_create`` for each INSERT and
``_write_multi`` for each UPDATE, recomputed fields included. They only note which
opportunities were touched. At the end of the transaction one statement compares what
is stored with the ledger, so a move that was undone or rolled back leaves nothing and
running twice changes nothing. Which consumers get its changes is told in doors.py.

``create`` and ``write`` (see doors) are where a user acts: there the policies look
at what is stored afterwards and refuse what they forbid.
"""

from odoo import SUPERUSER_ID, models
from odoo.http import request
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..foundation.jobs import is_job
from .merging import IN_MERGE, MERGING
from .pending import (
    CHECKED,
    DECISIONS,
    EXPLANATIONS,
    LEVERS,
    PENDING,
    SCORED,
    SCORED_BATCH,
    SCORED_TRIES,
    TRANSACTION,
    WATCHED,
    Pending,
    State,
    Transaction,
)
from .revision_statements import POINTS


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _oplus_record_changes_now(self):
        """For code that has to see its own change before the transaction ends."""
        self.env.flush_all()
        self._oplus_record_changes()

    def _oplus_record_pending(self):
        precommit = self.env.cr.precommit
        if PENDING not in precommit.data:
            precommit.data[PENDING] = Pending()
            precommit.add(self.env["crm.lead"]._oplus_record_changes)
        return precommit.data[PENDING]

    def _oplus_record_noted(self):
        """Return the :class:`~.pending.Pending` of before, to look at only."""
        return self.env.cr.precommit.data.get(PENDING) or Pending()

    def _oplus_record_take(self):
        """Return what has been noted, and begin anew."""
        return self.env.cr.precommit.data.pop(PENDING, None) or Pending()

    def _oplus_record_transaction(self):
        data = self.env.cr.postcommit.data
        if TRANSACTION not in data:
            data[TRANSACTION] = Transaction()
        return data[TRANSACTION]

    def _oplus_record_start(self, vals):
        """Note who writes, before anything is written.

        :return: how the opportunities stand, or None if no policy looks at the values
        """
        if not LEVERS.isdisjoint(vals):
            self._oplus_record_actor(vals)
        if not self._oplus_record_valued().isdisjoint(vals):  # stored fields or not
            self._oplus_record_pending().valued.update(self._ids)
        if CHECKED.isdisjoint(vals) or self._oplus_is_unlocked():
            return None
        return self._oplus_record_states()

    def _oplus_record_actor(self, vals):
        """Note who acts; a person is not eclipsed by what the system adds to it."""
        pending, user_id = self._oplus_record_pending(), self.env.uid
        moved = self._oplus_record_moved(vals)
        if self._oplus_record_is_ruled():
            for lead_id in moved._ids:
                pending.moved.setdefault(lead_id, SUPERUSER_ID)
            for lead_id in self._ids:
                pending.actors.setdefault(lead_id, user_id)
            return
        pending.moved.update(dict.fromkeys(moved._ids, user_id))
        if user_id == SUPERUSER_ID:
            for lead_id in self._ids:
                pending.actors.setdefault(lead_id, user_id)
            pending.actors.update(dict.fromkeys(moved._ids, user_id))
            return
        pending.actors.update(dict.fromkeys(self._ids, user_id))
        pending.doors.update(dict.fromkeys(self._ids, self._oplus_record_door()))
        decided = moved if DECISIONS.isdisjoint(vals) else self
        pending.decided.update(decided._ids)
        if "probability" in vals:
            pending.rated.update(self._ids)

    def _oplus_record_is_ruled(self):
        """Return whether a rule of the module ``base_automation`` is at work, in the
        name of whoever set it off. A program may send the key, but no rules in it."""
        rules = self.env.context.get("__action_done")
        return (
            self.env.su
            and isinstance(rules, dict)
            and any(isinstance(rule, models.BaseModel) for rule in rules)
        )

    def _oplus_record_moved(self, vals):
        """Return those whose stage the user names with these values."""
        return self if "stage_id" in vals else self.browse()

    def _oplus_record_valued(self):
        """Return more fields whose change is noted, as ``valued``. Extend it."""
        return frozenset()

    def _oplus_record_door(self):
        """How a person's change comes in."""
        context = self.env.context
        if is_job(self):
            return "automatic"
        if context.get("import_file") or "_import_current_module" in context:
            return "import"
        is_screen = request and request.httprequest.path.startswith("/web/")
        return "screen" if is_screen else "interface"

    def _oplus_record_scored(self):
        """Record the probabilities that a scoring has moved far enough, in batches."""
        # raw SQL: scores were written by SQL, and most of them hardly move
        self.env.cr.execute(SCORED, [POINTS])
        ids = [lead_id for (lead_id,) in self.env.cr.fetchall()]
        for start in range(0, len(ids), SCORED_BATCH):
            self._oplus_record_scored_batch(ids[start : start + SCORED_BATCH])

    def _oplus_record_scored_batch(self, ids):
        """Record; in a job each batch is a transaction of its own, which is done again
        when somebody interfered."""
        may_commit = is_job(self)
        for attempt in range(1, SCORED_TRIES + 1):
            try:
                self._oplus_record_pending().touched.update(ids)
                self._oplus_record_changes()
                return may_commit and self.env["ir.cron"]._commit_progress()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if not may_commit or attempt == SCORED_TRIES:
                    raise
                self.env.cr.rollback()
        return None

    def _oplus_record_deleted(self):
        """Note who deletes, before nothing is left to note."""
        self._oplus_record_actor({})
        self._oplus_record_pending().touched.update(self._ids)
        transaction = self._oplus_record_transaction()
        # sudo: the ledger keeps the names of what is deleted
        names = {lead.id: lead.name for lead in self.sudo().exists()}
        transaction.names.update(names)
        if self.env.context.get(MERGING) is not IN_MERGE:
            for lead_id in self._ids:  # a merge into another one was rolled back
                transaction.merged.pop(lead_id, None)

    def _oplus_record_merged(self):
        """A merge may pick another stage, but nobody dealt with the customer."""
        pending = self._oplus_record_pending()
        pending.moved.pop(self.id, None)
        pending.decided.discard(self.id)

    def _oplus_record_states(self):
        """What to compare with afterwards, of the opportunities alone."""
        return {
            lead.id: State(
                lead.won_status,
                lead.stage_id,
                lead._oplus_closing_companies(),
                lead.date_closed,
                lead.active,
                lead.lost_reason_id,
                lead.lost_note,
                lead.probability,
                lead.automated_probability,
            )
            for lead in self
            if lead.type == "opportunity"
        }

    def _create(self, data_list):
        leads = super()._create(data_list)
        leads._oplus_record_actor({})
        pending = self._oplus_record_pending()
        pending.created.update(leads._ids)
        pending.touched.update(leads._ids)
        return leads

    def _write_multi(self, vals_list):
        self._oplus_record_touched("touched", WATCHED | EXPLANATIONS, vals_list)
        self._oplus_record_touched("commented", EXPLANATIONS, vals_list)
        if watched := self._oplus_record_valued():
            self._oplus_record_touched("valued", watched, vals_list)
        return super()._write_multi(vals_list)

    def _oplus_record_touched(self, kind, watched, vals_list):
        """Note the opportunities of which a watched column is written."""
        touched = [
            lead_id
            for lead_id, vals in zip(self._ids, vals_list, strict=True)
            if not watched.isdisjoint(vals)
        ]
        if touched:
            getattr(self._oplus_record_pending(), kind).update(touched)
