# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.days import end_of_day, end_of_quarter, to_day
from .movements import CODES, MOVEMENTS
from .row_statements import RECORDS_OPEN
from .statements import RECORDS


class CrmLeadRevision(models.Model):
    """What the pages of the pipeline and of the bridge show, in one call each, and the
    records behind each figure as they were."""

    _inherit = "crm.lead.revision"

    @api.model
    @api.readonly
    def pipeline_page(self, date, domain=None, group_by=None):
        """Return the pipeline of a day with all that the page tells of it.

        :return: a dict with ``date``, ``total``, ``groups`` (each with ``values`` and
            ``labels``), and what ``_report_frame`` tells
        :raise UserError: an argument is wrong; see :meth:`pipeline_at`
        """
        day, groups = to_day(self, date), self._report_groups(group_by)
        rows = self._pipeline_rows(day, domain, groups, self._report_rates(day))
        found = self._pipeline_sums(rows, groups)
        total = self._pipeline_total(found)
        told = [self._pipeline_told(groups, *row) for row in found] if groups else []
        return self._report_frame(day) | {
            "date": day.isoformat(),
            "total": self._pipeline_told([], *total),
            "groups": self._report_named(groups, told),
        }

    @api.model
    @api.readonly
    def pipeline_records(self, date, domain=None, group_by=None, group=None):
        """Return the records behind a figure of the pipeline of a day.

        :param group: the ``values`` of a group; None for all
        :return: a dict with a ``domain`` of the ledger, which shows them as they were
            (to be searched without ``active_test``),
            ``lead_ids`` of those that are still there, how many are ``missing``, and
            the ``count`` of all
        :raise UserError: an argument is wrong; see :meth:`pipeline_at`
        """
        day, groups = to_day(self, date), self._report_groups(group_by)
        is_group = self._report_is_group(groups, group)
        rows = self._pipeline_rows(day, domain, groups, {})
        records = self._report_records(SQL(RECORDS_OPEN, rows=rows, is_group=is_group))
        if group is None and not self._report_is_gone_asked(domain):
            moment = end_of_day(self.env.company, day).isoformat(" ")
            records["domain"] = [
                *("&", "&", "&", ("outcome", "=", "open")),
                *(("lead_number", ">", 0), ("date_from", "<", moment)),
                *("|", ("date_to", "=", False), ("date_to", ">=", moment)),
                *Domain(domain or []),
            ]
        return records

    @api.model
    @api.readonly
    def bridge_page(
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
        """Return a bridge with all that the page tells of it.

        :return: a dict with both days, ``quarter_end`` (the closing window to propose),
            ``total`` (without moves between groups), ``groups`` (each with ``values``
            and ``labels``), and what ``_report_frame`` tells
        :raise UserError: an argument is wrong; see :meth:`bridge`
        """
        window = closing_from, closing_until
        question = self._bridge_question(
            date_from, date_to, domain, group_by, measure, view, window
        )
        [total] = self._bridge_sums(question._replace(groups=[]))
        found = question.groups and self._bridge_sums(question)
        return self._report_frame(question.date_to) | {
            "date_from": question.date_from.isoformat(),
            "date_to": question.date_to.isoformat(),
            "quarter_end": end_of_quarter(question.date_to).isoformat(),
            "total": total,
            "groups": self._report_named(question.groups, found),
        }

    @api.model
    @api.readonly
    def bridge_records(
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
        group=None,
    ):
        """Return the records behind a figure of a bridge.

        What left is shown as it was when it left, what came in or changed as it was on
        the later day; of a gross bridge each change is shown.

        :param movement: one of ``MOVEMENTS``
        :param group: the ``values`` of a group; None for the total
        :return: as :meth:`pipeline_records`
        :raise UserError: an argument is wrong; see :meth:`bridge`
        """
        window = closing_from, closing_until
        question = self._bridge_question(
            date_from, date_to, domain, group_by, measure, view, window
        )
        is_group = self._report_is_group(question.groups, group)
        if group is None:
            question = question._replace(groups=[])
        self._bridge_choice(movement, MOVEMENTS)
        return self._report_records(
            self._bridge_statement(
                question, RECORDS, code=CODES[movement], is_group=is_group
            )
        )
