# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from ...models.foundation.actions import form_of

KINDS = ("moves", "conditions", "reasons", "stalled")


class CrmStageTest(models.TransientModel):
    """What conditions, reasons and target of a stage would have meant in the past."""

    _name = "crm.stage.test"
    _description = "Test of a Stage"

    stage_id = fields.Many2one("crm.stage", readonly=True, ondelete="cascade")
    moves = fields.Integer("Moves Here", readonly=True)
    stopped = fields.Integer(readonly=True)
    conditions = fields.Integer(readonly=True)
    reasons = fields.Integer(readonly=True)
    stalled = fields.Integer(readonly=True)
    target_days = fields.Integer(readonly=True)
    median_days = fields.Float(readonly=True)
    won_count = fields.Integer(readonly=True)
    judged_today = fields.Char(readonly=True)
    # ids of stays and opportunities; what the user may read then is shown
    stopped_ids = fields.Json("Stays", export_string_translation=False)
    breach_ids = fields.Json("Lacking", export_string_translation=False)
    over_ids = fields.Json("Late", export_string_translation=False)
    breaches = fields.Integer("In Breach Today", readonly=True)
    over = fields.Integer("Past the Target Today", readonly=True)
    line_ids = fields.One2many(
        "crm.stage.test.line",
        "test_id",
        readonly=True,
        export_string_translation=False,
    )
    summary = fields.Text(compute="_compute_summary")

    @api.depends("moves", "stopped", "stalled", "line_ids")
    def _compute_summary(self):
        for test in self:
            test.summary = "\n".join(test._summary_lines())

    def _summary_lines(self):
        if self.line_ids:
            yield from self._moves_lines()
        else:
            yield self.env._("In the last 90 days, no opportunity came to this stage.")
        yield from self._median_lines()
        if self.judged_today and self.line_ids:
            yield self.env._(
                "The history does not hold everything. Judged as it is today:"
                " %(names)s.",
                names=self.judged_today,
            )

    def _moves_lines(self):
        yield self.env._(
            "In the last 90 days, %(stopped)s moves would have been stopped:"
            " %(conditions)s by the conditions, %(reasons)s for want of a reason."
            " %(moves)s came to this stage.",
            stopped=self.stopped,
            conditions=self.conditions,
            reasons=self.reasons,
            moves=self.moves,
        )
        if self.target_days or self.stalled:
            yield self.env._(
                "Stays in this stage that were longer than the target: %(stalled)s.",
                stalled=self.stalled,
            )

    def _median_lines(self):
        if self.won_count and self.env.company.opportunity_working_days:
            yield self.env._(
                "Won opportunities were in this stage for %(days)s working days in the"
                " median (%(count)s opportunities), which is a target to start with.",
                days=formatLang(self.env, self.median_days, digits=1),
                count=self.won_count,
            )
        elif self.won_count:
            yield self.env._(
                "Won opportunities were in this stage for %(days)s days in the median"
                " (%(count)s opportunities), which is a target to start with.",
                days=formatLang(self.env, self.median_days, digits=1),
                count=self.won_count,
            )

    @api.model
    def _test_prepare(self, stage):
        counts, stopped = stage._oplus_test_moves()
        breaches, over = stage._oplus_test_today()
        median, won = stage._oplus_test_median()
        lines = [
            {"from_stage_id": origin, "user_id": user, **found}
            for (origin, user), found in counts.items()
        ]
        return self.create(
            {
                **{kind: sum(line[kind] for line in lines) for kind in KINDS},
                "stopped": len(stopped),
                "stopped_ids": stopped,
                "breaches": len(breaches),
                "breach_ids": breaches.ids,
                "over": len(over),
                "over_ids": over.ids,
                "median_days": median,
                "won_count": won,
                "stage_id": stage._origin.id,
                "target_days": not stage.is_won and stage.rotting_threshold_days,
                "judged_today": stage._oplus_test_judged_today(),
                "line_ids": [fields.Command.create(line) for line in lines],
            }
        )

    def _test_dialog(self):
        return form_of(self, name=self.env._("Test on History"), target="new")

    def action_view_stopped(self):
        """Open the stays that would not have begun."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_stage_history_action"
        )
        return action | {
            "name": self.env._("Would Have Been Stopped"),
            "domain": [("id", "in", self._ids_of("stopped_ids"))],
            "context": {},
        }

    def action_view_breaches(self):
        """Open the open opportunities that lack something."""
        return self._list_of("breach_ids", self.env._("In Breach Today"))

    def action_view_over(self):
        """Open the open opportunities that are past the target."""
        return self._list_of("over_ids", self.env._("Past the Target Today"))

    def _list_of(self, name, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "crm.lead",
            "views": [
                (self.env.ref("crm.crm_case_tree_view_oppor").id, "list"),
                (False, "kanban"),
                (False, "form"),
            ],
            "domain": [("id", "in", self._ids_of(name))],
        }

    def _ids_of(self, name):
        ids = self[name] or []
        if not isinstance(ids, list) or not all(type(id_) is int for id_ in ids):
            raise UserError(self.env._("Run the test again."))
        return ids


class CrmStageTestLine(models.TransientModel):
    _name = "crm.stage.test.line"
    _description = "Moves in a Test of a Stage"
    _order = "stalled DESC, conditions DESC, reasons DESC, id"

    test_id = fields.Many2one(
        "crm.stage.test",
        required=True,
        ondelete="cascade",
        index=True,
        export_string_translation=False,
    )
    from_stage_id = fields.Many2one("crm.stage", ondelete="cascade")
    user_id = fields.Many2one("res.users", "Salesperson", ondelete="cascade")
    moves = fields.Integer("Moves Here")
    conditions = fields.Integer("Unmet", help="Conditions were not met.")
    reasons = fields.Integer("No Reason", help="A reason was missing.")
    stalled = fields.Integer("Too Long", help="The stay was longer than the target.")
