# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_lost_reason_required = fields.Boolean(
        related="company_id.opportunity_lost_reason_required", readonly=False
    )
    opportunity_closed_locked = fields.Boolean(
        related="company_id.opportunity_closed_locked", readonly=False
    )
