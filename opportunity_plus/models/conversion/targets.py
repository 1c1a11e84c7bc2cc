# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

from ..foundation.roles import ALL_DOCUMENTS


class CrmLeadStageHistory(models.Model):
    """The target of a stage, as it is for the sales teams of a filter.

    A team may have a target of its own (``crm.stage.target``), by which its deadlines
    go. Where the teams that the filter lets through have different ones, none is told.
    """

    _inherit = "crm.lead.stage.history"

    @api.model
    def _conversion_targets(self, stages, domain):
        """Return what is told of the target of each stage.

        :param domain: of the stage history; one that could be applied
        :return: dicts by stage: ``target_days`` and ``target_differs``
        """
        # sudo: whoever reads the figures may know what they are measured by
        every = (
            self.env["crm.stage.target"]
            .sudo()
            .search_fetch(
                [("stage_id", "in", stages.ids)], ["stage_id", "team_id", "days"]
            )
        )
        own = {(target.stage_id, target.team_id): target.days for target in every}
        teams = self._conversion_teams(domain) if own else every.team_id
        return {stage: _told(stage, teams, own) for stage in stages}

    @api.model
    def _conversion_teams(self, domain):
        """Return the reader's teams that a filter's conditions on teams let through."""
        asked = Domain(domain or []).map_conditions(_marked).map_conditions(_of_team)
        teams = self._conversion_readers_teams()
        rows = self.concat(*(self.new({"team_id": team.id}) for team in teams))
        found = rows.filtered_domain(asked).team_id
        return found.filtered("active") or found

    @api.model
    def _conversion_readers_teams(self):
        """Return the teams whose opportunities the reader sees: for who does not see
        all, those led and those of the reader."""
        user = self.env.user
        teams = self.env["crm.team"].with_context(active_test=False).search(Domain.TRUE)
        if self.env.su or user.has_group(ALL_DOCUMENTS):
            return teams
        led, _members = user._oplus_led()
        return teams.filtered(lambda t: t.id in {*led, *user.crm_team_ids.ids}) or teams


def _told(stage, teams, own):
    teams = teams and (teams & stage.team_ids or teams)
    usual = stage.rotting_threshold_days
    targets = {own.get((stage, team), usual) for team in teams} or {usual}
    differs = len(targets) > 1
    days = None if differs else targets.pop() or None
    return {"target_days": days, "target_differs": differs}


def _is_of_team(condition):
    return condition.field_expr.split(".")[0] == "team_id"


def _marked(condition):
    """Replace conditions on other things by one that can be reversed, so that none is
    left within a negation."""
    return condition if _is_of_team(condition) else Domain("id", "=", False)


def _of_team(condition):
    return condition if _is_of_team(condition) else Domain.TRUE
