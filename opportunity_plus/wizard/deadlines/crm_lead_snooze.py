# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ...models.foundation.actions import reloading, telling
from ...models.foundation.main_company import main_company
from ...models.foundation.naming import some_names
from ...models.foundation.roles import SUPERVISOR

DAYS = 7  # proposed


class CrmLeadSnooze(models.TransientModel):
    """Dialog that asks until when, and why, opportunities are snoozed."""

    _name = "crm.lead.snooze"
    _inherit = ["crm.lead.chosen.mixin"]
    _description = "Snooze Opportunities"

    until = fields.Date(
        "Snooze until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(DAYS),
    )
    reason = fields.Char(required=True)
    limits = fields.Char(compute="_compute_limits", export_string_translation=False)

    @api.depends("lead_ids")
    @api.depends_context("uid")
    def _compute_limits(self):
        is_free = self.env.user.has_group(SUPERVISOR)
        for dialog in self:
            dialog.limits = not is_free and dialog._limits_told()

    def _limits_told(self):
        """Say what only supervisors may go beyond, in the strictest company."""
        main = main_company(self.env)
        companies = self.env["res.company"].union(
            *(lead._oplus_company() or main for lead in self.lead_ids)
        )
        return bool(companies) and self.env._(
            "Longest snooze: %(days)s days. Snoozes in one stage: %(times)s."
            " Supervisors may go beyond.",
            days=min(companies.mapped("opportunity_snooze_days")),
            times=min(companies.mapped("opportunity_snooze_times")),
        )

    def action_apply(self):
        """Snooze the opportunities.

        :raise UserError: see ``action_snooze`` of the opportunity
        """
        self.ensure_one()
        self.lead_ids.action_snooze(self.until, self.reason)
        message = self.env._(
            "Snoozed until %(date)s: %(opportunities)s",
            date=format_date(self.env, self.until),
            opportunities=some_names(self.lead_ids),
        )
        return telling(message, reloading())
