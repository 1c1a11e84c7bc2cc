# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from ..foundation.limits import check_days
from ..foundation.main_company import every_company

# settings that decide on deadlines
DECIDING = {
    *("opportunity_working_days", "opportunity_calendar_id"),
    *("resource_calendar_id", "partner_id"),
}


class ResCompany(models.Model):
    """How a company counts the days of targets, and limits of snoozes."""

    _inherit = "res.company"

    opportunity_working_days = fields.Boolean(
        "Targets in Working Days",
        help="The targets of stages are counted in working days; weekends and holidays"
        " do not count.",
        prefetch="opportunity_plus",
    )
    opportunity_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Days",
        check_company=True,
        ondelete="set null",
        help="Which days are working days; the company's working hours if empty.",
        prefetch="opportunity_plus",
    )
    opportunity_remind_days = fields.Integer(
        "Closing Reminder",
        help="How many days before the expected closing the salesperson is reminded; 0"
        " for no reminder.",
        prefetch="opportunity_plus",
    )
    opportunity_snooze_times = fields.Integer(
        "Snoozes in One Stage",
        default=2,
        help="How often salespeople may snooze an opportunity in one stage. Supervisors"
        " may do it more often.",
        prefetch="opportunity_plus",
    )
    opportunity_snooze_days = fields.Integer(
        "Longest Snooze",
        default=60,
        help="For how many days salespeople may snooze an opportunity. Supervisors may"
        " do it for longer.",
        prefetch="opportunity_plus",
    )

    @api.constrains("opportunity_remind_days")
    def _check_opportunity_remind_days(self):
        check_days(self, "opportunity_remind_days")

    @api.constrains("opportunity_snooze_times")
    def _check_opportunity_snooze_times(self):
        check_days(self, "opportunity_snooze_times")

    @api.constrains("opportunity_snooze_days")
    def _check_opportunity_snooze_days(self):
        check_days(self, "opportunity_snooze_days")

    @api.constrains(
        "opportunity_working_days", "opportunity_calendar_id", "resource_calendar_id"
    )
    def _check_opportunity_working_days(self):
        idle = self.filtered(
            lambda company: (
                company.opportunity_working_days
                and not company._oplus_working_calendar()._oplus_has_working_days()
            )
        )
        if idle:
            raise ValidationError(
                self.env._(
                    "These working hours have no working day. Choose others, or add"
                    " working hours to them: %(names)s",
                    names=", ".join(
                        company._oplus_working_calendar().name
                        or self.env._("none of %(name)s", name=company.name)
                        for company in idle
                    ),
                )
            )

    def _oplus_working_calendar(self):
        """Return the calendar whose working days count for targets."""
        return self.opportunity_calendar_id or self.resource_calendar_id

    def write(self, vals):
        result = super().write(vals)
        if not DECIDING.isdisjoint(vals):
            self.env["crm.lead"]._oplus_deadline_renew()
        return result

    @api.model
    @ormcache()
    def _oplus_reminds(self):
        """Return whether a company reminds of expected closings."""
        companies = every_company(self.env).with_context(active_test=False)
        return bool(
            companies.search_count([("opportunity_remind_days", ">", 0)], limit=1)
        )

    def cache_invalidation_fields(self):
        return super().cache_invalidation_fields() | {
            "opportunity_working_days",
            "opportunity_remind_days",
        }
