# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    oplus_target_ids = fields.One2many("crm.stage.target", "stage_id", "Targets of Teams")
    activity_plan_id = fields.Many2one(
        "mail.activity.plan",
        "Activity Plan",
        domain=[("res_model", "=", "crm.lead")],
        ondelete="set null",
    )
    escalation_days = fields.Integer("Tell the Leader after")
