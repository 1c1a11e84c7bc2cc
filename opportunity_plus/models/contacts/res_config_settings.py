# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_silence_days = fields.Integer(
        related="company_id.opportunity_silence_days", readonly=False
    )
