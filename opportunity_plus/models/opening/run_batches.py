# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from ..foundation.actions import form_of
from ..foundation.roles import SALESMAN


class CrmLeadOpeningRun(models.Model):
    """Starts, continues and resumes a run, in batches."""

    _inherit = "crm.lead.opening.run"

    def action_start(self):
        """Open the confirmation, with the numbers.

        :raise UserError: see ``action_run``
        """
        self._batch_check_state("draft")
        self._opening_check_start()
        view = self.env.ref("opportunity_plus.crm_lead_opening_run_view_form_confirm")
        name, views = self.env._("Start Campaign"), [(view.id, "form")]
        return form_of(self, name=name, views=views, target="new")

    def action_run(self):
        """Open the opportunities of the preview.

        :raise UserError: no campaign or call date, no customer gets an opportunity, or
            the call date has passed
        """
        self._batch_check_state("draft")
        self._opening_check_start()
        companies = self.env.companies & self.create_uid.company_ids
        return self._batch_begin(
            {
                "state": "running",
                "date_run": fields.Datetime.now(),
                **self._opening_companies(companies),
            }
        )

    def _opening_check_start(self):
        missing = []
        if not self.campaign_id:
            missing.append(self.env._("Choose a campaign."))
        if not self.date_call:
            missing.append(self.env._("Choose the day of the calls."))
        if missing:
            raise UserError("\n".join(missing))
        self._opening_check_date()
        plans = self._opening_plans(self.line_ids)
        if all(reason for reason, *_rest in plans.values()):
            raise UserError(
                self.env._(
                    "None of the customers gets an opportunity: see the reasons in the"
                    " list."
                )
            )

    def action_resume(self):
        """Resume after an error or interruption; an undo, as the current user."""
        self._batch_check_state(*self._BATCH_AT_WORK)
        if self.state == "undoing":
            return self._batch_begin({"error": False, "undoer_id": self.env.uid})
        self._opening_reunite()
        return self._batch_begin({"error": False})

    def _opening_reunite(self):
        """Move what was opened for a deleted campaign to the one chosen now, so that
        no customer is called twice in it."""
        if self.kind == "campaign" and self.campaign_id:
            rows = self._opening_lines().filtered(
                lambda row: row.lead_id and not row.lead_id.campaign_id
            )
            touched = rows._opening_touched()
            leads = rows.lead_id.with_context(tracking_disable=True)
            leads.campaign_id = self.campaign_id
            # this write does not count as a touch
            untouched = rows.filtered(lambda row: row not in touched)
            untouched._system_write({"date": self.env.cr.now()})

    def _batch_as_actor(self):
        """Return the run with the rights, companies and language of the user who
        started it, or who undoes it."""
        actor = self.undoer_id if self.state == "undoing" else self.create_uid
        is_sales = self.kind == "campaign" or self.state == "undoing"
        if is_sales and not (actor.active and actor.has_group(SALESMAN)):
            raise UserError(
                self.env._(
                    "%(name)s started this and no longer has a right to Sales.",
                    name=actor.name,
                )
            )
        companies = self.company_id | self.company_ids
        context = {"allowed_company_ids": companies.ids, "lang": actor.lang}
        # context replaced: no caller can influence the work
        actors = self.with_user(actor)
        if self.kind == "import":
            # sudo: the importer may have no access to opportunities
            actors = actors.sudo()
        return actors.with_context(context)  # pylint: disable=context-overridden

    def _opening_lines(self):
        """Return all lines, those of opportunities out of sight included."""
        # sudo: callers count them, or take back what the run itself has done
        return self.sudo().line_ids

    def _batch_todo(self, after=0, limit=None):
        state = "opened" if self.state == "undoing" else "planned"
        return self.line_ids._system_search(
            [
                ("run_id", "in", self.ids),
                ("state", "=", state),
                ("id", ">", after),
            ],
            order="id",
            limit=limit,
        )

    def _batch_step(self, after):
        rows = self._batch_todo(after, self._BATCH_SIZE)
        if self.state == "undoing":
            self._opening_take_back(rows)
        else:
            self._opening_deal_with(rows)
        if not self._batch_todo(limit=1):
            done = "undone" if self.state == "undoing" else "done"
            self._system_write({"state": done})
            self._opening_notify()
        return rows

    def _cron_opening(self):
        """Continue the runs in progress, until the time limit of the job."""
        self._batch_run_job()
