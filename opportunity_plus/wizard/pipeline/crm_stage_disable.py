# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...models.foundation.actions import form_of, telling
from ...models.foundation.naming import names


class CrmStageDisable(models.TransientModel):
    """Asks where the open opportunities of stages go, then disables the stages."""

    _name = "crm.stage.disable"
    _description = "Disable Stages"

    stage_id = fields.Many2one("crm.stage", required=True, ondelete="cascade")
    # all that are being disabled
    stage_ids = fields.Many2many(
        "crm.stage",
        compute="_compute_stage_ids",
        store=True,
        readonly=False,
        string="Stages",
        context={"active_test": False},
    )
    target_stage_id = fields.Many2one(
        "crm.stage", "Move All to", compute="_compute_target_stage_id", readonly=False
    )
    usable_stage_ids = fields.Many2many(
        "crm.stage",
        compute="_compute_usable_stage_ids",
        export_string_translation=False,
    )
    line_ids = fields.One2many(
        "crm.stage.disable.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        string="Open Opportunities",
    )
    # the chosen stages that ask for conditions
    conditions_note = fields.Char(
        compute="_compute_conditions_note", export_string_translation=False
    )
    # what no stage can take, and what to do about it
    stuck_note = fields.Char(
        compute="_compute_stuck_note", export_string_translation=False
    )
    is_several = fields.Boolean(
        compute="_compute_is_several", export_string_translation=False
    )

    @api.depends("stage_id")
    def _compute_stage_ids(self):
        for dialog in self:
            dialog.stage_ids |= dialog.stage_id

    @api.depends("stage_ids")
    def _compute_is_several(self):
        for dialog in self:
            dialog.is_several = len(dialog.stage_ids) > 1

    @api.depends("stage_ids")
    def _compute_line_ids(self):
        """One line for each stage and sales team with open opportunities."""
        for dialog in self:
            held = dialog.stage_ids._origin._oplus_holding_counts()
            dialog.line_ids = [
                Command.clear(),
                *(
                    Command.create({"stage_id": stage.id, "team_id": team.id})
                    for stage, team in held
                ),
            ]

    @api.depends("line_ids.usable_stage_ids")
    def _compute_usable_stage_ids(self):
        for dialog in self:
            dialog.usable_stage_ids = dialog.line_ids.usable_stage_ids

    @api.depends("stage_ids")
    def _compute_target_stage_id(self):
        self.target_stage_id = False

    @api.depends("line_ids.target_stage_id")
    @api.depends_context("lang")
    def _compute_conditions_note(self):
        policy = self.env["crm.stage"]._oplus_condition_policy()
        for dialog in self:
            asking = dialog.line_ids.target_stage_id._origin.filtered(
                lambda stage: stage.id in policy
            )
            note = self.env._(
                "These stages ask for conditions: %(names)s. The opportunities are"
                " moved there all the same, and the stage history says what was"
                " missing.",
                names=names(asking),
            )
            dialog.conditions_note = note if asking else False

    @api.depends("line_ids.usable_stage_ids")
    @api.depends_context("lang")
    def _compute_stuck_note(self):
        for dialog in self:
            dialog.stuck_note = dialog.line_ids._stuck_message()

    @api.onchange("target_stage_id")
    def _onchange_target_stage_id(self):
        """Choose this stage for all teams that may use it."""
        for line in self.line_ids if self.target_stage_id else ():
            if self.target_stage_id._origin in line.usable_stage_ids._origin:
                line.target_stage_id = self.target_stage_id

    def action_apply(self):
        """Move the open opportunities and disable the stages.

        :raise UserError: names the lines without a stage that can take them, or the
            stages that cannot be disabled; nothing is changed
        """
        self.ensure_one()
        self.stage_ids.check_access("write")
        self.stage_ids._oplus_disabling_lock()
        self._check_targets()
        message = self.env._(
            "Disabled: %(names)s. Open opportunities moved: %(count)s. The filter"
            " “Disabled” lists such stages.",
            names=names(self.stage_ids),
            count=sum(self.line_ids.mapped("count")),
        )
        for target, lines in self.line_ids.grouped("target_stage_id").items():
            lines._move(target)
            target.filtered("replaced_by_id").replaced_by_id = False
        for stage, lines in self.line_ids.grouped("stage_id").items():
            if len(lines.target_stage_id) == 1:
                stage.replaced_by_id = lines.target_stage_id
        self.stage_ids.active = False
        return telling(message)

    def _check_targets(self):
        stuck = self.line_ids._stuck_message()
        wrong = self.line_ids.filtered(
            lambda line: (
                line.stage_id not in self.stage_ids
                or (
                    line.usable_stage_ids
                    and line.target_stage_id not in line.usable_stage_ids
                )
            )
        )
        message = wrong and self.env._(
            "Choose an enabled open stage that the sales team can use for: %(names)s",
            names=names(wrong),
        )
        if stuck or message:
            raise UserError("\n".join(filter(None, (stuck, message))))

    def _disable_action(self):
        """Return the action that opens this dialog."""
        context = {
            "default_stage_id": self.stage_id.id,
            "default_stage_ids": self.stage_ids.ids,
            "dialog_size": "medium",
        }
        name = self.env._("Disable: %(names)s", names=names(self.stage_ids))
        return form_of(self, name=name, target="new", context=context)
