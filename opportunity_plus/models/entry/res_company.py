# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    """Policies for required values and names of opportunities."""

    _inherit = "res.company"

    opportunity_facts_required = fields.Boolean(
        "Revenue, Expected Closing and Salesperson Required",
        default=True,
        help="Forms of open opportunities require the expected revenue, the expected"
        " closing and the salesperson. Imports, mails and programs may leave out the"
        " expected closing, which is then 7 days ahead.",
        prefetch="opportunity_plus",
    )
    opportunity_name_pattern = fields.Char(
        "Name of Opportunities",
        default="{customer}",
        help="How a new opportunity is named. It may contain {customer}, {product},"
        " {value} and {date}; empty is the same as {customer}.",
        prefetch="opportunity_plus",
    )

    @api.constrains("opportunity_name_pattern")
    def _check_opportunity_name_pattern(self):
        """Refuse unknown placeholders."""
        leads = self.env["crm.lead"]
        for company in self.filtered("opportunity_name_pattern"):
            leads._oplus_entry_name_check(company.opportunity_name_pattern, company)

    @api.model
    def _oplus_policy_fields(self):
        return super()._oplus_policy_fields() | {
            "opportunity_facts_required",
            "opportunity_name_pattern",
        }
