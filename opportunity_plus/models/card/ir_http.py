# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..foundation.days import zone_of
from ..foundation.main_company import every_company


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Send what cards and reports need of companies once, not with each of them:
        when an expected closing is near, and the time zone that days are counted in."""
        info = super().session_info()
        companies = info.get("user_companies", {}).get("allowed_companies", {})
        for company in every_company(self.env).browse(companies):
            near = company.opportunity_closing_near_days
            companies[company.id]["opportunity_closing_near_days"] = near
            companies[company.id]["opportunity_time_zone"] = zone_of(company)
        return info
