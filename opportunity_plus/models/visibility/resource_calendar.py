# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        """Clear cached dates if the time zone of a working calendar changes."""
        result = super().write(vals)
        if "tz" in vals:
            self.env["crm.lead"]._oplus_days_changed()
        return result
