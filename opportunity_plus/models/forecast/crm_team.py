# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.model
    def action_opportunity_forecast(self):
        """Fill the months of the forecast by where opportunities stand in it."""
        action = super().action_opportunity_forecast()
        action["context"]["forecast_field"] = "oplus_forecast_date"
        return action
