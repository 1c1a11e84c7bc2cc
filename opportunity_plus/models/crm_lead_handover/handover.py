# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tools.misc import clean_context, format_date

from .movers import movers

# what a person may say; everything else is written by the system
SAID = {"user_id", "successor_ids", "line_ids"}
AT_WORK = ("running", "undoing")


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
    _description = "Handover"
    _order = "id DESC"

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
    error = fields.Text(
        "Stopped by", readonly=True, copy=False, help="Why the last batch failed."
    )
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
                names=", ".join(unfit.mapped("name")),
            )
            complaints.append(message)
        if complaints:
            raise ValidationError("\n".join(complaints))

    def _handover_fit(self, user):
        sales = "sales_team.group_sale_salesman"
        return user.active and not user.share and user.has_group(sales)

    def _handover_check_state(self, *states):
        """Refuse an action at the wrong time, or while somebody else acts."""
        self.ensure_one()
        self.check_access("write")
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._("Somebody else is working on this handover right now.")
            ) from None
        self.invalidate_recordset(["state"])
        if self.state not in states:
            raise UserError(
                self.env._("This is no longer possible: reload the handover.")
            )

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
                names=", ".join(missing.mapped("name")),
            )
            raise UserError(message)

    @api.model_create_multi
    def create(self, vals_list):
        self._handover_check_said(*vals_list)
        # replaced: a default in the context would say more than a person may
        context = clean_context(self.env.context)
        clean = self.with_context(context)  # pylint: disable=context-overridden
        return super(CrmLeadHandover, clean).create(vals_list).with_env(self.env)

    def write(self, vals):
        """Change a preview. Other people or successors need another one."""
        self._handover_check_said(vals)
        # what makes a batch fail can be left out: see the write of the lines
        stopped = ("running",) if vals.keys() == {"line_ids"} else ()
        for handover in self:
            handover._handover_check_state("draft", *stopped)
        if vals.keys() & {"user_id", "successor_ids"}:
            self.line_ids._handover_discard()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_receipt(self):
        if any(handover.state != "draft" for handover in self):
            raise UserError(
                self.env._("A handover that was run is a receipt and stays.")
            )

    def _handover_check_said(self, *vals_list):
        if any(vals.keys() - SAID for vals in vals_list):
            raise AccessError(
                self.env._("The receipt of a handover is written by the system alone.")
            )

    def _handover_store(self, vals):
        # sudo: the state of a handover is no one's to write but the system's, past the
        # refusals above
        # pylint: disable=super-method-mismatch
        return super(CrmLeadHandover, self.sudo()).write(vals)
