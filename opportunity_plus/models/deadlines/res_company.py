# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    opportunity_working_days = fields.Boolean()
    opportunity_calendar_id = fields.Many2one("resource.calendar")
    opportunity_remind_days = fields.Integer()
