# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models, tools
from odoo.tools import SQL

from .caching import clear_caches
from .main_company import main_company

# parameters: id of the team, id of the main company's currency
OF_TEAM = """COALESCE(
    (SELECT company.currency_id
       FROM crm_team team JOIN res_company company ON company.id = team.company_id
      WHERE team.id = %s), %s)"""
# the rate by which Odoo divides amounts of a currency to add up several: the same one,
# whatever rates there are
RATE = """COALESCE(
    (SELECT rate FROM res_currency_rate
      WHERE currency_id = %(currency)s
        AND (company_id IS NULL OR company_id = %(company)s)
   ORDER BY company_id, CASE WHEN name <= %(today)s THEN name END DESC,
            CASE WHEN name > %(today)s THEN name END
      LIMIT 1), 1)"""
OF_COMPANY = "COALESCE((SELECT currency_id FROM res_company WHERE id = %s), %s)"


def currency_of_team(env, team_id):
    """Return SQL for the currency of a team's company, else of the main company."""
    return SQL(OF_TEAM, team_id, main_company(env).currency_id.id)


def currency_of(env, company_id, team_id):
    """Return SQL for the currency of a company, else as ``currency_of_team``."""
    return SQL(OF_COMPANY, company_id, currency_of_team(env, team_id))


class CrmLead(models.Model):
    """Show the amounts of an opportunity in the same currency to every reader.

    It is the currency of the opportunity's company, else of its sales team's company,
    else of the main company.
    """

    _inherit = "crm.lead"

    @api.depends("company_id", "team_id.company_id")
    def _compute_company_currency(self):
        """Replace Odoo's method, which uses the reader's current company."""
        # pylint: disable=missing-return
        currencies = self.env["res.currency"]
        if only := self.env["res.company"]._oplus_only_id():
            self.company_currency = currencies.browse(
                self._oplus_currency_id(only, False)
            )
            return
        for (company, team), leads in self.grouped(
            lambda lead: (lead.company_id._origin.id, lead.team_id._origin.id)
        ).items():
            currency = self._oplus_currency_id(company, team)
            leads.company_currency = currencies.browse(currency)

    @api.model
    @tools.ormcache("company_id", "team_id")
    def _oplus_currency_id(self, company_id, team_id):
        """Return the id of the currency of opportunities with these ids, or False."""
        return self._oplus_currency_company(company_id, team_id).currency_id.id

    @api.model
    def _oplus_currency_company(self, company_id, team_id):
        """Return the company whose currency opportunities with these ids have."""
        # sudo: every reader sees the currency
        env = self.sudo().env
        company = env["res.company"].browse(company_id or ())
        team = env["crm.team"].browse(team_id or ())
        return company or team.company_id or main_company(env)

    def _read_group_select(self, aggregate_spec, query):
        """Sum up several currencies in that of the reader's company, as screens call
        it, and not in the one of rate 1."""
        total = super()._read_group_select(aggregate_spec, query)
        if not aggregate_spec.endswith(":sum_currency"):
            return total
        self.env["res.currency.rate"].flush_model(["rate", "name", "company_id"])
        company = self.env.company
        # raw SQL: a rate that is read by itself would cost a query
        return SQL(
            "(%s * %s)",
            total,
            SQL(
                RATE,
                currency=company.currency_id.id,
                company=company.root_id.id,
                today=fields.Date.context_today(self),
            ),
        )

    def _oplus_currency_to_sql(self, alias, query):
        company = query.make_alias(alias, "company_id")
        link = SQL(
            "%s = %s",
            self._field_to_sql(alias, "company_id", query),
            SQL.identifier(company, "id"),
        )
        query.add_join("LEFT JOIN", company, "res_company", link)
        team = self._field_to_sql(alias, "team_id", query)
        return SQL(
            "COALESCE(%s, %s)",
            SQL.identifier(company, "currency_id"),
            currency_of_team(self.env, team),
        )


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            clear_caches(self.env)
        return result


class ResCompany(models.Model):
    _inherit = "res.company"

    def cache_invalidation_fields(self):
        return super().cache_invalidation_fields() | {"currency_id"}
