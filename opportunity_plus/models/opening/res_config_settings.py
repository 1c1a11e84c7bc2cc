# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_auto_create = fields.Boolean(
        related="company_id.opportunity_auto_create", readonly=False
    )
    opportunity_auto_create_domain = fields.Char(
        related="company_id.opportunity_auto_create_domain", readonly=False
    )
    oplus_customer_domain = fields.Char(
        compute="_compute_oplus_customer_domain", export_string_translation=False
    )

    @api.depends("company_id")
    def _compute_oplus_customer_domain(self):
        """Compute the domain of the contacts that the filter is applied to."""
        partners = self.env["res.partner"]
        for settings in self:
            domain = partners._oplus_opening_customer_domain(settings.company_id)
            settings.oplus_customer_domain = repr(list(domain))
