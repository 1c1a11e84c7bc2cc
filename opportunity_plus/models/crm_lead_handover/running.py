# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .handover import AT_WORK

_logger = logging.getLogger(__name__)

# each successor is told once, and not once for each record
QUIET = {
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
    "skip_attendee_notification": True,
    "dont_notify": True,
}
# the state of the lines that are still to do, by the state of the handover
TODO = {"running": "planned", "undoing": "moved"}


class CrmLeadHandover(models.Model):
    """Moves the records, in batches."""

    _inherit = "crm.lead.handover"

    # lines in one transaction; fewer than that are moved at once
    _HANDOVER_BATCH = 200
    # how often a batch that met another transaction is tried
    _HANDOVER_TRIES = 5

    def action_run(self):
        """Hand over what the preview lists."""
        self._handover_check_state("draft")
        if not self.line_ids:
            self.action_prepare()
        self._handover_check_people()
        if all(line.problem for line in self.line_ids):
            raise UserError(
                self.env._("None of the records can move: see the reasons in the list.")
            )
        return self._handover_begin(
            {
                "state": "running",
                "runner_id": self.env.uid,
                "date_run": fields.Datetime.now(),
            }
        )

    def action_undo(self):
        """Give back what still is as the handover left it, once."""
        self._handover_check_state("done")
        return self._handover_begin(
            {
                "state": "undoing",
                "undoer_id": self.env.uid,
                "date_undone": fields.Datetime.now(),
            }
        )

    def action_resume(self):
        """Go on after an error or an interruption, as who asks for it."""
        self._handover_check_state(*AT_WORK)
        actor = "undoer_id" if self.state == "undoing" else "runner_id"
        return self._handover_begin({"error": False, actor: self.env.uid})

    def _handover_begin(self, vals):
        self._handover_check_companies()
        self._handover_store(vals)
        if len(self._handover_todo()) <= self._HANDOVER_BATCH:
            self._handover_as_actor()._handover_step(0)
        if self.state in AT_WORK:
            self._handover_trigger()
        return True

    def _handover_trigger(self, at=None):
        # sudo: to wake the job, which acts with the rights of who started the handover
        self.env.ref("opportunity_plus.ir_cron_handover").sudo()._trigger(at)

    def _handover_as_actor(self):
        """The handover with the rights, companies and language of who started it."""
        actor = self.undoer_id if self.state == "undoing" else self.runner_id
        if not actor.active or not actor.has_group("sales_team.group_sale_manager"):
            raise UserError(
                self.env._(
                    "%(name)s started this and is no longer a sales administrator.",
                    name=actor.name,
                )
            )
        context = dict(QUIET, allowed_company_ids=self.company_ids.ids, lang=actor.lang)
        # replaced: nobody steers the work by the context of a call
        actors = self.with_user(actor)
        return actors.with_context(context)  # pylint: disable=context-overridden

    def _handover_todo(self, after=0, limit=None):
        domain = [
            ("handover_id", "in", self.ids),
            ("state", "=", TODO.get(self.state)),
            ("id", ">", after),
        ]
        return self.line_ids.search(domain, order="id", limit=limit)

    def _handover_step(self, after):
        """Deal with the next batch of lines: all of it, or nothing if it raises.

        Records that somebody is just writing are left for later.

        :param after: id of the last line of the batch before
        :return: the lines of the batch; none if there were no more
        """
        lines = self._handover_todo(after, self._HANDOVER_BATCH)
        for mover in self._handover_movers():
            of_kind = lines.filtered(lambda line, mover=mover: line.kind == mover.kind)
            if of_kind:
                of_kind._handover_transfer(mover, undo=self.state == "undoing")
        if not self._handover_todo(limit=1):
            state = "undone" if self.state == "undoing" else "done"
            self._handover_store({"state": state})
            self._handover_notify()
        return lines

    def _cron_handover(self):
        """Go on with the handovers that are under way, until the time is over.

        Safe to kill: what a committed batch moved is marked, the rest is not.
        """
        handovers = self.search([("state", "in", AT_WORK), ("error", "=", False)])
        left = sum(len(handover._handover_todo()) for handover in handovers)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for handover in handovers:
            if not handover._handover_work():
                return

    def _handover_work(self):
        """Run batches of one handover; return whether there is time for another."""
        after, tries = 0, self._HANDOVER_TRIES
        while True:
            try:
                lines = self._handover_locked_step(after)
                self.env.flush_all()
                time = self.env["ir.cron"]._commit_progress(len(lines))
            except Exception as error:  # whatever a record says: it must not loop
                self.env.cr.rollback()
                tries -= 1
                if tries and isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                    continue
                return self._handover_stop(error)
            if not lines or self.state not in AT_WORK:
                return self._handover_pause(time)
            after = lines[-1].id
            if not time:
                return False

    def _handover_locked_step(self, after):
        """One batch, unless another worker has the handover."""
        nothing = self.line_ids.browse()
        if not self.try_lock_for_update(allow_referencing=True):
            return nothing
        self.invalidate_recordset()
        if self.state not in AT_WORK:
            return nothing
        return self._handover_as_actor()._handover_step(after)

    def _handover_pause(self, time):
        """What somebody was writing meanwhile is tried again in a minute."""
        if self.state in AT_WORK:
            self._handover_trigger(fields.Datetime.now() + timedelta(minutes=1))
            self.env["ir.cron"]._commit_progress(remaining=0)
        return bool(time)

    def _handover_stop(self, error):
        """Say why a batch failed, and wait for somebody to resume."""
        _logger.error("Handover %s stopped", self.id, exc_info=error)
        message = str(error)
        if not isinstance(error, UserError):
            message = self.env._("Unexpected error: %(error)r", error=error)
        self._handover_store({"error": message})
        self.env["ir.cron"]._commit_progress(remaining=0)
        return True
