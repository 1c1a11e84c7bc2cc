# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..foundation.actions import form_of

# reasons for leaving a record alone
REASONS = [
    ("stays", "No successor was chosen"),
    ("successor", "The successor cannot take over"),
    ("company", "The successor has no access to the company"),
    ("document", "The successor cannot open the document"),
    ("decision", "Only a sales administrator can answer the request"),
    ("private", "Private: the organizer has to change it"),
    ("salesperson", "The successor is or becomes the salesperson"),
    ("twice", "The successor has it already"),
    ("deleted", "Deleted meanwhile"),
    ("access", "You may not change it"),
    ("reassigned", "Reassigned meanwhile"),
    ("changed", "Moved to another company meanwhile"),
    ("closed", "No longer open"),
    ("former", "The former salesperson can no longer take it back"),
]


class CrmLeadHandoverLine(models.Model):
    """One record of a handover: the plan in the preview, the receipt after the run.

    Model and id identify the record, since the kinds differ and a receipt outlives the
    record; ``name`` keeps its name. The line also stores the old and new owner, the
    team, the time, and the reason if the record was left alone.
    """

    _name = "crm.lead.handover.line"
    _inherit = ["crm.system.rows"]
    _description = "Handover Record"
    _order = "id"
    _rec_name = "name"
    _SAID_BY_PEOPLE = frozenset({"successor_id"})

    handover_id = fields.Many2one(
        "crm.lead.handover",
        required=True,
        ondelete="cascade",
        index=True,
        readonly=True,
    )
    is_editable = fields.Boolean(
        compute="_compute_is_editable", export_string_translation=False
    )
    handover_successor_ids = fields.Many2many(
        related="handover_id.successor_ids", string="Possible Successors"
    )
    kind = fields.Selection("_selection_kind", required=True, readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record ID", model_field="res_model", required=True, readonly=True
    )
    name = fields.Char("Record", readonly=True)
    document_model = fields.Char(readonly=True)
    document_id = fields.Many2oneReference(model_field="document_model", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, ondelete="set null", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    old_user_id = fields.Many2one(
        "res.users", "From", required=True, readonly=True, ondelete="restrict"
    )
    successor_id = fields.Many2one(
        "res.users",
        "To",
        ondelete="restrict",
        domain="[('id', 'in', handover_successor_ids)]",
        help="Without a successor, the record stays with the leaving salesperson.",
    )
    old_team_id = fields.Many2one("crm.team", "From Team", readonly=True)
    new_team_id = fields.Many2one("crm.team", "To Team", readonly=True)
    # whether the successor already followed the record or attended the meeting
    was_involved = fields.Boolean(readonly=True, export_string_translation=False)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("moved", "Handed Over"),
            ("skipped", "Left Alone"),
            ("returned", "Given Back"),
            ("kept", "Not Given Back"),
        ],
        "Status",
        default="planned",
        required=True,
        readonly=True,
    )
    reason = fields.Selection(
        REASONS, readonly=True, help="Why the record was left alone."
    )
    problem = fields.Selection(
        REASONS,
        "Left Alone Because",
        compute="_compute_problem",
        help="In a preview: why the record would be left alone.",
    )
    date = fields.Datetime("Moved on", readonly=True)
    date_undone = fields.Datetime("Given Back on", readonly=True)

    @api.model
    def _selection_kind(self):
        table = self.env["crm.lead.handover"]._handover_movers()
        return [(mover.kind, mover.label) for mover in table]

    @api.depends("successor_id", "state", "reason")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_problem(self):
        reasons = {}
        planned = self.filtered(lambda line: line._origin and line.state == "planned")
        for mover in self.handover_id._handover_movers():
            of_kind = planned.filtered(
                lambda line, mover=mover: line.kind == mover.kind
            )
            if of_kind:
                reasons |= of_kind._handover_refusals(mover)
        for line in self:
            line.problem = reasons.get(line, line.reason)

    @api.depends("state", "handover_id.state", "handover_id.error")
    def _compute_is_editable(self):
        for line in self:
            handover = line.handover_id
            line.is_editable = line.state == "planned" and (
                handover.state == "draft"
                or (handover.state == "running" and bool(handover.error))
            )

    def action_open(self):
        """Open the record; for an activity, its document."""
        self.ensure_one()
        self.check_access("read")
        shown = self.res_model, self.res_id
        if self.kind == "activity":
            shown = self.document_model, self.document_id
        return form_of(self.env[shown[0]].browse(shown[1]))

    # users change only the successor, in a preview; the system writes all else

    def write(self, vals):
        if self:
            self._system_check(vals)
        for handover in self.handover_id:
            # users may take a record that makes a batch fail out of a stopped run
            stopped = ("running",) if handover.error else ()
            handover._batch_check_state("draft", *stopped)
        if any(line.state != "planned" for line in self):
            raise AccessError(self._system_refusal())
        successor_id = vals.get("successor_id")
        if successor_id and any(
            successor_id not in handover.successor_ids._ids
            for handover in self.handover_id
        ):
            raise UserError(self.env._("Choose one of the successors of the handover."))
        return super().write(vals)

    def _system_refusal(self):
        return self.env._("The receipt of a handover is written by the system alone.")

    def _handover_by_document(self):
        """Return the document ids by model, without models that no longer exist."""
        ids = defaultdict(set)
        for line in self._origin:  # the saved values, not those of a form
            if line.document_model in self.env:
                ids[line.document_model].add(line.document_id)
        return ids
