# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ..foundation.naming import names
from ..foundation.roles import SALESMAN
from .movers import movers


class CrmLeadHandover(models.Model):
    """Handover of the work of a leaving salesperson to one or several successors.

    PREVIEW: the lines of a draft list the records to move, each with its successor.
    The records of one customer stay together, and the successors get about the same
    number of records. A record without a successor stays with its owner.

    RUN: in batches, each all or nothing, with the rights of the administrator who
    started it and in the companies of the preview. Records that were reassigned, closed
    or deleted since are left alone. An error stops the run, which can be resumed.

    RECEIPT: after the run nobody can change or delete the lines.

    UNDO: possible once. Only records that have not changed since the run go back.
    """

    _name = "crm.lead.handover"
    _inherit = ["crm.batch.work"]
    _description = "Handover"
    _order = "id DESC"
    _BATCH_JOB = "opportunity_plus.ir_cron_handover"
    _BATCH_AT_WORK = ("running", "undoing")
    _SAID_BY_PEOPLE = frozenset(
        {"user_id", "successor_ids", "line_ids", "archive_user"}
    )

    user_id = fields.Many2one(
        "res.users",
        "Leaving Salesperson",
        required=True,
        context={"active_test": False},
    )
    successor_ids = fields.Many2many(
        "res.users",
        "crm_lead_handover_successor_rel",
        string="Successors",
        context={"active_test": False},
        help="All records of one customer go to the same successor.",
    )
    company_ids = fields.Many2many(
        "res.company",
        "crm_lead_handover_company_rel",
        string="Companies",
        context={"active_test": False},
        readonly=True,
        copy=False,
    )
    runner_id = fields.Many2one("res.users", "Run by", readonly=True, copy=False)
    date_run = fields.Datetime("Run on", readonly=True, copy=False)
    undoer_id = fields.Many2one("res.users", "Undone by", readonly=True, copy=False)
    date_undone = fields.Datetime("Undone on", readonly=True, copy=False)
    line_ids = fields.One2many("crm.lead.handover.line", "handover_id", "Records")

    @api.depends("user_id", "date_run")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for handover in self:
            day = format_date(self.env, handover.date_run or handover.create_date)
            names = (handover.user_id.name, day)
            handover.display_name = ", ".join(name for name in names if name)

    def _handover_movers(self):
        """Return a ``Mover`` for each kind of record; add one to hand over more."""
        return movers(self.env)

    # rules

    @api.constrains("user_id", "successor_ids")
    def _check_people(self):
        for handover in self:
            handover._handover_check_people()

    def _handover_check_people(self):
        """Refuse successors who cannot take over, naming all of them at once."""
        unfit = self.successor_ids.filtered(lambda user: not self._handover_fit(user))
        complaints = []
        if self.user_id in self.successor_ids:
            message = self.env._(
                "%(name)s is leaving and cannot be a successor.", name=self.user_id.name
            )
            complaints.append(message)
        if unfit:
            message = self.env._(
                "Only active users with access to Sales can be successors. Remove:"
                " %(names)s",
                names=names(unfit),
            )
            complaints.append(message)
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _handover_fit(self, user):
        sales = SALESMAN
        return user.active and not user.share and user.has_group(sales)

    def _handover_works_in(self, user):
        # sudo: the user may not read all companies of the successor
        return set(user.sudo().company_ids.ids)

    def _handover_check_companies(self):
        # sudo: the check must find the companies that the user may not read
        missing = self.sudo().company_ids - self.env.companies
        if missing - self.env.user.company_ids:
            message = self.env._(
                "This handover also concerns companies that you may not use. Ask"
                " an administrator who works in all of them."
            )
            raise UserError(message)
        if missing:
            message = self.env._(
                "This handover also concerns other companies. Activate them first:"
                " %(names)s",
                names=names(missing),
            )
            raise UserError(message)

    def write(self, vals):
        """Change a draft; with other people, its preview is discarded."""
        self._system_check(vals)
        # the lines of a stopped run can be changed; see their ``write``
        stopped = ("running",) if vals.keys() == {"line_ids"} else ()
        for handover in self:
            handover._batch_check_state("draft", *stopped)
        if vals.keys() & {"user_id", "successor_ids"}:
            self._handover_discard()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_receipt(self):
        if any(handover.state != "draft" for handover in self):
            raise UserError(
                self.env._("Once run, a handover is a receipt: you cannot delete it.")
            )
