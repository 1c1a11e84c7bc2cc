# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

# another worker may have made the same row, such as a follower, in the meantime
CONFLICTS = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation)

_logger = logging.getLogger(__name__)


class CrmBatchWork(models.AbstractModel):
    """Process many records in batches and commit each batch.

    Up to one batch of records is processed at once; more are left to a scheduled
    action. Each batch succeeds or fails as a whole and runs with the rights of the user
    who started the work. An error stops the work; a user can resume it. Killing the
    process is safe: committed batches are not repeated.

    An inheriting model sets ``_BATCH_JOB`` and ``_SAID_BY_PEOPLE``, and defines the
    methods that raise ``NotImplementedError``.
    """

    _name = "crm.batch.work"
    _description = "Work in Batches"
    _inherit = ["crm.system.rows"]
    _MADE_BY_PEOPLE = True

    # records in one transaction; no more than that are processed at once
    _BATCH_SIZE = 200
    # attempts at a batch that conflicts with another transaction
    _BATCH_TRIES = 5
    # external id of the scheduled action
    _BATCH_JOB = ""
    # states in which batches are processed
    _BATCH_AT_WORK = ("running",)

    state = fields.Selection(
        [
            ("draft", "Preview"),
            ("running", "Running"),
            ("done", "Done"),
            ("undoing", "Being Undone"),
            ("undone", "Undone"),
        ],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    error = fields.Text(
        "Stopped by", readonly=True, copy=False, help="Why the last batch failed."
    )

    def _batch_todo(self, after=0, limit=None):
        """Return the records that are still to process, ordered by id.

        :param after: id of the last record of the previous batch
        """
        raise NotImplementedError

    def _batch_as_actor(self):
        """Return the work with the rights, companies and language of its starter.

        :raise UserError: that user may no longer do it
        """
        raise NotImplementedError

    def _batch_step(self, after):
        """Process the next batch: all of it, or nothing if it raises.

        :param after: see ``_batch_todo``
        :return: the records of the batch; empty if none were left
        """
        raise NotImplementedError

    def _system_refusal(self):
        return self.env._("The receipt is written by the system alone.")

    def _batch_check_state(self, *states):
        """Refuse an action in other states, or while another user acts.

        :raise UserError: the action is not possible now
        """
        self.ensure_one()
        self.check_access("write")
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._("Somebody else is working on this right now.")
            ) from None
        self.invalidate_recordset(["state"])
        if self.state not in states:
            raise UserError(self.env._("This is no longer possible: reload the page."))

    def _batch_begin(self, vals):
        """Start or resume the work: at once if small, else by the scheduled action."""
        self._system_write(vals)
        if len(self._batch_todo()) <= self._BATCH_SIZE:
            self._batch_as_actor()._batch_step(0)
        if self.state in self._BATCH_AT_WORK:
            self._batch_trigger()
        return True

    def _batch_trigger(self, at=None):
        self.env.ref(self._BATCH_JOB)._trigger(at)

    def _batch_run_job(self):
        """Continue all running works until the time limit of the job."""
        domain = [("state", "in", self._BATCH_AT_WORK), ("error", "=", False)]
        works = self.search(domain)
        left = sum(len(work._batch_todo()) for work in works)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for work in works:
            # the user who started the work reads its error message
            if not work.with_context(lang=work.create_uid.lang)._batch_work():
                return

    def _batch_work(self):
        """Run the batches of one work; return whether time is left for another."""
        after, tries = 0, self._BATCH_TRIES
        while True:
            try:
                records = self._batch_locked_step(after)
                self.env.flush_all()
                time = self.env["ir.cron"]._commit_progress(len(records))
            except Exception as error:  # stop the work, else the job fails forever
                self.env.cr.rollback()
                tries -= 1
                if tries and isinstance(error, CONFLICTS):
                    continue
                return self._batch_stop(error)
            if not records or self.state not in self._BATCH_AT_WORK:
                return self._batch_pause(time)
            after = records[-1].id
            if not time:
                return False

    def _batch_locked_step(self, after):
        """Process one batch, unless another worker has locked the work."""
        nothing = self._batch_todo(limit=1).browse()
        if not self.try_lock_for_update(allow_referencing=True):
            return nothing
        self.invalidate_recordset()
        if self.state not in self._BATCH_AT_WORK:
            return nothing
        return self._batch_as_actor()._batch_step(after)

    def _batch_pause(self, time):
        """Try again in a minute the records that were locked by others."""
        if self.state in self._BATCH_AT_WORK:
            self._batch_trigger(fields.Datetime.now() + timedelta(minutes=1))
            self.env["ir.cron"]._commit_progress(remaining=0)
        return bool(time)

    def _batch_stop(self, error):
        """Store why a batch failed; the work waits until a user resumes it."""
        _logger.error("%s stopped", self, exc_info=error)
        message = str(error)
        if not isinstance(error, UserError):
            message = self.env._("Unexpected error: %(error)s", error=repr(error))
        self._system_write({"error": message})
        self.env["ir.cron"]._commit_progress(remaining=0)
        return True
