# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_revenue_from_products = fields.Boolean(
        related="company_id.opportunity_revenue_from_products", readonly=False
    )
    opportunity_pricelist_decides = fields.Boolean(
        related="company_id.opportunity_pricelist_decides", readonly=False
    )
    opportunity_free_product_id = fields.Many2one(
        related="company_id.opportunity_free_product_id", readonly=False
    )
