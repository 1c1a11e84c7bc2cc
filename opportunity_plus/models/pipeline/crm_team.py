# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..foundation.access import allowed
from ..foundation.naming import names


class CrmTeam(models.Model):
    _inherit = "crm.team"

    oplus_member_warning = fields.Text(
        "Members with Limited Access", compute="_compute_oplus_member_warning"
    )

    @api.depends("user_id.group_ids", "member_ids.group_ids")
    @api.depends_context("lang")
    def _compute_oplus_member_warning(self):
        """Warn of members whom a stage notifies but who cannot see everything."""
        stages = self.env["crm.stage"].search(
            [("opportunity_notify_members", "=", True), ("oplus_share", "=", False)]
        )
        for team in self:
            telling = stages.filtered(
                lambda stage, team=team: (
                    not stage.team_ids or team._origin in stage.team_ids
                )
            )
            deaf = team._oplus_strangers(team.member_ids._origin)
            message = False
            if telling and deaf:
                message = self.env._(
                    "The stages %(stages)s notify the team members, but these members"
                    " cannot see all opportunities of the team: %(names)s",
                    stages=names(telling),
                    names=deaf._oplus_listed(),
                )
            team.oplus_member_warning = message

    @api.ondelete(at_uninstall=False)
    def _oplus_unlink_except_limiting(self):
        """Say what to do before a team is deleted to which stages or big-deal rules are
        limited. Without it, they might be for everybody."""
        domain = [("team_ids", "in", self.ids), ("active", "in", [True, False])]
        # sudo: whoever may read them
        stages = self.env["crm.stage"].sudo().search(domain)
        rules = self.env["crm.big.deal.rule"].sudo().search(domain)
        if stages or rules:
            known = names(allowed(stages)), names(allowed(rules))
            raise UserError(
                self.env._(
                    "Stages or big-deal rules are limited to these sales teams, so the"
                    " teams cannot be deleted. Archive the teams instead, or first take"
                    " them out of these (restore archived teams for that): %(names)s",
                    names=", ".join(filter(None, known)),
                )
            )
