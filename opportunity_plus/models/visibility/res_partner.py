# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..foundation.main_company import every_company
from .visible_list import search_visible


class ResPartner(models.Model):
    _inherit = "res.partner"

    opportunity_ids = fields.One2many(search=search_visible("opportunity_ids"))

    def write(self, vals):
        """Clear cached dates if the time zone of a company's contact changes."""
        result = super().write(vals)
        companies = every_company(self.env)
        if "tz" in vals and companies.search_count([("partner_id", "in", self.ids)]):
            self.env["crm.lead"]._oplus_days_changed()
        return result
