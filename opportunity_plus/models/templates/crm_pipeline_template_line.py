# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command

from ..foundation.blank import check_names
from ..foundation.limits import check_days
from .translated_texts import fill_texts, lacking_texts, texts

# fields that a stage has, too
SAME = (
    *("name", "category", "guidance", "rotting_threshold_days", "escalation_days"),
    *("opportunity_probability", "change_reason", "opportunity_notify_leader"),
)


class CrmPipelineTemplateLine(models.Model):
    """A stage of a pipeline template."""

    _name = "crm.pipeline.template.line"
    _description = "Stage of a Pipeline Template"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "crm.pipeline.template", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Stage", required=True, translate=True)
    category = fields.Selection(
        [("waiting", "Waiting"), ("in_progress", "In Progress"), ("won", "Won")],
        required=True,
        default="in_progress",
    )
    guidance = fields.Html(translate=True)
    rotting_threshold_days = fields.Integer(
        "Target (Days)", help="How long opportunities may stay. 0: no target."
    )
    escalation_days = fields.Integer(
        "Tell the Leader after (Days)",
        help="How many days after the target the leader of the team is told.",
    )
    opportunity_probability = fields.Float("Closing Rate (%)", default=50)
    change_reason = fields.Selection(
        [
            ("never", "Never"),
            ("backwards", "When moving backwards"),
            ("always", "Always"),
        ],
        "Ask for a Reason",
        required=True,
        default="never",
    )
    opportunity_notify_leader = fields.Boolean("Notify the Team Leader")
    point_ids = fields.One2many(
        "crm.pipeline.template.point", "line_id", "Checklist", copy=True
    )
    activity_ids = fields.One2many(
        "crm.pipeline.template.activity",
        "line_id",
        "Activities of the Plan",
        copy=True,
    )
    # made when the template was first applied
    activity_plan_id = fields.Many2one(
        "mail.activity.plan", readonly=True, copy=False, ondelete="set null"
    )
    _opportunity_probability_check = models.Constraint(
        "CHECK(opportunity_probability BETWEEN 0 AND 100)",
        "The closing rate must be between 0 and 100 %.",
    )

    @api.constrains("name")
    def _check_name(self):
        check_names(self)

    @api.constrains("rotting_threshold_days")
    def _check_rotting_threshold_days(self):
        check_days(self, "rotting_threshold_days")

    @api.constrains("escalation_days")
    def _check_escalation_days(self):
        check_days(self, "escalation_days")

    def _template_told(self, stage):
        """Return what :meth:`CrmPipelineTemplate.preview` tells about this line."""
        state = "present" if stage.active else "disabled"
        return {
            "line_id": self.id,
            "name": self.name,
            "category": self.category,
            "state": state if stage else "add",
            "stage_id": stage.id,
            "stage_name": stage.display_name,
            "is_shared": bool(stage) and not stage.team_ids,
        }

    def _template_is_won_like(self, stage):
        return self.category == "won" and stage.is_won and stage.active

    def _template_is_named_like(self, stage):
        is_won = self.category == "won"
        return stage.is_won == is_won and not texts(self, "name").isdisjoint(
            texts(stage, "name")
        )

    def _template_vals(self, team, sequence):
        """Return the values of the stage, without its plan."""
        return {
            **{name: self[name] for name in SAME},
            "sequence": sequence,
            "team_ids": [Command.set(team.ids)],
            "checkpoint_ids": [
                Command.create(point._template_vals()) for point in self.point_ids
            ],
            "oplus_template_line_id": self.id,
        }

    def _template_finish(self, stage):
        """Give a new stage the translations and the plan."""
        self._template_translate(stage)
        stage.activity_plan_id = self._template_plan()

    def _template_translate(self, stage):
        """Add the translations that a stage lacks, such as those of a language that was
        installed later."""
        for texts_of in self._template_texts(stage):
            fill_texts(*texts_of)

    def _template_untranslated(self, stage):
        """Return the codes of the languages in which a stage lacks texts."""
        return {
            code
            for texts_of in self._template_texts(stage)
            for missing in lacking_texts(*texts_of).values()
            for code in missing
        }

    def _template_texts(self, stage):
        """Yield records of the template, with those made of them, and their fields."""
        if stage.oplus_template_line_id != self:
            return
        yield self, stage, ["name", "guidance"]
        # in English, the source of all translations
        points = stage.with_context(lang=None, active_test=False).checkpoint_ids
        made = {point.name: point for point in points}
        for source in self.with_context(lang=None).point_ids:
            if source.name in made:
                yield source, made[source.name], ["name"]

    def _template_plan(self):
        """Return the activity plan, made once. Odoo does not translate plans: it is in
        the language of the user."""
        if self.activity_ids and not self.activity_plan_id.active:
            self.activity_plan_id = self.env["mail.activity.plan"].create(
                {
                    "name": self.env._("If it stalls: %(stage)s", stage=self.name),
                    "res_model": "crm.lead",
                    "company_id": False,
                    "template_ids": [
                        Command.create(activity._template_vals())
                        for activity in self.activity_ids
                    ],
                }
            )
        return self.activity_plan_id
