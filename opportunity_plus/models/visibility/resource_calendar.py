# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        """The last day of a share ends in the time zone of a company."""
        result = super().write(vals)
        if "tz" in vals:
            self.env["crm.lead"]._oplus_days_changed()
        return result
