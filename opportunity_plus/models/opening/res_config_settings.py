# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_auto_create = fields.Boolean(
        related="company_id.opportunity_auto_create", readonly=False
    )
    opportunity_auto_create_domain = fields.Char(
        related="company_id.opportunity_auto_create_domain", readonly=False
    )
