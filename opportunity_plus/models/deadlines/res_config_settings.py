# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_working_days = fields.Boolean(
        related="company_id.opportunity_working_days", readonly=False
    )
    opportunity_calendar_id = fields.Many2one(
        related="company_id.opportunity_calendar_id", readonly=False
    )
    opportunity_remind_days = fields.Integer(
        related="company_id.opportunity_remind_days", readonly=False
    )
    opportunity_snooze_times = fields.Integer(
        related="company_id.opportunity_snooze_times", readonly=False
    )
    opportunity_snooze_days = fields.Integer(
        related="company_id.opportunity_snooze_days", readonly=False
    )
    oplus_is_without_working_days = fields.Boolean(
        compute="_compute_oplus_is_without_working_days",
        export_string_translation=False,
    )

    @api.depends("company_id", "opportunity_working_days", "opportunity_calendar_id")
    def _compute_oplus_is_without_working_days(self):
        for settings in self:
            calendar = (
                settings.opportunity_calendar_id
                or settings.company_id.resource_calendar_id
            )
            settings.oplus_is_without_working_days = (
                settings.opportunity_working_days
                and not calendar._oplus_has_working_days()
            )
