# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import DataError, IntegrityError

from odoo import fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

SELLS = "sales_team.group_sale_salesman"
CALL = "mail.mail_activity_data_call"
# what is wrong with one opportunity, as opposed to the work
REFUSED = (UserError, IntegrityError, DataError)


class CrmLeadOpeningRun(models.Model):
    """Opens the opportunities, in batches."""

    _inherit = "crm.lead.opening.run"

    def action_run(self):
        """Open what the preview lists.

        :raise UserError: no campaign, no customer to call, or the day is over
        """
        self._batch_check_state("draft")
        self._opening_check_date()
        if not self.campaign_id or not self.date_call:
            raise UserError(
                self.env._(
                    "Choose a campaign and the day of the calls. The campaign that was"
                    " chosen before may have been deleted meanwhile."
                )
            )
        if all(plan.reason for plan in self._opening_plans(self.line_ids).values()):
            raise UserError(
                self.env._(
                    "None of the customers gets an opportunity: see the reasons in the"
                    " list."
                )
            )
        companies = self.env.companies & self.create_uid.company_ids
        return self._batch_begin(
            {
                "state": "running",
                "date_run": fields.Datetime.now(),
                **self._opening_companies(companies),
            }
        )

    def action_resume(self):
        """Go on after an error or an interruption."""
        self._batch_check_state(*self._BATCH_AT_WORK)
        self._opening_reunite()
        return self._batch_begin({"error": False})

    def _opening_reunite(self):
        """What was opened for a campaign that is gone belongs to the one chosen now,
        so that nobody is called twice in it."""
        if self.kind == "campaign" and self.campaign_id:
            # sudo: what this very run opened, for whomever
            leads = self.sudo().line_ids.lead_id
            orphans = leads.filtered(lambda lead: not lead.campaign_id)
            orphans.campaign_id = self.campaign_id

    def _batch_as_actor(self):
        """The run with the rights, companies and language of who started it."""
        actor = self.create_uid
        if self.kind == "campaign" and not (actor.active and actor.has_group(SELLS)):
            raise UserError(
                self.env._(
                    "%(name)s started this and no longer has a right to Sales.",
                    name=actor.name,
                )
            )
        companies = self.company_id | self.company_ids
        context = {"allowed_company_ids": companies.ids, "lang": actor.lang}
        # replaced: nobody steers the work by the context of a call
        actors = self.with_user(actor)
        if self.kind == "import":
            # sudo: the setting of the company opens them, whoever made the contacts
            actors = actors.sudo()
        return actors.with_context(context)  # pylint: disable=context-overridden

    def _batch_todo(self, after=0, limit=None):
        # sudo: the lines of this very run, whose author need not read the log
        return self.line_ids.sudo().search(
            [
                ("run_id", "in", self.ids),
                ("state", "=", "planned"),
                ("id", ">", after),
            ],
            order="id",
            limit=limit,
        )

    def _batch_step(self, after):
        rows = self._batch_todo(after, self._BATCH_SIZE)
        self._opening_claim()
        plans = self._opening_plans(rows)
        for row, plan in plans.items():
            if plan.reason:
                row._log_write({"state": "skipped", "reason": plan.reason})
        self._opening_carry_out(rows.filtered(lambda row: not plans[row].reason))
        if not self._batch_todo(limit=1):
            self._batch_store({"state": "done"})
            self._opening_notify()
        return rows

    def _opening_claim(self):
        """Make two runs in the same campaign take turns: a customer is called once.

        :raise UserError: the campaign is gone
        """
        if self.kind != "campaign":
            return
        # raw SQL: a lock alone would let a transaction go on that does not see what
        # the other has opened; a write that changes nothing makes it start again
        self.env.cr.execute(
            "UPDATE utm_campaign SET write_uid = write_uid WHERE id = %s",
            [self.campaign_id.id or None],
        )
        if not self.env.cr.rowcount:
            raise UserError(
                self.env._("The campaign was deleted meanwhile. Choose another one.")
            )

    def _opening_carry_out(self, rows):
        """Open a batch at once; if that fails, each one alone, so that a mistake in
        one holds up nobody else."""
        try:
            with self.env.cr.savepoint():
                self._opening_open(rows)
        except REFUSED:
            for row in rows:
                self._opening_carry_out_alone(row)

    def _opening_carry_out_alone(self, row):
        try:
            with self.env.cr.savepoint():
                self._opening_open(row)
        except REFUSED:
            _logger.info("%s: no opportunity", row, exc_info=True)
            row._log_write({"state": "skipped", "reason": "failed"})

    def _opening_open(self, rows):
        vals = {"campaign_id": self.campaign_id.id} if self.campaign_id else {}
        leads = self.env["crm.lead"]._opening_open(rows.partner_id, **vals)
        if self.kind == "campaign" and leads:
            self._opening_schedule(leads.values())
        now = fields.Datetime.now()
        for row in rows:
            lead = leads[row.partner_id]
            row._log_write(
                {
                    "state": "opened",
                    "lead_id": lead.id,
                    "user_id": lead.user_id.id,
                    "company_id": lead.company_id.id,
                    "date": now,
                }
            )

    def _opening_schedule(self, leads):
        """Plan a call for each salesperson: one INSERT for all of his."""
        first, *others = leads  # with the rights that opened them
        for user, group in first.union(*others).grouped("user_id").items():
            group.activity_schedule(
                CALL,
                date_deadline=self.date_call,
                summary=self.campaign_id.name,
                user_id=user.id,
            )

    def _cron_opening(self):
        """Go on with the runs that are under way, until the time is over."""
        self._batch_run_job()
