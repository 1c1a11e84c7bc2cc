# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .res_partner import NO_OPENING


class ResCompany(models.Model):
    """Policy on opening opportunities for new customers."""

    _inherit = "res.company"

    opportunity_auto_create = fields.Boolean(
        "Open Opportunities for New Customers",
        help="A new customer, created by hand or with a list, gets an opportunity.",
        prefetch="opportunity_plus",
    )
    opportunity_auto_create_domain = fields.Char(
        "Only for New Customers Who Match",
        default="[]",
        help="Only customers who match get an opportunity. Contacts of a company,"
        " users and mere vendors never do.",
        prefetch="opportunity_plus",
    )

    @api.constrains("opportunity_auto_create_domain")
    def _check_opportunity_auto_create_domain(self):
        """Refuse a filter that cannot be applied to contacts."""
        partners = self.env["res.partner"]
        for company in self:
            try:
                partners.search(company._oplus_opening_domain(), limit=1)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception as error:  # a filter can fail in any way
                message = self.env._(
                    "The filter on new customers cannot be applied: %(error)s",
                    error=error,
                )
                raise ValidationError(message) from error

    def _oplus_opening_domain(self):
        """Return the filter on new customers.

        :raise ValueError: the filter is not a domain
        """
        try:
            return Domain(literal_eval(self.opportunity_auto_create_domain or "[]"))
        except (SyntaxError, TypeError) as error:
            raise ValueError(self.opportunity_auto_create_domain) from error

    @api.model_create_multi
    def create(self, vals_list):
        """Create companies; their contacts are not new customers."""
        quiet = self.with_context(**{NO_OPENING: True})
        return super(ResCompany, quiet).create(vals_list).with_env(self.env)
