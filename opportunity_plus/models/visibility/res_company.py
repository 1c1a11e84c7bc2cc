# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..foundation.days import zone_of


class ResCompany(models.Model):
    """The company's setting and time zone that decide who sees its opportunities."""

    _name = "res.company"
    _inherit = ["res.company", "crm.lead.deciding.mixin"]

    opportunity_agents_see_unassigned = fields.Boolean(
        "Agents See Unassigned Opportunities",
        help="Salespeople with access to their own documents also see and take"
        " opportunities without a salesperson.",
    )

    def _oplus_today(self):
        """Return today's date in the time zone of the company.

        That is the one of its contact, else of its working calendar, else UTC.
        """
        return fields.Date.context_today(self.with_context(tz=zone_of(self)))

    def cache_invalidation_fields(self):
        """Include the fields on which the cached facts depend; see ``Facts``."""
        return super().cache_invalidation_fields() | {
            "opportunity_agents_see_unassigned",
            "partner_id",
            "resource_calendar_id",
        }
