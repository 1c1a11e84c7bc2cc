# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import is_html_empty


class CrmLeadReason(models.TransientModel):
    """The dialog for a reason, and what happens once it is told.

    PURPOSES: winning where the stage asks why; reopening, with the stage to go back
    to; asking for a reopening; refusing what somebody asked for, where the answer may
    stay empty. Rights and state are checked by what each of them calls.
    """

    _name = "crm.lead.reason"
    _description = "Reason"

    purpose = fields.Selection(
        [
            ("won", "Won"),
            ("reopen", "Reopen"),
            ("request", "Request Reopening"),
            ("refuse", "Refuse"),
        ],
        required=True,
    )
    lead_ids = fields.Many2many(
        "crm.lead", required=True, context={"active_test": False}
    )
    team_ids = fields.Many2many("crm.team", compute="_compute_team_ids")
    stage_id = fields.Many2one(
        "crm.stage",
        "Back to",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        domain="[('is_won', '=', False), '|', ('team_ids', '=', False),"
        " ('team_ids', 'in', team_ids)]",
    )
    reason = fields.Text()

    @api.depends("lead_ids")
    def _compute_team_ids(self):
        for wizard in self:
            wizard.team_ids = wizard.lead_ids.team_id

    @api.depends("purpose", "lead_ids")
    def _compute_stage_id(self):
        for wizard in self:
            is_one = wizard.purpose == "reopen" and len(wizard.lead_ids) == 1
            wizard.stage_id = is_one and wizard.lead_ids._reopening_stage()

    def action_apply(self):
        """Do what the dialog was opened for.

        :raise UserError: no reason was told
        """
        self.ensure_one()
        if self.purpose != "refuse" and is_html_empty(self.reason):
            raise UserError(self.env._("Tell the reason in a few words."))
        return getattr(self, f"_apply_{self.purpose}")((self.reason or "").strip())

    def _apply_won(self, reason):
        self.lead_ids.stage_change_reason = reason
        return self.lead_ids.action_set_won_rainbowman()

    def _apply_reopen(self, reason):
        self.lead_ids._reopening_apply(reason, self.stage_id)
        return {"type": "ir.actions.act_window_close"}

    def _apply_request(self, reason):
        self.lead_ids._reopening_ask(reason)
        return {"type": "ir.actions.act_window_close"}

    def _apply_refuse(self, reason):
        self.lead_ids._reopening_refuse(reason)
        return {"type": "ir.actions.act_window_close"}
