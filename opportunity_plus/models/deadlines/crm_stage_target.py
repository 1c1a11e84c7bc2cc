# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmStageTarget(models.Model):
    """How long opportunities of one team may stay in a stage."""

    _name = "crm.stage.target"
    _description = "Target of a Team"
    _order = "stage_id, team_id"

    stage_id = fields.Many2one("crm.stage", required=True, ondelete="cascade", index=True)
    team_id = fields.Many2one("crm.team", "Sales Team", required=True, ondelete="cascade")
    days = fields.Integer(required=True)
