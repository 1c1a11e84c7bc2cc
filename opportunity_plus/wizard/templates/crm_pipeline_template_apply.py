# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...models.foundation.actions import reloading, telling
from ...models.foundation.naming import names


class CrmPipelineTemplateApply(models.TransientModel):
    """Shows what a pipeline template would add, and applies it."""

    _name = "crm.pipeline.template.apply"
    _description = "Apply a Pipeline Template"

    template_id = fields.Many2one(
        "crm.pipeline.template",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env["crm.pipeline.template"].search([], limit=1),
    )
    description = fields.Text(compute="_compute_preview")
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        help="The team that gets the stages. Empty: stages that all teams share.",
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    is_anything_to_add = fields.Boolean(
        compute="_compute_preview", export_string_translation=False
    )
    is_anything_to_translate = fields.Boolean(
        compute="_compute_preview", export_string_translation=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Say so if a template was deleted while the dialog was open."""
        ids = {vals["template_id"] for vals in vals_list if vals.get("template_id")}
        self.env["crm.pipeline.template"].browse(ids)._template_check_there()
        return super().create(vals_list)

    @api.depends("template_id", "team_id")
    @api.depends_context("lang")
    def _compute_preview(self):
        for dialog in self:
            if not dialog.template_id:
                dialog.preview = dialog.description = False
                dialog.is_anything_to_add = dialog.is_anything_to_translate = False
                continue
            found = dialog.template_id._origin.preview(dialog.team_id._origin.id)
            dialog.description = dialog.template_id.description
            dialog.preview = dialog._preview_html(found)
            states = {line["state"] for line in found["lines"]}
            dialog.is_anything_to_add = "add" in states
            dialog.is_anything_to_translate = bool(found["languages"])

    def _preview_html(self, found):
        """Return lists of what is added, what is there already, and what stays; and why
        teams get no stages where they use shared ones, or have their own."""
        titles = {
            "add": self.env._("Will be added"),
            "present": self.env._("There already; stays as it is"),
            "disabled": self.env._("There already, but disabled"),
        }
        lists = [
            (title, [_label(line) for line in found["lines"] if line["state"] == state])
            for state, title in titles.items()
        ]
        others = (
            self.env._("Other stages of the sales team; they stay")
            if found["team_id"]
            else self.env._("Other stages that all teams share; they stay")
        )
        lists.append((others, found["other_stages"]))
        languages = self.env._("Languages whose missing texts will be added")
        lists.append((languages, found["languages"]))
        return self.env["ir.qweb"]._render(
            "opportunity_plus.pipeline_template_preview",
            {"lists": lists, "note": self._note(found)},
            minimal_qcontext=True,
        )

    def _note(self, found):
        """Say who gets none of the new stages, and why."""
        writers = self._shared_note, self._own_note, self._limits_note
        return " ".join(filter(None, (note(found) for note in writers)))

    def _own_note(self, found):
        """Name the teams that have stages of their own, and so get none of the new
        ones."""
        labels = {}
        for line in found["lines"]:
            for owner in line["owners"]:
                labels.setdefault(owner, []).append(_label(line))
        if not labels:
            return ""
        return self.env._(
            "These sales teams keep the stages that they have of their own, and get no"
            " others for them: %(teams)s.",
            teams="; ".join(
                f"{owner} ({', '.join(own)})" for owner, own in labels.items()
            ),
        )

    def _limits_note(self, found):
        """Say who else gets none of the new stages that are limited to teams."""
        if not any(line["is_limited"] for line in found["lines"]):
            return ""
        return self.env._(
            "The new ones are limited to the other active teams: opportunities without"
            " a sales team, and boards of users without one, get none of them. For"
            " teams that you add or restore later, apply the template again."
        )

    def _shared_note(self, found):
        shared = [line for line in found["lines"] if line["is_shared"]]
        if not (found["team_id"] and shared):
            return ""
        return self.env._(
            "This sales team already uses stages that all teams share, and gets no copy"
            " of its own: %(names)s. For a stage of its own, first limit the shared one"
            " to the other teams (Sales Teams, in the stage).",
            names=", ".join(map(_label, shared)),
        )

    def action_apply(self):
        """Apply the template, and show the pipeline with the new stages.

        :raise UserError: the sales team is gone
        """
        self.ensure_one()
        stages = self.template_id.apply(self.team_id.id)
        if not stages:
            return reloading()
        message = self.env._("Added: %(names)s", names=names(stages))
        return telling(message, reloading())


def _label(line):
    """Return the name of a stage, and that of the template if it was renamed."""
    name, stage = line["name"], line["stage_name"]
    return f"{stage} ({name})" if stage and stage != name else name
