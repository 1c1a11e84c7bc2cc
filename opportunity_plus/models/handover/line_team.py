# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLeadHandoverLine(models.Model):
    """The sales team of what moves. It stays if the successor belongs to it. Otherwise
    it becomes a team of the successor, but only one whose pipeline has the stage: a
    handover moves no opportunity to another stage."""

    _inherit = "crm.lead.handover.line"

    def _handover_teams(self, mover):
        """The teams that the successors lead or are members of."""
        if not mover.team:
            return {}
        return {
            user: self.env["crm.team"].search(
                ["|", ("user_id", "=", user.id), ("member_ids", "in", user.ids)]
            )
            for user in self.successor_id
        }

    def _handover_team(self, mover, record, teams, undo):
        """The team that a record gets.

        :param teams: those of the successor
        """
        if not mover.team:
            return self.env["crm.team"]
        current = record[mover.team]
        if undo and current != self.new_team_id:
            wanted = current  # somebody has chosen another one since
        elif undo:
            wanted = self.old_team_id
        elif current in teams:
            wanted = current
        else:
            candidates = teams.filtered("use_opportunities")
            fitting = candidates.filtered(lambda team: _fits(team, record))
            wanted = fitting[:1] or current
        return wanted if not wanted or _fits(wanted, record) else current


def _fits(team, record):
    """Whether a team has the company and the stage of a record."""
    if team.company_id and team.company_id != record.company_id:
        return False
    stage_teams = record.stage_id.team_ids if "stage_id" in record._fields else None
    return not stage_teams or team in stage_teams
