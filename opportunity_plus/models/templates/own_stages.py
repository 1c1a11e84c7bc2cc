# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmPipelineTemplate(models.Model):
    """Applying a template to all teams, where some have its stages already.

    These teams keep theirs. A new stage that they have of their own is not shared by
    all: it is limited to the other teams. Archived teams neither count nor get any.
    """

    _inherit = "crm.pipeline.template"

    def _template_own(self, team, found):
        """Return which teams have stages of their own for lines that no shared stage
        stands for: dicts of stages by team, by line; empty if one team is asked for."""
        if team:
            return {}
        # sudo: teams that the user may not read have stages, too
        template, own = self.sudo(), {}
        every = template.env["crm.stage"].with_context(active_test=False)
        owners = every.search([("team_ids", "!=", False)]).team_ids
        for owner in owners.filtered("active"):
            for line, stage in template._template_found(owner).items():
                if line not in found:
                    own.setdefault(line, {})[owner] = stage
        return own

    def _template_getting(self, team, found, own):
        """Return which teams get a new stage, by line: none where all share it. Lines
        whose stage all have already are left out."""
        # sudo: teams that the user may not read get the stages as well
        teams = self.env["crm.team"].sudo().search([("active", "=", True)])
        getting = {}
        for line in self.line_ids.filtered(lambda line: line not in found):
            others = teams.filtered(lambda one, line=line: one not in own.get(line, ()))
            if line not in own or others:
                getting[line] = others if line in own else team
        return getting

    def _template_known(self, found, own):
        """Return a stage that is there already, by line: of all or of a team."""
        known = {line: next(iter(stages.values())) for line, stages in own.items()}
        return {
            line: stage.with_env(self.env) for line, stage in {**known, **found}.items()
        }

    def _template_owners(self, owners):
        """Return the names of teams, as far as the user may read them."""
        teams = self.env["crm.team"].with_context(active_test=False)
        return teams.search([("id", "in", [team.id for team in owners])]).mapped("name")
