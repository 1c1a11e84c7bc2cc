# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..foundation.main_company import every_company

OPEN = Domain("won_status", "=", "pending") & Domain("active", "=", True)


class CrmLead(models.Model):
    """The color of the clock on the card, as a condition of a search.

    The clock itself is colored in the web client, which follows the calendar while a
    form is open. Both use the day of the user and the setting of the company.
    """

    _inherit = "crm.lead"

    oplus_closing_urgency = fields.Selection(
        [("late", "Late"), ("near", "Soon"), ("far", "Later")],
        "Time to Closing",
        compute="_compute_oplus_closing_urgency",
        search="_search_oplus_closing_urgency",
        help="Late: the expected closing has passed. Soon: it is near, by the setting"
        " of the company. Empty for closed opportunities.",
    )

    @api.depends("date_deadline", "won_status", "active", "company_id")
    @api.depends_context("uid", "tz", "company")
    def _compute_oplus_closing_urgency(self):
        self.oplus_closing_urgency = False
        for urgency, domain in self._oplus_expected_closing_domains().items():
            self.filtered_domain(domain).oplus_closing_urgency = urgency

    def _search_oplus_closing_urgency(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = self._oplus_expected_closing_domains()
        found = Domain.OR(domains[name] for name in domains if name in value)
        if False in value:
            found |= ~Domain.OR(domains.values())
        return found

    def _oplus_expected_closing_domains(self):
        """Return the domain of the opportunities of each urgency."""
        today = fields.Date.context_today(self)
        to_come = OPEN & Domain("date_deadline", ">=", today)
        near = Domain.OR(
            companies & Domain("date_deadline", "<", today + timedelta(days))
            for days, companies in self._oplus_expected_closing_near()
        )
        return {
            "late": OPEN & Domain("date_deadline", "<", today),
            "near": to_come & near,
            "far": to_come & ~near,
        }

    def _oplus_expected_closing_near(self):
        """Return pairs of a number of days and the domain of the companies for which
        that is near. What has no company follows the active one."""
        mine = self.env.user.company_ids | self.env.company
        companies = every_company(self.env).browse(mine.ids)
        groups = companies.grouped("opportunity_closing_near_days")
        if len(groups) == 1:
            return [(days, Domain.TRUE) for days in groups]
        return [
            (
                days,
                Domain(
                    "company_id",
                    "in",
                    [*same.ids, *([False] if self.env.company in same else [])],
                ),
            )
            for days, same in groups.items()
        ]
