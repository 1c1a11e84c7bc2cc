# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...answering.values import FAILURES
from ..foundation.roles import ALL_DOCUMENTS
from ..recording.gone import AS_IT_WAS

# rows of the ledger; they tell no number where an opportunity was merged before the
# ledger began
ROWS = """
    SELECT crm_lead_revision.lead_number AS number, crm_lead_revision.id,
           crm_lead_revision.lead_id,
           crm_lead_revision.date_from, crm_lead_revision.date_to,
           crm_lead_revision.outcome, crm_lead_revision.date_deadline AS deadline,
           COALESCE(crm_lead_revision.changed = 'created', FALSE) AS is_first,
           COALESCE(crm_lead_revision.expected_revenue, 0)%(rate)s AS amount,
           COALESCE(crm_lead_revision.probability, 0)::numeric AS chance,
           %(is_match)s AS is_match, %(is_near)s AS is_near%(keys)s
      FROM %(source)s
     WHERE crm_lead_revision.lead_number > 0 AND %(where)s
"""
# those of the opportunities that a reader sees: their indexes are used for arrays
FEW = """
    (crm_lead_revision.lead_id = ANY(ARRAY(%(own)s))
     OR crm_lead_revision.merged_into_id = ANY(ARRAY(%(merged)s)))
"""


class CrmLeadRevision(models.Model):
    """Rows of the ledger as reports look at them: those that the reader may read, each
    with whether it matches the filter, by the values of that row.

    The record rules are part of the statement.
    """

    _inherit = "crm.lead.revision"

    def _report_rows(self, condition, domain, groups, rates, is_near=None):
        """Return SQL of rows, with ``key0``, ``key1`` … for the groups.

        :param condition: SQL, which rows
        :param domain: the filter of the caller
        :param groups: list of :class:`~.report_groups.Group`
        :param rates: see ``_report_rates``
        :param is_near: SQL, whether the expected closing is in the window
        """
        query = self._search([])
        is_match = self._report_match(domain, query)
        keys = self._report_keys(groups, query)
        rate = self._report_rate(rates, query)
        query.add_where(condition)
        query.add_where(self._report_few())
        return SQL(
            ROWS,
            rate=rate,
            is_match=is_match,
            is_near=is_near or SQL("TRUE"),
            keys=SQL().join(
                SQL(", %s AS %s", key, SQL.identifier(f"key{number}"))
                for number, key in enumerate(keys)
            ),
            source=query.from_clause,
            where=query.where_clause,
        )

    def _report_few(self):
        """Return SQL that leads the database to the rows of a reader who sees few
        opportunities: a record rule alone would have it look at all rows."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        sees_all = self.env.su or self.env.user.has_group(ALL_DOCUMENTS)
        if sees_all or not leads.has_access("read"):
            return SQL("TRUE")
        readable = leads._search([]).select()
        return SQL(FEW, own=readable, merged=readable)

    def _report_match(self, domain, query):
        """Return SQL that says whether a row matches a domain.

        :raise UserError: it is no domain of the ledger
        """
        rows = self.with_context(**AS_IT_WAS)
        try:
            found = Domain(domain or []).optimize_full(rows)
            return SQL("COALESCE(%s, FALSE)", found._to_sql(rows, self._table, query))
        except FAILURES as error:
            raise UserError(self._report_complaint()) from error

    def _report_complaint(self):
        return self.env._(
            "This filter or grouping does not fit the ledger. Use its fields, and"
            " values of their kind."
        )

    def _report_ask(self, statement):
        """Return the rows that a statement finds."""
        try:
            # raw SQL: what follows what is compared in the database
            return self.env.execute_query(statement)
        except (ValueError, psycopg2.DataError, psycopg2.ProgrammingError) as error:
            raise UserError(self._report_complaint()) from error

    def _report_columns(self, template, groups):
        """Return SQL that repeats a template for the key of each group."""
        return SQL().join(
            SQL(template.format(key=f"key{number}")) for number in range(len(groups))
        )

    def _report_records(self, statement):
        """Return what opens the rows that a statement finds, the opportunities that are
        still there, and how many are missing."""
        found = self._report_ask(statement)
        leads = {lead for _id, lead, _number in found if lead}
        numbers = {number for _id, _lead, number in found}
        return {
            "domain": [["id", "in", [id_ for id_, _lead, _number in found]]],
            "lead_ids": sorted(leads),
            "missing": len(numbers - leads),
            "count": len(found),
        }
