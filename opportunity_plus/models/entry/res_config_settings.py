# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    opportunity_facts_required = fields.Boolean(
        related="company_id.opportunity_facts_required", readonly=False
    )
    opportunity_name_pattern = fields.Char(
        related="company_id.opportunity_name_pattern", readonly=False
    )
    # open opportunities that lack a value
    oplus_missing_closing_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )
    oplus_missing_user_count = fields.Integer(
        compute="_compute_oplus_counts", export_string_translation=False
    )

    def _oplus_counted(self):
        missing = self.env["crm.lead"]._oplus_missing
        companies = [self.env.company.id, False]
        return super()._oplus_counted() | {
            "oplus_missing_closing_count": missing("date_deadline", companies),
            "oplus_missing_user_count": missing("user_id", companies),
        }

    def oplus_action_missing_closing(self):
        """Open the opportunities that lack an expected closing."""
        return self._oplus_list(
            self.env._("Opportunities without Expected Closing"),
            "oplus_missing_closing_count",
        )

    def oplus_action_missing_user(self):
        """Open the opportunities that lack a salesperson."""
        return self._oplus_list(
            self.env._("Opportunities without Salesperson"), "oplus_missing_user_count"
        )
