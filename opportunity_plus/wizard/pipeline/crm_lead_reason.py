# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.foundation.blank import is_blank


class CrmLeadReason(models.TransientModel):
    """Dialog that asks for a reason and then acts on opportunities.

    PURPOSES: mark as won, if the stage requires a reason; reopen, with the stage to go
    back to, and with a new salesperson if the present one is archived and the user may
    assign another; request a reopening; refuse such a request, with an optional reason.
    The methods that are called check rights and state.
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
    asks_salesperson = fields.Boolean(
        compute="_compute_asks_salesperson", export_string_translation=False
    )
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        domain="[('share', '=', False)]",
        help="The new salesperson, since the present one is archived.",
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

    @api.depends("purpose", "lead_ids")
    def _compute_asks_salesperson(self):
        for wizard in self:
            wizard.asks_salesperson = wizard.purpose == "reopen" and bool(
                wizard._orphans_to_assign()
            )

    @api.depends("purpose", "lead_ids")
    def _compute_user_id(self):
        for wizard in self:
            orphans = wizard._orphans_to_assign()[:1]
            wizard.user_id = (
                wizard.asks_salesperson and orphans._oplus_default_salesperson()
            )

    def _orphans_to_assign(self):
        """Return the opportunities of archived salespeople that the user may assign to
        somebody else, not those that are only shared with the user."""
        orphans = self._readable_leads()._oplus_orphans()
        # also where Odoo computes as superuser
        return orphans & orphans.sudo(False)._oplus_share_shareable()

    @api.depends("lead_ids", "user_id")
    def _compute_team_ids(self):
        for wizard in self:
            teams = map(wizard._team_of, wizard._readable_leads())
            wizard.team_ids = self.env["crm.team"].union(*teams)

    def _readable_leads(self):
        """Return the opportunities, after a check that the user may read them all."""
        leads = self.lead_ids._origin
        leads.check_access("read")
        return leads

    def _team_of(self, lead):
        """Return the sales team of an opportunity once it is reopened."""
        if not self.user_id or not lead._oplus_orphans():
            return lead.team_id
        new = lead._oplus_new_teams({"user_id": self.user_id.id})
        return new[0][0] if new else lead.team_id

    @api.depends("purpose", "lead_ids", "user_id")
    def _compute_stage_id(self):
        for wizard in self:
            lead = wizard._readable_leads()
            is_one = wizard.purpose == "reopen" and len(lead) == 1
            wizard.stage_id = is_one and lead._oplus_reopening_stage(
                team=wizard._team_of(lead)
            )

    def action_apply(self):
        """Carry out the purpose of the dialog.

        :raise UserError: the reason is missing
        """
        self.ensure_one()
        reason = "" if is_blank(self.reason) else self.reason.strip()
        if self.purpose != "refuse" and not reason:
            raise UserError(self.env._("Give the reason in a few words."))
        return getattr(self, f"_apply_{self.purpose}")(reason)

    def _apply_won(self, reason):
        self.lead_ids.stage_change_reason = reason
        return self.lead_ids.action_set_won_rainbowman()

    def _apply_reopen(self, reason):
        if self.asks_salesperson and not self.user_id:
            raise UserError(
                self.env._("The salesperson is archived. Choose another one.")
            )
        self.lead_ids._oplus_reopening_apply(reason, self.stage_id, self.user_id)
        return {"type": "ir.actions.act_window_close"}

    def _apply_request(self, reason):
        self.lead_ids._oplus_reopening_ask(reason)
        return {"type": "ir.actions.act_window_close"}

    def _apply_refuse(self, reason):
        self.lead_ids._oplus_reopening_refuse(reason)
        return {"type": "ir.actions.act_window_close"}
