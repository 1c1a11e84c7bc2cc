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
    # visibility
    opportunity_agents_see_unassigned = fields.Boolean(
        related="company_id.opportunity_agents_see_unassigned", readonly=False
    )
    # entry
    opportunity_facts_required = fields.Boolean(
        related="company_id.opportunity_facts_required", readonly=False
    )
    opportunity_name_pattern = fields.Char(
        related="company_id.opportunity_name_pattern", readonly=False
    )
    opportunity_probability_policy = fields.Selection(
        related="company_id.opportunity_probability_policy", readonly=False
    )
    opportunity_probability_default = fields.Float(
        related="company_id.opportunity_probability_default", readonly=False
    )
    # card
    opportunity_closing_near_days = fields.Integer(
        related="company_id.opportunity_closing_near_days", readonly=False
    )
    # products
    opportunity_revenue_from_products = fields.Boolean(
        related="company_id.opportunity_revenue_from_products", readonly=False
    )
    opportunity_pricelist_decides = fields.Boolean(
        related="company_id.opportunity_pricelist_decides", readonly=False
    )
    opportunity_free_product_id = fields.Many2one(
        related="company_id.opportunity_free_product_id", readonly=False
    )
