# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..foundation.roles import SALESMAN
from ..foundation.searching import search_true
from .grant import Grant, Shares, memory
from .search_filters import MY_TEAM


class CrmLead(models.Model):
    """What users find when they open the CRM."""

    _inherit = "crm.lead"

    oplus_is_shared_with_me = fields.Boolean(
        "Shared with Me",
        compute="_compute_oplus_is_shared_with_me",
        search="_search_oplus_is_shared_with_me",
    )
    oplus_is_of_my_team = fields.Boolean(
        "Of My Team",
        compute="_compute_oplus_is_of_my_team",
        search="_search_oplus_is_of_my_team",
        help="Opportunities of the sales teams that you lead, and of their members in"
        " any team.",
    )

    @api.depends("oplus_share_ids.user_id", "oplus_share_ids.date_end")
    @api.depends_context("uid")
    def _compute_oplus_is_shared_with_me(self):
        shared = self.filtered_domain(self._oplus_share_with_me_domain())
        for lead in self:
            lead.oplus_is_shared_with_me = lead in shared

    @search_true
    def _search_oplus_is_shared_with_me(self):
        return self._oplus_share_with_me_domain()

    def _oplus_share_with_me_domain(self):
        shares = self._oplus_share_with_me()
        if not shares:
            return Domain.FALSE
        # the condition of the record rule, which an index can serve
        return Domain.custom(
            to_sql=Grant(shares=shares).to_sql,
            predicate=lambda lead: lead.id in shares.ids(lead.env),
        )

    def _oplus_share_with_me(self):
        """Return the shares of the user, who may also see all opportunities."""
        user = self.env.user
        if not user.has_group(SALESMAN):
            return None
        facts = self._oplus_visibility_facts(self._oplus_quarter())
        if facts.receivers is None or user.id in facts.receivers:
            return Shares(user.id, facts.days, "read")
        return None

    @api.depends("user_id", "team_id")
    @api.depends_context("uid")
    def _compute_oplus_is_of_my_team(self):
        grant = self._oplus_team_grant()
        for lead in self:
            lead.oplus_is_of_my_team = grant.covers(lead)

    @search_true
    def _search_oplus_is_of_my_team(self):
        grant = self._oplus_team_grant()
        if not grant.teams:
            return Domain.FALSE
        return Domain.custom(to_sql=grant.to_sql, predicate=grant.covers)

    def _oplus_team_grant(self):
        """Return what a supervisor sees by leading teams, also of users who see all;
        cached for the transaction."""
        user = self.env.user
        known, key = memory(self.env), (MY_TEAM, user.id, user._get_group_ids())
        if key not in known:
            teams, members = user._oplus_led()
            known[key] = Grant(salespeople=frozenset(members), teams=frozenset(teams))
        return known[key]


class CrmTeam(models.Model):
    _inherit = "crm.team"

    @api.model
    def _action_update_to_pipeline(self, action):
        """Open the board and the forecast with the pipeline of the team for whoever
        leads one."""
        action = super()._action_update_to_pipeline(action)
        if self.env.user._oplus_led()[0]:
            action["context"] = {**action["context"], f"search_default_{MY_TEAM}": 1}
        return action
