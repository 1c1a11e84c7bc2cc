# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, sql

from ...answering import numbers
from ..foundation.searching import COMPARISONS
from .crm_lead_revision import SHOWN_UNDER

STAYS = f"""
    CREATE VIEW crm_lead_stage_history AS
    SELECT id, {SHOWN_UNDER} AS lead_id, stage_id, from_stage_id, deleted_stage,
           outcome, from_outcome, date_from AS date_in,
           CASE WHEN merged_into_id IS NOT NULL AND outcome = 'open'
                THEN COALESCE(date_out, date_from) ELSE date_out END AS date_out,
           user_id, salesperson_id, team_id, company_id, opportunity_type_id,
           expected_revenue, probability,
           date_deadline, lost_reason_id, reason, is_backfilled, is_interaction,
           stage_deadline, COALESCE(snooze_count, 0) AS snooze_count,
           CASE WHEN outcome = 'open' AND date_out - date_from >= INTERVAL '60 seconds'
                 AND merged_into_id IS NULL
                THEN (EXTRACT(EPOCH FROM date_out - date_from) / 86400)::float8 END
                AS finished_days,
           CASE WHEN date_out <= stage_deadline THEN 'within'
                WHEN date_out > stage_deadline THEN 'over' END AS target,
           CASE WHEN merged_into_id IS NOT NULL
                THEN COALESCE(NULLIF(lead_name, ''), lead_number::text) END
                AS merged_from
      FROM crm_lead_revision
     WHERE is_stay AND {SHOWN_UNDER} IS NOT NULL
"""


class CrmLeadStageHistory(models.Model):
    """One row is one stay of one opportunity in one stage under one outcome: the rows
    of the ledger that begin a stay.

    STAYS: the stays of an opportunity follow each other without a gap; the
    ``date_out`` of one is the ``date_in`` of the next. The last one has no
    ``date_out``. A stay that is won or lost never gets one: the clock stops there
    and starts again with the stay that a reopening begins.

    VALUES: revenue, probability, expected closing, salesperson, team, company and type
    are those at the moment of entering, the revenue in ``currency_id``.

    ORIGIN: nobody writes them; see the ledger. Rows that were rebuilt from the chatter
    are ``is_backfilled``; rows of an opportunity that was merged into this one carry
    its name in ``merged_from`` and stand outside the chain of stays.
    """

    _name = "crm.lead.stage.history"
    _inherit = ["crm.lead.kept.mixin", "crm.lead.log", "crm.lead.currency.mixin"]
    _description = "Stage History"
    _order = "date_in DESC, id DESC"
    _rec_name = "stage_name"
    _rec_names_search = ["stage_id", "deleted_stage", "lead_id"]
    _auto = False
    _log_access = False

    stage_id = fields.Many2one("crm.stage")
    from_stage_id = fields.Many2one("crm.stage")
    deleted_stage = fields.Char(
        help="Name of the stage, kept when the stage itself is deleted."
    )
    stage_name = fields.Char(compute="_compute_stage_name")
    stage_category = fields.Selection(
        related="stage_id.category", string="Stage Category"
    )
    stage_today_id = fields.Many2one(
        related="stage_id.oplus_today_id", string="Today's Stage"
    )
    outcome = fields.Selection(
        [("open", "Open"), ("won", "Won"), ("lost", "Lost")], required=True
    )
    from_outcome = fields.Selection(
        [("open", "Open"), ("won", "Won"), ("lost", "Lost")], "Outcome Before"
    )
    date_in = fields.Datetime("In", required=True)
    date_out = fields.Datetime("Out", help="Empty for the current stay.")
    duration = fields.Float(
        "Days in Stage",
        compute="_compute_duration",
        search="_search_duration",
        aggregator="avg",
        help="A running stay counts up to now; won and lost take no time. Averages are"
        " those of finished stays.",
    )
    finished_days = fields.Float(
        "Days in Stage (Finished)",
        aggregator="avg",
        help="Of stays that have ended. Stays under a minute and those of merged"
        " opportunities are left out.",
    )
    user_id = fields.Many2one("res.users", "Moved by")
    salesperson_id = fields.Many2one("res.users")
    team_id = fields.Many2one("crm.team", "Sales Team")
    company_id = fields.Many2one("res.company")
    opportunity_type_id = fields.Many2one("crm.opportunity.type")
    expected_revenue = fields.Monetary()
    probability = fields.Float("Closing Rate", aggregator="avg")
    date_deadline = fields.Date("Expected Closing")
    lost_reason_id = fields.Many2one("crm.lost.reason")
    reason = fields.Text(help="Why it moved, was lost or was reopened.")
    explanation = fields.Text(
        compute="_compute_explanation",
        help="The reason; of a reopening also that none was given.",
    )
    is_backfilled = fields.Boolean(
        "Rebuilt", help="Rebuilt from the chatter when Opportunity Plus was installed."
    )
    is_interaction = fields.Boolean(
        "Interaction",
        help="A person moved the opportunity to another stage, won, lost or reopened"
        " it.",
    )
    stage_deadline = fields.Datetime(
        "Target Date", help="Until when it should have left the stage."
    )
    target = fields.Selection(
        [("within", "Within Target"), ("over", "Over Target")],
        help="Whether it left the stage in time; empty for running stays and those"
        " without a target.",
    )
    snooze_count = fields.Integer(
        "Snoozes", help="How often it was snoozed during this stay."
    )
    merged_from = fields.Char(
        "Merged from", help="Name of the opportunity this stay belonged to."
    )

    def init(self):
        sql.drop_view_if_exists(self.env.cr, self._table)
        # raw SQL: a view
        self.env.cr.execute(STAYS)

    def _system_refusal(self):
        return self.env._("The stage history is written by the system alone.")

    @api.depends("stage_id.name", "deleted_stage")
    def _compute_stage_name(self):
        for stay in self:
            stay.stage_name = stay.stage_id.name or stay.deleted_stage

    @api.depends("reason", "outcome", "from_outcome")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for stay in self:
            reopened = stay.from_outcome in ("won", "lost") and stay.outcome != "lost"
            stay.explanation = stay.reason or (
                reopened and self.env._("Reopened without a reason")
            )

    @api.depends("date_in", "date_out", "outcome", "merged_from")
    def _compute_duration(self):
        now = self.env.cr.now()
        for stay in self:
            running = stay.outcome == "open" and not stay.merged_from
            end = stay.date_out or (running and now) or stay.date_in
            stay.duration = (end - stay.date_in).total_seconds() / 86400

    def _search_duration(self, operator, value):
        if operator != "in" and operator not in COMPARISONS:
            return NotImplemented
        days = numbers(self.env, value if operator == "in" else [value])
        comparison = COMPARISONS.get(operator, SQL("="))
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s %s ANY(%s::float8[])",
                model._field_to_sql(alias, "duration", query),
                comparison,
                days,
            )
        )

    def _read_group_select(self, aggregate_spec, query):
        """Let lists tell the same average as pivots and graphs."""
        if aggregate_spec == "duration:avg":
            aggregate_spec = "finished_days:avg"
        return super()._read_group_select(aggregate_spec, query)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let lists, pivots and graphs aggregate days in the database."""
        if field_expr != "duration":
            return super()._field_to_sql(alias, field_expr, query)
        columns = {
            name: super(CrmLeadStageHistory, self)._field_to_sql(alias, name, query)
            for name in ("date_in", "date_out", "outcome", "merged_from")
        }
        return SQL(
            """(EXTRACT(EPOCH FROM COALESCE(
                    %(date_out)s,
                    CASE WHEN %(outcome)s = 'open' AND %(merged_from)s IS NULL
                         THEN %(now)s::timestamp END,
                    %(date_in)s
                ) - %(date_in)s) / 86400)::float8""",
            now=self.env.cr.now(),
            **columns,
        )
