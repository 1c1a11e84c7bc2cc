# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class CrmLeadHandoverLine(models.Model):
    """Sales teams of the records that move.

    The team stays if the successor belongs to it. Otherwise it becomes a team of the
    successor whose pipeline has the stage: a handover never changes the stage.
    """

    _inherit = "crm.lead.handover.line"

    def _handover_teams(self, mover):
        """Return the teams that each successor leads or is a member of, by user."""
        if not mover.team:
            return {}
        return {
            user: self.env["crm.team"].search(
                ["|", ("user_id", "=", user.id), ("member_ids", "in", user.ids)]
            )
            for user in self.successor_id
        }

    def _handover_team(self, mover, record, teams, undo):
        """Return the new team of a record.

        :param teams: teams of the successor
        """
        if not mover.team:
            return self.env["crm.team"]
        current = wanted = record[mover.team]
        if undo:
            # unless it was changed since the handover
            wanted = self.old_team_id if current == self.new_team_id else current
        elif current not in teams:
            candidates = teams.filtered("use_opportunities")
            fitting = candidates.filtered(lambda team: _fits(team, record))
            wanted = fitting[:1] or current
        return wanted if not wanted or _fits(wanted, record) else current


def _fits(team, record):
    """Tell whether a team fits the company and the stage of a record."""
    if team.company_id and team.company_id != record.company_id:
        return False
    stage_teams = record.stage_id.team_ids if "stage_id" in record._fields else None
    return not stage_teams or team in stage_teams
