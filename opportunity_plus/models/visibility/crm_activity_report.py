# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmActivityReport(models.Model):
    _name = "crm.activity.report"
    _inherit = ["crm.activity.report", "crm.lead.readable.mixin"]
