# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, sql

from ..foundation.actions import form_of
from ..recording.crm_lead_revision import SHOWN_UNDER
from .conversion import ENOUGH
from .ledger_scope import COLUMNS
from .statements import ENTRIES, LIVES, SPENT, STAYS, STEPS

# all that began a stay
ROWS = (
    f"SELECT {', '.join(COLUMNS)}, expected_revenue AS amount,"
    " TRUE AS is_asked FROM crm_lead_revision WHERE is_stay AND lead_number > 0"
)
# from the beginning until now
WHENEVER = {
    "since": "'-infinity'::timestamp",
    "until": "'infinity'::timestamp",
    "is_lax": "TRUE",
    "stage_name": "today.name->>'en_US'",
}
# the number of a row is that of its arrival and its stage, so that it stays the same
SHOWN = SHOWN_UNDER.replace("(", "(row.").replace(", ", ", row.")
# arrivals with their time in the stage. A join would compare each with each:
# PostgreSQL expects a few rows of opportunities that are named in an array.
TIMED = """
    timed AS (
        SELECT id, rank, figure, is_passed,
               max(days) OVER (PARTITION BY lead_number, rank) AS days
          FROM (
            SELECT id, lead_number, rank, figure, is_passed, NULL::float8 AS days
              FROM entry
         UNION ALL
            SELECT NULL, lead_number, rank, NULL, NULL, days FROM spent) both_facts
    )
"""
CONVERSIONS = f"""
    WITH {STEPS}, {STAYS}, {LIVES}, {ENTRIES}, {SPENT}, {TIMED}
    SELECT entry.id::bigint * 100000 + step.stage_id AS id,
           {SHOWN} AS lead_id, row.lead_name,
           step.stage_id, entry.figure AS became, entry.is_passed,
           row.date_from AS date_in,
           CASE WHEN figure = 'advanced' THEN 100.0 ELSE 0.0 END::float8 AS rate,
           entry.days, row.expected_revenue, row.salesperson_id, row.team_id,
           row.company_id, row.opportunity_type_id
      FROM timed entry
      JOIN step ON step.rank = entry.rank
      JOIN crm_lead_revision row ON row.id = entry.id
"""

VIEW = "CREATE VIEW crm_lead_conversion AS" + CONVERSIONS % {"rows": ROWS, **WHENEVER}


class CrmLeadConversion(models.Model):
    """One row is the first arrival of one opportunity in one stage, and what became of
    it until now; see :class:`~.conversion.CrmLeadStageHistory`.

    Values are those at the moment of arriving, in the currency of the reader's company
    at today's rates. ``days`` is the time of all finished stays in the stage; empty if
    it was only passed, or is still there for the first time. Opportunities that were
    merged into another one are shown under that one. Deleted ones are there for users
    who see all documents.
    """

    _name = "crm.lead.conversion"
    _inherit = ["crm.lead.kept.mixin", "crm.lead.log"]
    _description = "Conversion of Stages"
    _order = "date_in DESC, id DESC"
    _rec_name = "stage_id"
    _auto = False

    lead_id = fields.Many2one(required=False)
    lead_name = fields.Char("Opportunity Then", help="Its name at that time.")
    stage_id = fields.Many2one("crm.stage")
    became = fields.Selection(
        [
            ("advanced", "Advanced"),
            ("lost", "Lost Here"),
            ("still_here", "Still Here"),
            ("moved_back", "Moved Back"),
            ("left", "Left the Pipeline"),
        ],
        "What Became of It",
        required=True,
        help="Advanced: reached a later stage or was won. Left the pipeline: deleted,"
        " merged or made a lead while it was open in this stage.",
    )
    is_passed = fields.Boolean(
        "Skipped", help="A later stage was entered without entering this one."
    )
    date_in = fields.Datetime("Arrived", required=True)
    rate = fields.Float(
        "Conversion Rate (%)",
        aggregator="avg",
        help="How many of those that arrived reached a later stage or were won. No rate"
        " below 5 arrivals.",
    )
    days = fields.Float(
        "Days in Stage (Finished)",
        aggregator="avg",
        help="Time of all finished stays in the stage. Stays under a minute are left"
        " out.",
    )
    expected_revenue = fields.Monetary(
        help="At the moment of arriving, in the currency of your company at today's"
        " rates."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    salesperson_id = fields.Many2one("res.users")
    team_id = fields.Many2one("crm.team", "Sales Team")
    company_id = fields.Many2one("res.company")
    opportunity_type_id = fields.Many2one("crm.opportunity.type")

    def init(self):
        sql.drop_view_if_exists(self.env.cr, self._table)
        # raw SQL: a view
        self.env.cr.execute(VIEW)

    @api.depends_context("company")
    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    def _field_to_sql(self, alias, field_expr, query=None):
        """Convert amounts, so that sums of several companies say something."""
        if field_expr == "currency_id":
            # a plain number would be the place of a column
            return SQL("%s::integer", self.env.company.currency_id.id)
        if field_expr != "expected_revenue":
            return super()._field_to_sql(alias, field_expr, query)
        today = self.env.company._oplus_today()
        return self.env["crm.lead.revision"]._conversion_value(alias, today)

    def _read_group_select(self, aggregate_spec, query):
        """Tell no rate of a few arrivals, as *Pipeline Status* does."""
        aggregate = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec != "rate:avg":
            return aggregate
        return SQL("CASE WHEN COUNT(*) >= %s THEN %s END", ENOUGH, aggregate)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Work out the lives of the opportunities that the reader may see, not all.

        The record rule, which decides, comes after that: it is a condition on the
        whole, which PostgreSQL cannot move into the lives.
        """
        query = super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
        few = None if bypass_access else self._conversion_of_few()
        if few and not query.is_empty():
            # a query has no public way to change what it reads from
            query._tables[query.table] = SQL("(%s)", few)
        return query

    def _conversion_of_few(self):
        """Return the view's query for a reader of few opportunities, else None."""
        few = self.env["crm.lead.revision"]._conversion_readable()
        if few is None:
            return None
        for model in ("crm.lead.revision", "crm.stage"):
            self.env[model].flush_model()
        rows = SQL("%s AND %s", SQL(ROWS), few)
        constants = {name: SQL(value) for name, value in WHENEVER.items()}
        return SQL(CONVERSIONS, rows=rows, **constants)

    def action_open_lead(self):
        """Return the action that opens the opportunity of a row.

        :raise UserError: it was deleted
        """
        self.ensure_one()
        if not self.lead_id:
            raise UserError(
                self.env._(
                    "“%s” was deleted. The ledger still tells of it.", self.lead_name
                )
            )
        return form_of(self.lead_id)
