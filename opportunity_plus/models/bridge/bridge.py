# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ..foundation.days import end_of_day
from .movements import CODES, MOVEMENTS
from .row_statements import PAST, RELEVANT, VALUE, WEIGHTED, WEIGHTED_BEFORE
from .statements import CHANGES, GROSS, NET, NUMBERS, STEPS, STILL, SUMS, TURNS


class CrmLeadRevision(models.Model):
    """The bridge: what became of the pipeline between the ends of two days.

    NET: tells of each opportunity in each group what became of it in the end. In at
    both ends: *increased* or *decreased* by the difference. In, then out: what it
    left by last, at the value of that moment; a difference to the opening value is
    *increased* or *decreased*. Out, then in: what it came in by last, or *new* if it
    was created in the period, at the closing value. Came and left in between: what it
    came in by first, and what it left by last.

    GROSS: tells of each row of the ledger what it changed.

    REASONS: one row tells one reason for leaving, in the order *won*, *lost*,
    *merged*, *deleted*, *reassigned_out* (it has another value of the grouping, or no
    longer matches the filter), *pulled_out* (it closes before the window) or
    *slipped* (after it, or nobody knows when); and one for coming in: *new*,
    *reopened*, *reassigned_in*, *pulled_in*. The group that it leaves has the loss,
    also if its last row names another one. Rows of the same second count one after
    the other.

    AT ONCE: what is created won or lost, and what goes from lost to won or back, was
    not open in between; it counts as *new* or *reopened* and as *won* or *lost*, so
    that *won* is what was booked.

    GONE: an opportunity that is turned back into a lead is *deleted*, and *new* if it
    becomes an opportunity again. Where a reader sees only some rows of a deleted one,
    the rest is away.

    WEIGHTED: *won* and *lost* go by the last rate of the open opportunity.

    WITHOUT A WINDOW: *slipped* and *pulled_in* count opportunities that stay in the
    pipeline and are expected to close later or earlier; their value is 0.
    """

    _inherit = "crm.lead.revision"

    @api.model
    @api.readonly
    def bridge(
        self,
        date_from,
        date_to,
        domain=None,
        group_by=None,
        measure="expected_revenue",
        view="net",
        closing_from=None,
        closing_until=None,
    ):
        """Return what became of the pipeline between the ends of two days.

        :param date_from: the earlier day, in the time zone of the current company
        :param date_to: the later day, or the same
        :param domain: which opportunities; names fields of the ledger
        :param group_by: a name, or a list of names, of fields of the ledger
        :param measure: ``expected_revenue`` or ``weighted_revenue``
        :param view: ``net`` counts opportunities, ``gross`` counts changes
        :param closing_from: only what is expected to close from this day on
        :param closing_until: only what is expected to close until this day
        :return: a list of dicts with the values of the group and, for each of
            ``MOVEMENTS``, ``count`` and a signed ``value`` in the currency of the
            current company at the rates of the later day; one without ``group_by``
        :raise UserError: an argument is wrong
        """
        window = closing_from, closing_until
        question = self._bridge_question(
            date_from, date_to, domain, group_by, measure, view, window
        )
        return self._bridge_sums(question)

    @api.model
    @api.readonly
    def bridge_leads(
        self,
        date_from,
        date_to,
        domain=None,
        group_by=None,
        measure="expected_revenue",
        view="net",
        closing_from=None,
        closing_until=None,
        movement=None,
    ):
        """Return the ids of the opportunities behind a figure of all groups.

        Ids of deleted and merged opportunities are those they had. For the parameters
        see :meth:`bridge`.

        :param movement: one of ``MOVEMENTS``
        :raise UserError: an argument is wrong
        """
        window = closing_from, closing_until
        question = self._bridge_question(
            date_from, date_to, domain, group_by, measure, view, window
        )
        self._bridge_choice(movement, MOVEMENTS)
        statement = self._bridge_statement(question, NUMBERS, code=CODES[movement])
        found = self._report_ask(statement)
        return [number for (number,) in found]

    def _bridge_sums(self, question):
        groups, found = question.groups, {}
        if not groups:
            found[()] = self._bridge_nothing()
        keys = self._report_columns(", {key}", groups)
        statement = self._bridge_statement(question, SUMS, keys=keys)
        for code, count, value, *keys in self._report_ask(statement):
            figures = found.setdefault((*keys,), self._bridge_nothing())
            figures[MOVEMENTS[code]] = {"count": count, "value": float(value)}
        return [
            self._report_values(groups, keys) | figures
            for keys, figures in found.items()
        ]

    def _bridge_nothing(self):
        return {name: {"count": 0, "value": 0.0} for name in MOVEMENTS}

    def _bridge_statement(self, question, select, **parameters):
        """Return SQL of the movements of a period, and what is selected from them."""
        groups, places = question.groups, self._report_places()
        value, before = SQL(VALUE, places), SQL("value")
        if question.is_weighted:
            past = self._report_rows(SQL(PAST), [], [], {})
            value = SQL(WEIGHTED, places)
            before = SQL(WEIGHTED_BEFORE, past=past, places=places)
        past_keys = ", lag({key}) OVER life AS past_{key}"
        is_same = "({key} IS NOT DISTINCT FROM past_{key}) AND "
        parameters |= {
            **self._bridge_period(question),
            "rows": self._bridge_rows(question),
            "value": value,
            "value_before": before,
            "keys": self._report_columns(", {key}", groups),
            "past_keys": self._report_columns(past_keys, groups),
            "is_same": SQL("%sTRUE", self._report_columns(is_same, groups)),
            "left_keys": self._report_columns(", past_{key}", groups),
            "closing_from": question.closing_from,
            "is_endless": question.is_endless,
        }
        parameters["changes"] = (
            SQL(CHANGES, **parameters) if question.is_gross else SQL()
        )
        parameters["is_told"] = (
            SQL("TRUE") if question.is_gross else SQL(TURNS, **parameters)
        )
        view = GROSS if question.is_gross else NET
        return SQL(STEPS + view + STILL + select, **parameters)

    def _bridge_period(self, question):
        company = self.env.company
        return {
            "start": end_of_day(company, question.date_from),
            "end": end_of_day(company, question.date_to),
        }

    def _bridge_rows(self, question):
        deadline = SQL("crm_lead_revision.date_deadline")
        bounds = [SQL("TRUE")]
        if question.closing_from:
            bounds.append(SQL("%s >= %s", deadline, question.closing_from))
        if question.closing_until:
            bounds.append(SQL("%s <= %s", deadline, question.closing_until))
        return self._report_rows(
            SQL(RELEVANT, **self._bridge_period(question)),
            question.domain,
            question.groups,
            question.rates,
            SQL("COALESCE(%s, FALSE)", SQL(" AND ").join(bounds)),
        )
