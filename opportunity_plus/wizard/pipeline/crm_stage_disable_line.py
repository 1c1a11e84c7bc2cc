# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...models.foundation.naming import names


class CrmStageDisableLine(models.TransientModel):
    """Where the open opportunities of one sales team go from one stage."""

    _name = "crm.stage.disable.line"
    _description = "Open Opportunities of a Stage"

    wizard_id = fields.Many2one(
        "crm.stage.disable", required=True, ondelete="cascade", index=True
    )
    stage_id = fields.Many2one(
        "crm.stage",
        "From",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    team_id = fields.Many2one("crm.team", "Sales Team")
    team_name = fields.Char("Team", compute="_compute_display_name")
    count = fields.Integer("Open", compute="_compute_count")
    usable_stage_ids = fields.Many2many(
        "crm.stage",
        compute="_compute_usable_stage_ids",
        export_string_translation=False,
    )
    target_stage_id = fields.Many2one(
        "crm.stage",
        "Move to",
        compute="_compute_target_stage_id",
        store=True,
        readonly=False,
    )

    @api.depends("wizard_id")
    def _compute_stage_id(self):
        for line in self:
            line.stage_id = line.stage_id or line.wizard_id.stage_id

    @api.depends("stage_id", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            # sudo: the team may be of a company that is not active on the screen
            team = line.team_id.sudo()
            line.team_name = team.display_name or self.env._("No sales team")
            line.display_name = f"{line.stage_id.display_name} ({line.team_name})"

    @api.depends("stage_id", "team_id")
    def _compute_count(self):
        held = self.stage_id._origin._oplus_holding_counts()
        for line in self:
            key = (line.stage_id._origin, line.team_id._origin)
            line.count = held.get(key, 0)

    @api.depends("team_id", "stage_id", "wizard_id.stage_ids")
    def _compute_usable_stage_ids(self):
        """Compute the enabled open stages of the team that stay enabled."""
        stages = self.env["crm.stage"].search([("is_won", "=", False)])
        for line in self:
            going = line.wizard_id.stage_ids._origin | line.stage_id._origin
            team = line.team_id._origin
            line.usable_stage_ids = (stages - going)._oplus_usable_by(team)

    @api.depends("usable_stage_ids")
    def _compute_target_stage_id(self):
        """Propose the stage that already replaces this one, or the only other one."""
        for line in self:
            usable = line.usable_stage_ids._origin
            only = usable if len(usable) == 1 else usable.browse()
            proposed = line.stage_id.replaced_by_id & usable or only
            line.target_stage_id = line.target_stage_id or proposed

    def _stuck_message(self):
        """Say what to do about the lines that no stage can take; False without any."""
        stuck = self.filtered(lambda line: not line.usable_stage_ids)
        return bool(stuck) and self.env._(
            "No other open stage can be used for: %(names)s. List these opportunities"
            " and give them a sales team that uses one, or let all sales teams use one"
            " of the other stages.",
            names=names(stuck),
        )

    def action_view_leads(self):
        """List the opportunities and leads of the line, such as to give them a team."""
        self.ensure_one()
        leads = self.stage_id._oplus_holding()
        mine = leads.filtered(lambda lead: lead.team_id == self.team_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "crm.lead",
            "views": [
                (self.env.ref("crm.crm_case_tree_view_oppor").id, "list"),
                (False, "form"),
            ],
            # archived ones, too: they hold the stage as well
            "domain": [("id", "in", mine.ids), ("active", "in", [True, False])],
        }

    def _move(self, target):
        """Move the opportunities of these lines, as the user."""
        pairs = {(line.stage_id, line.team_id) for line in self}
        leads = self.stage_id._oplus_holding().filtered(
            lambda lead: (lead.stage_id, lead.team_id) in pairs
        )
        for stage, moved in leads.grouped("stage_id").items():
            reason = stage._oplus_disabling_reason(stage.display_name)
            vals = {"stage_id": target.id, "stage_change_reason": reason}
            # conditions of the stage do not hold up what has to leave another one
            if "stage_change_override" in moved._fields:
                vals["stage_change_override"] = reason
            moved.write(vals)
