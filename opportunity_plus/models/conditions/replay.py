# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import Counter
from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

from ..foundation.blank import is_blank
from ..recording.closed import CLOSED
from ..recording.pending import STAGE
from .entry import Entry

DAYS = 90
# the values of a stage that a test tries
TESTED = {
    *("condition_field_ids", "condition_quotation", "condition_order"),
    *("condition_checklist", "condition_when_skipped", "change_reason", "team_ids"),
    *("rotting_threshold_days", "oplus_target_ids", "is_won"),
}
# facts of an opportunity that the ledger holds, and their names there
HELD = {"user_id": "salesperson_id"} | {
    name: name
    for name in (
        *("expected_revenue", "probability", "date_deadline", "team_id"),
        *("company_id", "opportunity_type_id"),
    )
}


class CrmStage(models.Model):
    """Tells what a stage's conditions, reasons and target would have meant.

    HOW: the ledger holds how each opportunity stood when it entered a stage. The same
    methods judge it that judge a move today. What the ledger does not hold is taken as
    it is today. Only opportunities that the user may read count.
    """

    _inherit = "crm.stage"

    @api.model
    def action_test_on_history(self, stage_id, values):
        """Open a dialog about the moves of the last 90 days and the deals of today.

        :param stage_id: id of the stage; False for a new one
        :param values: its values in the form, not stored yet
        :raise UserError: the target is negative
        """
        stored = self.browse(stage_id or ()).exists()
        stored.check_access("write")
        known = {name: value for name, value in values.items() if name in TESTED}
        stage = self.new(known, origin=stored)
        if stage.rotting_threshold_days < 0:
            raise UserError(self.env._("Enter a target of 0 days (none) or more."))
        return self.env["crm.stage.test"]._test_prepare(stage)._test_dialog()

    # the stage as it stands in the form

    def _oplus_test_rule(self):
        """Return the :class:`~..pipeline.crm_stage.StagePolicy` to try."""
        rule = self._oplus_stage_change_policy()[self._origin.id]
        return rule._replace(mode=self.change_reason, is_won=self.is_won)

    def _oplus_test_policy(self):
        return {self._origin.id: self._oplus_conditions()}

    def _oplus_test_days(self, team_id):
        """Return the target in days for a team; 0 for none."""
        if self.is_won:
            return 0
        targets = self.oplus_target_ids
        own = targets.filtered(lambda target: target.team_id._origin.id == team_id)
        return own.days if own else self.rotting_threshold_days

    def _oplus_test_over(self, rows):
        """Return the ids of the stays that took longer than the target."""
        days = {
            row.id: self._oplus_test_days(
                (row.date_out and row or row.lead_id).team_id.id
            )
            for row in rows
        }
        deadlines = self.env["crm.lead"]._oplus_deadlines_proposed(days)
        now = self.env.cr.now()
        return {
            row.id
            for row in rows
            if row.id in deadlines and (row.date_out or now) > deadlines[row.id]
        }

    # the past

    def _oplus_test_rows(self):
        """Return the stays of the last 90 days that began in the stage or past it."""
        since = self.env.cr.now() - timedelta(DAYS)
        domain = [
            ("is_stay", "=", True),
            ("date_from", ">=", since),
            ("lead_id", "!=", False),
            ("outcome", "in", ("open", "won")),
        ]
        if not self.condition_when_skipped:
            domain.append(("stage_id", "=", self._origin.id))
        return self.env["crm.lead.revision"].search(domain, order="id")

    def _oplus_test_moves(self):
        """Count moves and what would have become of them.

        :return: a ``Counter`` by kind for each pair of the stage that was left and the
            salesperson, and the ids of the stays that would have been stopped
        """
        rows = self.env["crm.lead.revision"]
        counts, rows = {}, self._oplus_test_rows() if self._origin else rows
        stays = rows.filtered(lambda row: row.stage_id == self._origin)
        stays = stays.filtered(lambda row: row.outcome == "open")
        unmet, over, stopped = (
            self._oplus_test_unmet(rows),
            self._oplus_test_over(stays),
            [],
        )
        for row in rows:
            found = self._oplus_test_outcome(row, unmet, over)
            if any(found.values()):
                key = row.from_stage_id.id, row.salesperson_id.id
                counts.setdefault(key, Counter()).update(found)
            if found["conditions"] or found["reasons"]:
                stopped.append(row.id)
        return counts, stopped

    def _oplus_test_outcome(self, row, unmet, over):
        is_here = row.stage_id == self._origin
        is_move = row.changed == "created" or row.from_stage_id != row.stage_id
        # sudo: only tells that a slip was undone, which is no move
        is_move = is_move and not row.sudo().date_clock
        return {
            "moves": is_here and is_move,
            "conditions": row.id in unmet,
            "reasons": is_here and self._oplus_test_lacks_reason(row),
            "stalled": row.id in over,
        }

    def _oplus_test_unmet(self, rows):
        """Return the ids of the stays that the conditions would have stopped."""
        if not rows or not self._oplus_conditions().asks:
            return set()
        exempt = self._oplus_test_exempt(rows)
        asked = [row for row in rows - exempt if self._oplus_test_is_judged(row)]
        entries = [self._oplus_test_entry(row) for row in asked]
        missing = self.env["crm.lead"]._oplus_condition_missing(
            entries, self._oplus_test_policy()
        )
        unmet = {id(entry) for entry, _lacking in missing}
        return {
            row.id
            for row, entry in zip(asked, entries, strict=True)
            if id(entry) in unmet
        }

    def _oplus_test_is_judged(self, row):
        """Return whether a person moved or created it, other than by reopening."""
        is_created = row.changed == "created"
        is_reopened = row.from_outcome in CLOSED and row.outcome == "open"
        is_moved = is_created or row.from_stage_id != row.stage_id
        return (
            is_moved
            and not is_reopened
            and row.door != "automatic"
            and (is_created or row.is_backfilled or bool(row.named & STAGE))
        )

    def _oplus_test_entry(self, row):
        return Entry(
            row.lead_id.id,
            row.from_stage_id.id or None,
            row.stage_id.id,
            row.team_id.id,
            {name: bool(row[held]) for name, held in HELD.items()},
        )

    def _oplus_test_lacks_reason(self, row):
        origin = self._oplus_stage_change_policy().get(row.from_stage_id.id)
        return (
            row.changed != "created"
            and self._oplus_test_is_judged(row)
            and self._oplus_test_rule().asks(origin)
            and is_blank(row.reason)
        )
