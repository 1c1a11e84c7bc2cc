# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the page *Pipeline Status* is asked for."""

from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...answering.values import FAILURES

# what filters take as it was at that time: fields of opportunities, and of the ledger
PAST = {
    "user_id": "salesperson_id",
    "team_id": "team_id",
    "opportunity_type_id": "opportunity_type_id",
}


class Scope(NamedTuple):
    """Opportunities and a period."""

    # the filter, of opportunities
    chosen: Domain
    # the first and the last day
    date_from: date
    date_to: date
    strict: bool

    @property
    def leads(self):
        """The opportunities as they are now."""
        return Domain("type", "=", "opportunity") & self.chosen

    @property
    def past(self):
        """The filter, of the stage history: what the ledger knows goes by the value of
        that time; other fields are those of the opportunity as it is now."""
        return self.chosen.map_conditions(_of_past)

    @property
    def days(self):
        return fields.Date.to_string(self.date_from), fields.Date.to_string(
            self.date_to
        )


def _of_past(condition):
    name, *path = condition.field_expr.split(".")
    if name not in PAST:
        return Domain("lead_id", "any", condition)
    name = ".".join([PAST[name], *path])
    return Domain(name, condition.operator, condition.value)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _oplus_status_scope(self, date_from, date_to, domain=None, strict=False):
        """Return the :class:`Scope` of the arguments of a caller.

        :raise UserError: says what is wrong with a day or with the filter
        """
        history = self.env["crm.lead.stage.history"]
        period = history._conversion_period(date_from, date_to)
        chosen = self._oplus_status_filter(domain)
        return Scope(chosen, period.date_from, period.date_to, strict=bool(strict))

    @api.model
    def _oplus_status_filter(self, domain):
        leads = self.with_context(active_test=False)
        try:
            found = Domain(domain or [])
            found.validate(leads)
        except FAILURES as error:
            raise UserError(
                self.env._("This filter cannot be applied to opportunities.")
            ) from error
        return found
