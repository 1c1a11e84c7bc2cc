# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from .stage_choice import USES


class CrmLead(models.Model):
    """New opportunities get a stage that their sales team can use.

    A board offers the stages of all teams, and the salesperson who is chosen in a
    column decides on the team. As in the whole form, the first stage of that team
    replaces one that it cannot use.
    """

    _inherit = "crm.lead"

    def _oplus_stage_fitting(self, vals_list):
        """Return the values to create with stages that fit the sales teams.

        :raise ValidationError: a stage is disabled
        """
        self._oplus_stage_check_created(vals_list)
        rules = self.env["crm.stage"]._oplus_stage_change_policy()
        if not any(rule.team_ids for rule in rules.values()):
            return vals_list
        given = self.default_get(["type", "user_id", "team_id", "stage_id"])
        teams = {}
        return [
            vals | self._oplus_stage_fit(given | vals, rules, teams)
            for vals in vals_list
        ]

    def _oplus_stage_fit(self, vals, rules, teams):
        """Return the stage that replaces one of other teams.

        :param vals: values to create, with defaults
        :param rules: the :class:`~.crm_stage.StagePolicy` of each stage by id
        :param teams: the teams of salespeople who were looked at
        """
        rule = rules.get(vals.get("stage_id"))
        team = rule and rule.team_ids and self._oplus_team_of(vals, teams)
        if not team or team.id in rule.team_ids:
            return {}
        stages = self._oplus_pick(team, [("is_won", "=", rule.is_won)])
        stage = stages.filtered(lambda stage: not stage.fold)[:1] or stages[:1]
        return {"stage_id": stage.id} if stage else {}

    def _oplus_team_of(self, vals, teams):
        """Return the sales team of a new opportunity, as Odoo will compute it."""
        find = self.env["crm.team"]
        key = vals.get("user_id"), vals.get("type")
        if "team_id" in vals or not all(key):
            return find.browse(vals.get("team_id") or ())
        if key not in teams:
            user_id, type_ = key
            uses = [(USES.get(type_, USES["opportunity"]), "=", True)]
            teams[key] = find._get_default_team_id(user_id=user_id, domain=uses)
        return teams[key]
