# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..foundation.access import allowed, readable_query, reads_every_lead
from ..foundation.roles import ADMIN
from ..foundation.searching import search_true
from .gone import AS_KEPT, KeptMany2one

RUNNING = "is_stay AND outcome = 'open' AND date_out IS NULL"
# the opportunity under which a row is shown: its own, or the one it was merged into
SHOWN_UNDER = "COALESCE(merged_into_id, lead_id)"


class CrmLeadRevision(models.Model):
    """The ledger: one row for each opportunity and transaction that changed it.

    STATE: a row holds the whole state of an opportunity from ``date_from`` until
    ``date_to``; the last one has no ``date_to``. The rows of an opportunity follow each
    other without a gap. ``changed`` names what differs from the row before. The
    probability alone, where no person entered it, is worth a row once it has moved by
    5 points.

    STAYS: a row with ``is_stay`` begins a stay in a stage under an outcome. The stage
    history shows these rows; ``date_out`` is where the next stay begins.

    END: the last row of a deleted opportunity has the outcome *deleted*, that of a
    merged one *merged*. Their rows lose the link and keep the name and the number.

    MONEY: ``expected_revenue`` is in the currency of the company, else of the team's
    company, else of the main company. All moments are in UTC.
    """

    _name = "crm.lead.revision"
    _inherit = ["crm.lead.kept.mixin", "crm.lead.log", "crm.lead.currency.mixin"]
    _description = "Opportunity Ledger"
    _order = "date_from DESC, id DESC"
    _rec_name = "lead_name"
    _log_access = False  # date_from and user_id say it

    lead_id = fields.Many2one(
        required=False, ondelete="set null", index="btree_not_null"
    )
    lead_number = fields.Integer(
        "Number",
        required=True,
        aggregator=None,
        help="Database id of the opportunity, kept when it is deleted.",
    )
    lead_name = fields.Char("Name")
    merged_into_id = fields.Many2one("crm.lead", ondelete="set null")
    date_from = fields.Datetime("From", required=True)
    date_to = fields.Datetime("To", help="Empty if it still holds.")
    stage_id = fields.Many2one("crm.stage", ondelete="set null")
    stage_today_id = fields.Many2one(
        related="stage_id.oplus_today_id",
        string="Stage (Today)",
        help="The stage, or the one that replaces it today.",
    )
    from_stage_id = fields.Many2one("crm.stage", "Stage Before", ondelete="set null")
    deleted_stage = fields.Char(
        help="Name of the stage, kept when the stage itself is deleted."
    )
    outcome = fields.Selection(
        [
            ("open", "Open"),
            ("won", "Won"),
            ("lost", "Lost"),
            ("deleted", "Deleted"),
            ("merged", "Merged"),
        ],
        required=True,
    )
    from_outcome = fields.Selection(
        [("open", "Open"), ("won", "Won"), ("lost", "Lost")], "Outcome Before"
    )
    expected_revenue = fields.Monetary()
    probability = fields.Float("Closing Rate", aggregator="avg")
    date_deadline = fields.Date("Expected Closing")
    salesperson_id = KeptMany2one("res.users")
    team_id = KeptMany2one("crm.team", "Sales Team")
    company_id = fields.Many2one("res.company", ondelete="set null")
    opportunity_type_id = fields.Many2one("crm.opportunity.type", ondelete="set null")
    user_id = fields.Many2one("res.users", "Changed by", ondelete="set null")
    door = fields.Selection(
        [
            ("screen", "Screen"),
            ("import", "Import"),
            ("interface", "Interface"),
            ("automatic", "Automatic"),
        ],
        help="How the change came: through a screen, an import, an interface, or"
        " automatically.",
    )
    lost_reason_id = fields.Many2one("crm.lost.reason", ondelete="restrict")
    reason = fields.Text(help="Why it was moved, lost or reopened.")
    changed = fields.Char("Changed Fields", help="What changed, as names of fields.")
    change_summary = fields.Char("Changed", compute="_compute_change_summary")
    stage_name = fields.Char(compute="_compute_stage_name")
    is_backfilled = fields.Boolean(
        "Rebuilt", help="Rebuilt from the chatter when Opportunity Plus was installed."
    )
    is_interaction = fields.Boolean(
        "Interaction",
        help="A person moved the opportunity to another stage, won, lost or reopened"
        " it.",
    )
    is_stay = fields.Boolean(export_string_translation=False)
    date_out = fields.Datetime(export_string_translation=False)
    # the row that begins the stay, where that is another one
    stay_id = fields.Integer(aggregator=None, export_string_translation=False)
    # which facts a person named, and the transaction that wrote the row
    named = fields.Integer(aggregator=None, export_string_translation=False)
    token = fields.Char(export_string_translation=False)

    _moment_idx = models.Index("(date_from DESC, id DESC)")
    _merged_idx = models.Index("(merged_into_id) WHERE merged_into_id IS NOT NULL")
    _deleted_stage_idx = models.Index("(id) WHERE deleted_stage IS NOT NULL")
    # serves the opportunity's list of stays
    _stay_idx = models.Index(f"({SHOWN_UNDER}, id DESC) WHERE is_stay")
    # checked after each statement: the one that begins a stay ends the one before
    _running_unique = models.Constraint(
        f"EXCLUDE USING btree (lead_number WITH =) WHERE ({RUNNING}) DEFERRABLE",
        "An opportunity is in one stage at a time.",
    )
    _token_unique = models.UniqueIndex(
        "(lead_number, token)", "An opportunity has one row for each transaction."
    )

    @api.depends("changed")
    @api.depends_context("lang")
    def _compute_change_summary(self):
        """Name the changes as the screens do."""
        labels = {"created": self.env._("Created")} | {
            name: field["string"]
            for name, field in self.fields_get(attributes=["string"]).items()
        }
        for row in self:
            changed = (row.changed or "").split(",")
            row.change_summary = ", ".join(labels.get(name, name) for name in changed)

    @api.depends("stage_id.name", "deleted_stage")
    def _compute_stage_name(self):
        for row in self:
            row.stage_name = row.stage_id.name or row.deleted_stage

    # as visible as the opportunity, or the one that it was merged into

    @api.depends("lead_id", "merged_into_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_oplus_is_lead_readable(self):
        readable = allowed(self.lead_id | self.merged_into_id)
        for row in self:
            shown = row.merged_into_id or row.lead_id
            row.oplus_is_lead_readable = bool(shown & readable)

    @search_true
    def _search_oplus_is_lead_readable(self):
        if reads_every_lead(self.env):
            links = ("lead_id", "merged_into_id")
            return Domain.OR(Domain(name, "!=", False) for name in links)
        query = readable_query(self.env, "crm.lead")
        if query is None:
            return Domain.FALSE
        readable = query.select()

        def to_sql(rows, alias, query):
            merged = rows._field_to_sql(alias, "merged_into_id", query)
            own = rows._field_to_sql(alias, "lead_id", query)
            shown = SQL("COALESCE(%s, %s)", merged, own)
            return SQL("COALESCE(%s IN (%s), FALSE)", shown, readable)

        # one question for both: the database looks at all opportunities once
        return Domain.custom(
            to_sql=to_sql, predicate=lambda row: row.oplus_is_lead_readable
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Tell a stage that was deleted from none, for whoever asks for the past."""
        column = super()._field_to_sql(alias, field_expr, query)
        if field_expr != "stage_id" or not self.env.context.get(AS_KEPT):
            return column
        name = super()._field_to_sql(alias, "deleted_stage", query)
        return SQL("COALESCE(%s, CASE WHEN %s IS NOT NULL THEN 0 END)", column, name)

    def _system_refusal(self):
        return self.env._("The ledger is written by the system alone.")

    def action_erase_name(self):
        """Erase the name of deleted opportunities, for whoever asks that personal data
        be erased; the number stays.

        :raise AccessError: the user is no sales administrator, or it still exists
        """
        self.check_access("read")
        is_allowed = self.env.user.has_group(ADMIN)
        if not is_allowed or any(row.lead_id or row.merged_into_id for row in self):
            raise AccessError(
                self.env._(
                    "Only a sales administrator can erase the name of an opportunity,"
                    " and only after it was deleted."
                )
            )
        # rebuilt rows of merged opportunities have no number of their own
        numbers = [number for number in self.mapped("lead_number") if number]
        rows = self._system_search([("lead_number", "in", numbers)]) | self
        rows._system_write({"lead_name": False})
