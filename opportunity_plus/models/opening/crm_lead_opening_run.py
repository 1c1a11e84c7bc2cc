# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.misc import format_datetime

from ..foundation.far_date import buddhist_complaints

DRAFT_DAYS = 7


class CrmLeadOpeningRun(models.Model):
    """A call campaign or a large imported list: opens opportunities for many customers.

    PREVIEW: the draft of a call campaign lists the chosen customers, each with the
    salesperson of the new opportunity or the reason why none will be opened.

    RUN: in batches. Each salesperson gets the opportunities of their customers, with a
    call activity for each. Changes since the preview count. If an opportunity cannot be
    opened, the run goes on with the other customers.

    RECEIPT: the lines, which are part of the log and cannot be changed or deleted.

    UNDO: once, by the user who started the run or by an administrator. Opportunities
    that nobody has touched are deleted with their calls. The others are kept, with the
    reason in the line.

    An imported list has no preview: it runs as soon as the import is committed.
    """

    _name = "crm.lead.opening.run"
    _inherit = ["crm.batch.work"]
    _description = "Call Campaign"
    _order = "id DESC"
    _BATCH_JOB = "opportunity_plus.ir_cron_opening"
    _BATCH_AT_WORK = ("running", "undoing")
    _SAID_BY_PEOPLE = frozenset({"campaign_id", "date_call", "others_policy"})

    kind = fields.Selection(
        [("campaign", "Call campaign"), ("import", "Customer list")],
        default="campaign",
        required=True,
        readonly=True,
    )
    campaign_id = fields.Many2one("utm.campaign", ondelete="set null")
    date_call = fields.Date(
        "Call on",
        default=lambda self: fields.Date.context_today(self),
        help="When the salespeople call their customers.",
    )
    others_policy = fields.Selection(
        [("skip", "Leave them out"), ("open", "Open another one")],
        "Customers with an Open Opportunity",
        default="skip",
        required=True,
        help="Concerns open opportunities outside this campaign. Customers with one in"
        " this campaign are always left out.",
    )
    company_ids = fields.Many2many(
        "res.company",
        "crm_lead_opening_run_company_rel",
        string="Companies",
        context={"active_test": False},
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        ondelete="set null",
        help="Used for customers without a company.",
    )
    date_run = fields.Datetime("Opened on", readonly=True)
    undoer_id = fields.Many2one(
        "res.users", "Undone by", readonly=True, ondelete="set null"
    )
    date_undone = fields.Datetime("Undone on", readonly=True)
    line_ids = fields.One2many("crm.lead.opening", "run_id", "Customers", readonly=True)

    @api.depends("campaign_id", "kind", "date_run")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for run in self:
            name = run.campaign_id.name or kinds.get(run.kind)
            if run.kind == "import" and run.date_run:
                name = f"{name}, {format_datetime(self.env, run.date_run)}"
            run.display_name = name

    @api.constrains("date_call")
    def _check_date_call(self):
        """Refuse a call date in the past, or in a year of the Buddhist era."""
        for run in self:
            run._opening_check_date()
            for complaint in buddhist_complaints(run, run.date_call):
                raise ValidationError(complaint)

    def _opening_check_date(self):
        if self.date_call and self.date_call < fields.Date.context_today(self):
            raise ValidationError(
                self.env._("The day of the calls is over. Choose today or a later day.")
            )

    def write(self, vals):
        """Change a preview, or choose another campaign for a run that stopped."""
        self._system_check(vals)
        stopped = ("running",) if vals.keys() == {"campaign_id"} else ()
        for run in self:
            run._batch_check_state("draft", *(stopped if run.error else ()))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_receipt(self):
        if any(run.state != "draft" for run in self):
            raise UserError(
                self.env._(
                    "A call campaign that was started cannot be deleted: it is the"
                    " record of what was opened."
                )
            )

    @api.autovacuum
    def _gc_drafts(self):
        """Delete previews that nobody has started."""
        before = fields.Datetime.now() - timedelta(days=DRAFT_DAYS)
        self.search([("state", "=", "draft"), ("create_date", "<", before)]).unlink()

    # creation

    @api.model
    def _opening_preview(self, partners):
        """Return a draft call campaign for customers that the user may read."""
        run = self.create({})
        run._opening_list(partners)
        return run

    @api.model
    def _opening_queue(self, partners):
        """Leave a long list of new customers to the job, once they are committed."""
        run = self._opening_create_import("running")
        run._opening_list(partners)
        run._batch_trigger()

    def _opening_create_import(self, state):
        run = self.create({"date_call": False})
        now = fields.Datetime.now()
        run._system_write({"kind": "import", "state": state, "date_run": now})
        return run

    def _opening_list(self, partners):
        companies = partners.company_id & self.env.companies
        self._system_write(self._opening_companies(companies | self.env.company))
        self.env["crm.lead.opening"]._opening_plan(self, partners)

    def _opening_companies(self, companies):
        """Return the values for the companies of the run; the active one comes first.

        :param companies: active companies of the user who starts the run
        """
        first = self.env.company & companies or companies[:1]
        return {"company_id": first.id, "company_ids": [Command.set(companies.ids)]}
