# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.limits import check_days


class CrmStageTarget(models.Model):
    """How many days opportunities of one team may stay in a stage.

    It replaces the target of the stage for that team; 0 means no target.
    """

    _name = "crm.stage.target"
    _inherit = ["crm.policy.mixin"]
    _description = "Target of a Team"
    _order = "stage_id, team_id"
    _rec_name = "team_id"

    stage_id = fields.Many2one(
        "crm.stage", required=True, ondelete="cascade", index=True
    )
    team_id = fields.Many2one(
        "crm.team", "Sales Team", required=True, ondelete="cascade", index=True
    )
    days = fields.Integer(
        "Target (Days)",
        required=True,
        aggregator=None,
        help="How many days opportunities of this team may stay in the stage; 0 for no"
        " target.",
    )

    _team_unique = models.UniqueIndex(
        "(stage_id, team_id)", "A sales team has one target for each stage."
    )

    @api.depends("team_id.display_name", "days")
    def _compute_display_name(self):
        for target in self:
            target.display_name = f"{target.team_id.display_name}: {target.days}"

    @api.constrains("days")
    def _check_days(self):
        check_days(self, "days")

    @api.model_create_multi
    def create(self, vals_list):
        targets = super().create(vals_list)
        targets.stage_id._oplus_target_changed()
        return targets

    def write(self, vals):
        """:raise AccessError: a target is moved to a team that the user may not use"""
        stages = self.stage_id
        result = super().write(vals)
        self.check_access("write")
        (stages | self.stage_id)._oplus_target_changed()
        return result

    def unlink(self):
        stages = self.stage_id
        result = super().unlink()
        stages._oplus_target_changed()
        return result
