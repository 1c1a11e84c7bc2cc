# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from .currency import currency_of
from .main_company import main_company


class CrmLeadCurrencyMixin(models.AbstractModel):
    """Mixin for rows about an opportunity with ``company_id`` and ``team_id``: the
    currency of their amounts, as of the opportunity."""

    _name = "crm.lead.currency.mixin"
    _description = "In the Currency of Its Opportunity"

    company_id = fields.Many2one("res.company")
    team_id = fields.Many2one("crm.team", "Sales Team")
    # sudo: the reader of a row need not see its team
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", compute_sudo=True
    )

    @api.depends("company_id", "team_id.company_id")
    def _compute_currency_id(self):
        main = main_company(self.env)
        for row in self:
            company = row.company_id or row.team_id.company_id or main
            row.currency_id = company.currency_id

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists, pivots and graphs sum up money in the database."""
        if field_expr != "currency_id":
            return super()._field_to_sql(alias, field_expr, query)
        return currency_of(
            self.env,
            super()._field_to_sql(alias, "company_id", query),
            super()._field_to_sql(alias, "team_id", query),
        )
