# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class CrmStage(models.Model):
    _inherit = "crm.stage"

    condition_field_ids = fields.Many2many(
        "ir.model.fields",
        "crm_stage_condition_field_rel",
        string="Required Fields",
        domain=[("model", "=", "crm.lead")],
    )
    condition_quotation = fields.Boolean("Valid Quotation")
    condition_order = fields.Boolean("Confirmed Order")
    condition_checklist = fields.Boolean("Checklist Done")
    condition_when_skipped = fields.Boolean("Also When Skipped")
