# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """Policies for the probability of open opportunities."""

    _inherit = "res.company"

    opportunity_probability_policy = fields.Selection(
        [
            ("fixed", "The same for all, until somebody changes it"),
            ("stage", "By stage, until somebody changes it"),
            ("automatic", "Predictive lead scoring"),
        ],
        "Closing Rate",
        default="fixed",
        required=True,
        help="How the closing rate of open opportunities is set. Changing the policy"
        " does not change existing opportunities.",
        prefetch="opportunity_plus",
    )
    opportunity_probability_default = fields.Float(
        "Closing Rate of New Opportunities",
        default=50,
        help="In percent.",
        prefetch="opportunity_plus",
    )
    _opportunity_probability_default_check = models.Constraint(
        "CHECK(opportunity_probability_default BETWEEN 0 AND 100)",
        "The closing rate must be between 0 and 100 %.",
    )

    @api.model
    def _oplus_policy_fields(self):
        return super()._oplus_policy_fields() | {
            "opportunity_probability_default",
            "opportunity_probability_policy",
        }
