# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..foundation.main_company import every_company, main_company
from .gone import AS_KEPT

OF_TEAM = "(SELECT company_id FROM crm_team team WHERE team.id = %s)"
CURRENCY = "(SELECT currency_id FROM res_company company WHERE company.id = %s)"


def company_of(env, company_id, team_id):
    """Return SQL for the company in whose currency a row of the ledger is: its own,
    else that of its team, which may be deleted, else the main company."""
    found = [company_id, SQL(OF_TEAM, team_id)]
    if gone := env["crm.lead.gone"]._gone_companies():
        cases = SQL(" ").join(SQL("WHEN %s THEN %s", *pair) for pair in gone.items())
        found.append(SQL("CASE %s %s END", team_id, cases))
    return SQL("COALESCE(%s, %s)", SQL(", ").join(found), main_company(env).id)


class CrmLeadCurrencyMixin(models.AbstractModel):
    """Mixin for rows of the ledger with ``company_id`` and ``team_id``: the currency of
    their amounts, as of the opportunity then."""

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
        main, gone = main_company(self.env), self._currency_gone()
        for row in self:
            company = row.company_id or row.team_id.company_id or gone.get(row.id, main)
            row.currency_id = company.currency_id

    def _currency_gone(self):
        """Return the companies of teams that were deleted, by id of the row."""
        known = self.env["crm.lead.gone"]._gone_companies()
        rows = self.filtered(lambda row: not (row.company_id or row.team_id))
        if not known or not rows:
            return {}
        kept = rows.with_context(**{AS_KEPT: True})
        return {
            id_: every_company(self.env).browse(known[team.id])
            for team, ids in kept._read_group(
                [("id", "in", rows.ids)], ["team_id"], ["id:array_agg"]
            )
            if team.id in known
            for id_ in ids
        }

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists, pivots and graphs sum up money in the database."""
        if field_expr != "currency_id":
            return super()._field_to_sql(alias, field_expr, query)
        return SQL(
            CURRENCY,
            company_of(
                self.env,
                super()._field_to_sql(alias, "company_id", query),
                super()._field_to_sql(alias, "team_id", query),
            ),
        )
