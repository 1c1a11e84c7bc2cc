# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the web client once, and not with each card, which closing is near."""
        info = super().session_info()
        companies = info.get("user_companies", {}).get("allowed_companies", {})
        # sudo: a setting of the companies that Odoo names here, read with their names
        for company in self.env["res.company"].sudo().browse(companies):
            companies[company.id]["opportunity_closing_near_days"] = (
                company.opportunity_closing_near_days
            )
        return info
