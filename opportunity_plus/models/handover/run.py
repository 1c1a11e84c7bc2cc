# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

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

    def action_run(self):
        """Hand over what the preview lists."""
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
        """Give back what still is as the handover left it, once."""
        self._batch_check_state("done")
        return self._handover_begin(
            {
                "state": "undoing",
                "undoer_id": self.env.uid,
                "date_undone": fields.Datetime.now(),
            }
        )

    def action_resume(self):
        """Go on after an error or an interruption, as who asks for it."""
        self._batch_check_state(*self._BATCH_AT_WORK)
        actor = "undoer_id" if self.state == "undoing" else "runner_id"
        return self._handover_begin({"error": False, actor: self.env.uid})

    def _handover_begin(self, vals):
        self._handover_check_companies()
        return self._batch_begin(vals)

    def _batch_as_actor(self):
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

    def _batch_todo(self, after=0, limit=None):
        domain = [
            ("handover_id", "in", self.ids),
            ("state", "=", TODO.get(self.state)),
            ("id", ">", after),
        ]
        return self.line_ids.search(domain, order="id", limit=limit)

    def _batch_step(self, after):
        """Deal with the next batch of lines: all of it, or nothing if it raises.

        Records that somebody is just writing are left for later.

        :param after: id of the last line of the batch before
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
        """Go on with the handovers that are under way, until the time is over."""
        self._batch_run_job()
