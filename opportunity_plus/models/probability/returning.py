# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.searching import search_true
from .crm_lead import NOTHING_GIVEN


def _is_given(model, alias, query):
    """Return SQL: whether the policy set the rate, and it differs from the score.

    Archived opportunities without a score are left out: at 0 %, they would be lost.
    """
    rate, given, score, active = (
        model._field_to_sql(alias, name, query)
        for name in (
            *("probability", "oplus_stage_probability", "automated_probability"),
            "active",
        )
    )
    return SQL(
        "(ROUND(%(rate)s::numeric, 2) = ROUND(%(given)s::numeric, 2)"
        " AND ROUND(%(rate)s::numeric, 2) != ROUND(COALESCE(%(score)s, 0)::numeric, 2)"
        " AND (%(active)s OR %(score)s > 0))",
        rate=rate,
        given=given,
        score=score,
        active=active,
    )


def _is_scored(model, alias, query):
    """Return SQL: whether the rate is the score, as Odoo compares them."""
    rate, score = (
        model._field_to_sql(alias, name, query)
        for name in ("probability", "automated_probability")
    )
    return SQL(
        "(ROUND(COALESCE(%s, 0)::numeric, 2) = ROUND(COALESCE(%s, 0)::numeric, 2))",
        *(rate, score),
    )


class CrmLead(models.Model):
    """Give closing rates back to Odoo's predictive scoring.

    The scoring never changes a rate that differs from its score. To Odoo, a rate that
    the policy set looks as if a user had typed it, even after the policy was changed or
    the add-on was uninstalled.
    """

    _inherit = "crm.lead"

    # where the rate comes from, to search by
    oplus_is_rate_given = fields.Boolean(
        search="_search_oplus_is_rate_given",
        store=False,
        readonly=True,
        export_string_translation=False,
    )
    oplus_is_rate_scored = fields.Boolean(
        search="_search_oplus_is_rate_scored",
        store=False,
        readonly=True,
        export_string_translation=False,
    )

    @search_true
    def _search_oplus_is_rate_given(self):
        return Domain.custom(to_sql=_is_given)

    @search_true
    def _search_oplus_is_rate_scored(self):
        return Domain.custom(to_sql=_is_scored)

    @api.model
    def _oplus_rates_given(self, companies):
        """Return the domain of open opportunities, archived ones included, whose rate
        the policy set and no user changed.

        :param companies: ids of companies, False for opportunities without a company
        """
        return Domain(
            [
                ("type", "=", "opportunity"),
                ("won_status", "=", "pending"),
                ("active", "in", [True, False]),
                ("company_id", "in", companies),
            ]
        ) & Domain.custom(to_sql=_is_given)

    def _oplus_rates_give_back(self):
        """Set the rate to the score, which the scoring updates from then on."""
        for score, leads in self.grouped("automated_probability").items():
            leads.write(
                {"probability": score, "oplus_stage_probability": NOTHING_GIVEN}
            )
