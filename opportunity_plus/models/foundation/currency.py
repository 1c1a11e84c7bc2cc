# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from .main_company import main_company

# parameters: id of the team, id of the main company's currency
OF_TEAM = """COALESCE(
    (SELECT company.currency_id
       FROM crm_team team JOIN res_company company ON company.id = team.company_id
      WHERE team.id = %s), %s)"""
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
        main = main_company(self.env)
        for (company, team), leads in self.grouped(
            lambda lead: (lead.company_id, lead.team_id)
        ).items():
            company = company or team.company_id or main
            leads.company_currency = company.currency_id

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
