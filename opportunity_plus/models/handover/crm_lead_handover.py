# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from ..foundation.naming import names
from .movers import movers


class CrmLeadHandover(models.Model):
    """What a leaving salesperson was working on goes to one or several successors.

    PREVIEW: a draft lists everything that will move in its lines, each with its
    successor: what belongs to one customer stays together, and the successors get
    about the same number of records. A line without a successor stays where it is.

    RUN: batch by batch, each one all or nothing, with the rights and in the companies
    of the administrator who started it. What changed hands, was closed or deleted
    since the preview is left alone. An error stops the work; it is resumed from here.

    RECEIPT: the lines, which from then on nobody changes or deletes.

    UNDO: once; only what still is as the handover left it goes back.
    """

    _name = "crm.lead.handover"
    _inherit = ["crm.batch.work"]
    _description = "Handover"
    _order = "id DESC"
    _BATCH_JOB = "opportunity_plus.ir_cron_handover"
    _BATCH_AT_WORK = ("running", "undoing")
    _SAID_BY_PEOPLE = frozenset({"user_id", "successor_ids", "line_ids"})

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
        help="What belongs to one customer stays together with one of them.",
    )
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
        """What can be handed over. A further kind is a further row; see ``Mover``."""
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
                "%(name)s leaves and cannot be a successor.", name=self.user_id.name
            )
            complaints.append(message)
        if unfit:
            message = self.env._(
                "Only active users with a right to Sales can take over. Leave out:"
                " %(names)s",
                names=names(unfit),
            )
            complaints.append(message)
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _handover_fit(self, user):
        sales = "sales_team.group_sale_salesman"
        return user.active and not user.share and user.has_group(sales)

    def _handover_works_in(self, user):
        # sudo: whoever hands over need not work in all companies of the successor
        return set(user.sudo().company_ids.ids)

    def _handover_check_companies(self):
        # sudo: the companies that the user may not see are the ones that matter here
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
        """Change a preview. Other people or successors need another one."""
        self._system_check(vals)
        # what makes a batch fail can be left out: see the write of the lines
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
                self.env._("A handover that was run is a receipt and stays.")
            )
