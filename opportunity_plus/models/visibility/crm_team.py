# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Command

from ..foundation.roles import ALL_DOCUMENTS, SALESMAN, SUPERVISOR


class CrmTeam(models.Model):
    _name = "crm.team"
    _inherit = ["crm.team", "crm.lead.deciding.mixin"]

    oplus_leader_warning = fields.Text(
        "Leader's Missing Rights", compute="_compute_oplus_leader_warning"
    )
    oplus_can_promote = fields.Boolean(
        compute="_compute_oplus_leader_warning", export_string_translation=False
    )

    @api.depends("user_id.group_ids")
    @api.depends_context("uid", "lang")
    def _compute_oplus_leader_warning(self):
        """Warn of a leader whose rights do not cover the team's opportunities."""
        may = self.env.user.has_group("base.group_erp_manager")
        for team in self:
            leader, message = team.user_id._origin, False
            if leader and not leader.has_group(SALESMAN):
                message = self.env._(
                    "%(name)s has no right to Sales: sees no opportunities of the team"
                    " and is told of none.",
                    name=leader.name,
                )
            elif leader and not leader.has_group(SUPERVISOR):
                message = self.env._(
                    "%(name)s has no supervisor role: sees only own opportunities and"
                    " is told of nothing else.",
                    name=leader.name,
                )
            if message and not may:
                hint = self.env._("An administrator of users can give the role.")
                message = f"{message} {hint}"
            team.oplus_leader_warning = message
            team.oplus_can_promote = bool(message) and may

    def _oplus_strangers(self, users):
        """Return the given users who may not read all opportunities of the team."""
        leader = self.user_id._origin
        return users.filtered(
            lambda user: (
                not (
                    user.has_group(ALL_DOCUMENTS)
                    or (user == leader and user.has_group(SUPERVISOR))
                )
            )
        )

    def oplus_make_supervisor(self):
        """Give the team leaders the role Supervisor.

        :raise AccessError: the user may not change the rights of users
        """
        leaders = self.user_id.filtered(lambda user: not user.has_group(SUPERVISOR))
        leaders.write({"group_ids": [Command.link(self.env.ref(SUPERVISOR).id)]})
        return True


class CrmTeamMember(models.Model):
    _name = "crm.team.member"
    _inherit = ["crm.team.member", "crm.lead.deciding.mixin"]
