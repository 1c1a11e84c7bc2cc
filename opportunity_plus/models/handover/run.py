# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from ..foundation.roles import ADMIN

# no messages for single records: each successor gets one message at the end
QUIET = {
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
    "skip_attendee_notification": True,
    "dont_notify": True,
}


class CrmLeadHandover(models.Model):
    """Moves the records, in batches."""

    _inherit = "crm.lead.handover"

    def action_run(self):
        """Hand over the records of the preview, which is made if there is none."""
        self._batch_check_state("draft")
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
        """Give back the records that have not changed since the handover."""
        self._batch_check_state("done")
        return self._handover_begin(
            {
                "state": "undoing",
                "undoer_id": self.env.uid,
                "date_undone": fields.Datetime.now(),
            }
        )

    def action_resume(self):
        """Go on after an error or interruption, with the rights of the current user."""
        self._batch_check_state(*self._BATCH_AT_WORK)
        actor = "undoer_id" if self.state == "undoing" else "runner_id"
        return self._handover_begin({"error": False, actor: self.env.uid})

    def _handover_begin(self, vals):
        self._handover_check_companies()
        return self._batch_begin(vals)

    def _batch_as_actor(self):
        """Return the handover as the user who started it, in its own companies.

        :raise UserError: the user is no longer a sales administrator
        """
        actor = self.undoer_id if self.state == "undoing" else self.runner_id
        if not actor.active or not actor.has_group(ADMIN):
            raise UserError(
                self.env._(
                    "%(name)s started this and is no longer a sales administrator.",
                    name=actor.name,
                )
            )
        context = dict(QUIET, allowed_company_ids=self.company_ids.ids, lang=actor.lang)
        # replaced: the context of the call must not affect the work
        actors = self.with_user(actor)
        return actors.with_context(context)  # pylint: disable=context-overridden

    def _batch_todo(self, after=0, limit=None):
        domain = [
            ("handover_id", "in", self.ids),
            ("state", "=", {"running": "planned", "undoing": "moved"}.get(self.state)),
            ("id", ">", after),
        ]
        return self.line_ids.search(domain, order="id", limit=limit)

    def _batch_step(self, after):
        """Process the next batch of lines: all of it, or nothing if it raises.

        Records that another transaction is writing are left for later.

        :param after: id of the last line of the previous batch
        :return: the lines of the batch; none if there were no more
        """
        lines = self._batch_todo(after, self._BATCH_SIZE)
        for mover in self._handover_movers():
            of_kind = lines.filtered(lambda line, mover=mover: line.kind == mover.kind)
            if of_kind:
                of_kind._handover_transfer(mover, undo=self.state == "undoing")
        if not self._batch_todo(limit=1):
            state = "undone" if self.state == "undoing" else "done"
            self._system_write({"state": state})
            self._handover_notify()
        return lines

    def _cron_handover(self):
        """Go on with running handovers until the time of the job is up."""
        self._batch_run_job()
