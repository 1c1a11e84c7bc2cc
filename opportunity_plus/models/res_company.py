# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import api, fields, models, tools

from .foundation.blank import is_blank


class EntryPolicy(NamedTuple):
    """What a company wants of new opportunities."""

    facts_required: bool
    name_pattern: str
    rate_policy: str
    rate_default: float


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "crm.lead.deciding.mixin"]

    opportunity_lost_reason_required = fields.Boolean(
        "Lost Reason Required",
        default=True,
        help="Nobody loses an opportunity without saying why.",
    )
    opportunity_closed_locked = fields.Boolean(
        "Closed Opportunities Locked",
        default=True,
        help="Only sales administrators reopen won and lost opportunities.",
    )
    # visibility
    opportunity_agents_see_unassigned = fields.Boolean(
        "Agents See Unassigned Opportunities",
        help="Salespeople with access to their own documents also see and take"
        " opportunities without a salesperson.",
    )

    def _oplus_today(self):
        """Today in the time zone of the company: that of its contact, else of its
        working calendar, else UTC."""
        zone = self.partner_id.tz or self.resource_calendar_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    # entry
    opportunity_facts_required = fields.Boolean(
        "Revenue, Closing Date and Salesperson Required",
        default=True,
        help="Forms of open opportunities ask for the expected revenue, the expected"
        " closing and the salesperson. Where nobody is asked, an opportunity is"
        " expected to close in 7 days.",
    )
    opportunity_name_pattern = fields.Char(
        "Name of Opportunities",
        default="{customer}",
        help="How a new opportunity is named. It may contain {customer}, {product},"
        " {value} and {date}; empty is the same as {customer}.",
    )
    opportunity_probability_policy = fields.Selection(
        [
            ("fixed", "The same for all, until somebody changes it"),
            ("stage", "By stage, until somebody changes it"),
            ("automatic", "Predictive lead scoring"),
        ],
        "Closing Rate",
        default="fixed",
        required=True,
        help="Who decides on the closing rate of open opportunities. Changing the"
        " policy does not change existing opportunities.",
    )
    opportunity_probability_default = fields.Float(
        "Closing Rate of New Opportunities",
        default=50,
        help="In percent.",
    )
    _opportunity_probability_default_check = models.Constraint(
        "CHECK(opportunity_probability_default BETWEEN 0 AND 100)",
        "The closing rate must be between 0 and 100 %.",
    )

    @api.constrains("opportunity_name_pattern")
    def _check_opportunity_name_pattern(self):
        """A pattern names only what is known of an opportunity."""
        leads = self.env["crm.lead"]
        for company in self.filtered("opportunity_name_pattern"):
            leads._oplus_entry_name_check(company.opportunity_name_pattern, company)

    @tools.ormcache("self.id")
    def _opportunity_entry_policy(self):
        """The :class:`EntryPolicy` of the company; asked for with each opportunity."""
        # sudo: settings, which hold for whoever opens opportunities
        company = self.sudo()
        pattern = company.opportunity_name_pattern
        return EntryPolicy(
            company.opportunity_facts_required,
            "{customer}" if is_blank(pattern) else pattern,
            company.opportunity_probability_policy,
            company.opportunity_probability_default,
        )

    # card
    opportunity_closing_near_days = fields.Integer(
        "Closing Is Near",
        default=7,
        help="The clock of an opportunity is yellow when its expected closing is fewer"
        " than this many days away.",
    )
    _opportunity_closing_near_days_check = models.Constraint(
        "CHECK(opportunity_closing_near_days >= 0)",
        "The number of days before the expected closing cannot be negative.",
    )

    # products
    opportunity_revenue_from_products = fields.Boolean(
        "Expected Revenue from Products",
        default=True,
        help="The expected revenue of an open opportunity follows the total of its"
        " products until somebody enters another amount.",
    )
    opportunity_pricelist_decides = fields.Boolean(
        "Quotations Priced by Pricelist",
        help="In a new quotation of an opportunity the customer's pricelist decides the"
        " prices and discounts of products, instead of those of the opportunity.",
    )
    opportunity_free_product_id = fields.Many2one(
        "product.product",
        "Product for Free Texts",
        check_company=True,
        ondelete="restrict",
        domain=[("type", "=", "service")],
        help="Stands in quotations for what an opportunity has as free text. The first"
        " quotation that needs one creates it.",
    )

    def _oplus_product_line_free_product(self):
        """The product of a company's quotations for free texts."""
        # sudo: made with fixed values for whoever is the first to need it
        company = self.sudo()
        if not company.opportunity_free_product_id:
            products = self.env["product.product"].sudo().with_company(company)
            company.opportunity_free_product_id = products.create(
                {
                    "name": self.env._("Other Item"),
                    "type": "service",
                    "invoice_policy": "order",
                    "sale_ok": False,
                    "purchase_ok": False,
                    "list_price": 0,
                    "company_id": company.id,
                }
            )
        return company.opportunity_free_product_id.with_env(self.env)

    # alerts

    def cache_invalidation_fields(self):
        """Rules for big deals know whether all companies have the same currency."""
        return super().cache_invalidation_fields() | {
            "currency_id",
            # visibility
            "opportunity_agents_see_unassigned",
            "partner_id",
            "resource_calendar_id",
            # entry
            "opportunity_facts_required",
            "opportunity_name_pattern",
            "opportunity_probability_policy",
            "opportunity_probability_default",
        }
