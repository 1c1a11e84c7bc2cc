# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the page *Pipeline Status* is asked for."""

from datetime import date, datetime
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...answering.values import FAILURES


class Scope(NamedTuple):
    """Opportunities and a period."""

    leads: Domain
    # whether there is a filter besides the rights of the reader
    is_filtered: bool
    # the first and the last day, and their bounds in UTC
    date_from: date
    date_to: date
    since: datetime
    until: datetime
    strict: bool

    def within(self, name):
        """Return the domain of what happened in the period.

        :param name: name of a field with a moment
        """
        return Domain(name, ">=", self.since) & Domain(name, "<", self.until)


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
        leads = Domain("type", "=", "opportunity") & chosen
        return Scope(leads, not chosen.is_true(), *period, strict=bool(strict))

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
