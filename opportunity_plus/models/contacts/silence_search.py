# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...answering import numbers
from ..foundation.main_company import every_company, main_company
from ..foundation.searching import COMPARISONS, search_true

CASTS = {
    "datetime": SQL("timestamp"),
    "integer": SQL("float8"),
    "selection": SQL("text"),
}


class CrmLead(models.Model):
    """Searching by the last contact, the silence and the next step."""

    _inherit = "crm.lead"

    def _search_last_contact_date(self, operator, value):
        return self._oplus_contact_domain("last_contact_date", operator, value)

    def _search_silence_days(self, operator, value):
        if operator == "in":
            value = numbers(self.env, value)
        elif operator in COMPARISONS:
            (value,) = numbers(self.env, [value])
        return self._oplus_contact_domain("silence_days", operator, value)

    def _search_oplus_silence_band(self, operator, value):
        return self._oplus_contact_domain("oplus_silence_band", operator, value)

    def _oplus_contact_domain(self, name, operator, value):
        if operator != "in" and operator not in COMPARISONS:
            return NotImplemented
        cast = CASTS[self._fields[name].type]

        def to_sql(model, alias, query):
            column = model._field_to_sql(alias, name, query)
            if operator != "in":
                compared = SQL(
                    "%s %s %s::%s", column, COMPARISONS[operator], value, cast
                )
                return SQL("COALESCE(%s, FALSE)", compared)
            values = [each for each in value if each is not False]
            found = SQL("%s = ANY(%s::%s[])", column, values, cast)
            is_empty = SQL("%s IS NULL", column) if False in value else SQL("FALSE")
            return SQL("(COALESCE(%s, FALSE) OR %s)", found, is_empty)

        return Domain.custom(to_sql=to_sql)

    @search_true
    def _search_has_next_step(self):
        return Domain.custom(
            to_sql=lambda model, alias, query: model._field_to_sql(
                alias, "has_next_step", query
            )
        )

    @search_true
    def _search_oplus_is_silent(self):
        return self._oplus_silent_domain()

    def _oplus_silent_domain(self):
        """Return the domain of silent opportunities, by the setting of the company."""
        main, limits = main_company(self.env), defaultdict(list)
        companies = every_company(self.env).with_context(active_test=False)
        for company in companies.search_fetch([], ["id"]):
            limits[company._oplus_policy()["opportunity_silence_days"]].append(company)
        usual = main._oplus_policy()["opportunity_silence_days"]
        found = self._oplus_silent_since(usual)
        for limit, others in limits.items():
            if limit != usual:
                ids = [company.id for company in others]
                own = Domain("company_id", "in", ids)
                by_team = Domain("team_id", "any!", [("company_id", "in", ids)])
                here = own | (Domain("company_id", "=", False) & by_team)
                found = (here & self._oplus_silent_since(limit)) | (~here & found)
        return (
            Domain("active", "=", True) & Domain("won_status", "=", "pending") & found
        )

    def _oplus_silent_since(self, limit):
        return Domain("silence_days", ">=", limit) if limit else Domain.FALSE
