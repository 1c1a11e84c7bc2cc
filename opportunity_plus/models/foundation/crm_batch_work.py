# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class CrmBatchWork(models.AbstractModel):
    """Work on many records in committed batches, with a receipt.

    A small work is done at once, a large one by a job that is woken: batch by batch,
    each all or nothing, with the rights of who started it. An error stops the work; it
    is resumed from there. Safe to kill: what a committed batch did is marked.

    A model that inherits has a field ``state``, says where it is ``at work``, which
    records are still to do, who acts, and what one batch does.
    """

    _name = "crm.batch.work"
    _description = "Work in Batches"
    _inherit = ["crm.system.rows"]
    _MADE_BY_PEOPLE = True

    # records in one transaction; fewer than that are dealt with at once
    _BATCH_SIZE = 200
    # how often a batch that met another transaction is tried
    _BATCH_TRIES = 5
    # external id of the job
    _BATCH_JOB = ""
    # states in which there is something to do
    _BATCH_AT_WORK = ("running",)

    error = fields.Text(
        "Stopped by", readonly=True, copy=False, help="Why the last batch failed."
    )

    # what a model says

    def _batch_todo(self, after=0, limit=None):
        """The records still to do, by id.

        :param after: id of the last record of the batch before
        """
        raise NotImplementedError

    def _batch_as_actor(self):
        """The work with the rights, companies and language of who started it.

        :raise UserError: he may no longer do it
        """
        raise NotImplementedError

    def _batch_step(self, after):
        """Deal with the next batch: all of it, or nothing if it raises.

        :param after: see ``_batch_todo``
        :return: the records of the batch; none if there were no more
        """
        raise NotImplementedError

    # writing

    def _system_refusal(self):
        return self.env._("The receipt is written by the system alone.")

    def _batch_check_state(self, *states):
        """Refuse an action at the wrong time, or while somebody else acts."""
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

    # working

    def _batch_begin(self, vals):
        """Start or resume: a small work is done at once, a large one by the job."""
        self._system_write(vals)
        if len(self._batch_todo()) <= self._BATCH_SIZE:
            self._batch_as_actor()._batch_step(0)
        if self.state in self._BATCH_AT_WORK:
            self._batch_trigger()
        return True

    def _batch_trigger(self, at=None):
        # sudo: to wake the job, which acts with the rights of who started the work
        self.env.ref(self._BATCH_JOB).sudo()._trigger(at)

    def _batch_run_job(self):
        """Go on with what is under way, until the time is over."""
        domain = [("state", "in", self._BATCH_AT_WORK), ("error", "=", False)]
        works = self.search(domain)
        left = sum(len(work._batch_todo()) for work in works)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for work in works:
            # what stops it is read by who started it
            if not work.with_context(lang=work.create_uid.lang)._batch_work():
                return

    def _batch_work(self):
        """Run batches of one work; return whether there is time for another."""
        after, tries = 0, self._BATCH_TRIES
        while True:
            try:
                records = self._batch_locked_step(after)
                self.env.flush_all()
                time = self.env["ir.cron"]._commit_progress(len(records))
            except Exception as error:  # whatever a record says: it must not loop
                self.env.cr.rollback()
                tries -= 1
                if tries and isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                    continue
                return self._batch_stop(error)
            if not records or self.state not in self._BATCH_AT_WORK:
                return self._batch_pause(time)
            after = records[-1].id
            if not time:
                return False

    def _batch_locked_step(self, after):
        """One batch, unless another worker has the work."""
        nothing = self._batch_todo(limit=1).browse()
        if not self.try_lock_for_update(allow_referencing=True):
            return nothing
        self.invalidate_recordset()
        if self.state not in self._BATCH_AT_WORK:
            return nothing
        return self._batch_as_actor()._batch_step(after)

    def _batch_pause(self, time):
        """What somebody was writing meanwhile is tried again in a minute."""
        if self.state in self._BATCH_AT_WORK:
            self._batch_trigger(fields.Datetime.now() + timedelta(minutes=1))
            self.env["ir.cron"]._commit_progress(remaining=0)
        return bool(time)

    def _batch_stop(self, error):
        """Say why a batch failed, and wait for somebody to resume."""
        _logger.error("%s stopped", self, exc_info=error)
        message = str(error)
        if not isinstance(error, UserError):
            message = self.env._("Unexpected error: %(error)r", error=error)
        self._system_write({"error": message})
        self.env["ir.cron"]._commit_progress(remaining=0)
        return True
