# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Send the days until a closing is near once, not with each card."""
        info = super().session_info()
        companies = info.get("user_companies", {}).get("allowed_companies", {})
        # sudo: all users need this setting of the companies that Odoo lists here
        for company in self.env["res.company"].sudo().browse(companies):
            companies[company.id]["opportunity_closing_near_days"] = (
                company.opportunity_closing_near_days
            )
        return info
