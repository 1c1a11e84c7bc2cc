# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..foundation.blank import check_names


class CrmStageCheckpoint(models.Model):
    """A point of a stage's checklist, for all teams or one.

    Opportunities tick it with ``crm.lead.action_tick``, in whatever stage they are.
    Ticks of a deleted point keep its name, see ``crm.lead.tick``.
    """

    _name = "crm.stage.checkpoint"
    _inherit = ["crm.policy.mixin"]
    _description = "Checklist Point"
    _order = "sequence, id"

    stage_id = fields.Many2one(
        "crm.stage", required=True, ondelete="cascade", index=True
    )
    name = fields.Char("Point", required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_required = fields.Boolean(
        "Required", help="The checklist of the stage is not done without it."
    )
    team_id = fields.Many2one(
        "crm.team",
        "Only for Team",
        ondelete="cascade",
        index="btree_not_null",
        help="Leave empty for all teams.",
    )

    def _oplus_policy_changed(self):
        result = super()._oplus_policy_changed()
        self.env["crm.lead"]._oplus_guidance_changed()
        return result

    @api.constrains("name")
    def _check_name(self):
        check_names(self)
