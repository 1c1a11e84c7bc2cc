# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain
from odoo.http import request

from .crm_lead_handover.movers import OPEN

DECLINED = "opportunity_plus_handover_declined"
ARCHIVE = "/res.users/action_archive"


class ResUsers(models.Model):
    _inherit = "res.users"

    # what decides on visibility is read once in a transaction; administrators alone
    # read it as such
    opportunity_share_ids = fields.One2many(
        "crm.lead.share", "user_id", groups="base.group_system"
    )
    opportunity_team_ids = fields.Many2many(
        "crm.team",
        string="Led Teams",
        compute="_compute_opportunity_teams",
        groups="base.group_system",
    )
    opportunity_member_ids = fields.Many2many(
        "res.users",
        string="Led Salespeople",
        compute="_compute_opportunity_teams",
        groups="base.group_system",
    )

    def _compute_opportunity_teams(self):
        """The active teams that a user leads and their active members, whether or not
        the caller asks for archived records."""
        teams = self.env["crm.team"].with_context(active_test=True)
        members = self.env["crm.team.member"].with_context(active_test=True)
        for user in self:
            led = teams.search([("user_id", "=", user.id)])
            user.opportunity_team_ids = led
            domain = [("crm_team_id", "in", led.ids)]
            user.opportunity_member_ids = (
                members.search(domain).user_id if led else False
            )

    def _opportunity_today(self):
        """Today in the user's own time zone, not in one that a caller names."""
        zone = self.sudo().tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def action_archive(self):
        """Offer a handover to a person who archives users with open opportunities.

        Only the web client asks: code, jobs and other interfaces archive at once.
        """
        owners = self._handover_owners() if self._handover_is_offered() else None
        if owners:
            return self.env["crm.lead.handover.offer"]._handover_open(self, owners)
        return super().action_archive()

    def action_handover(self):
        """Prepare a handover of this user."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "opportunity_plus.crm_lead_handover_action_new"
        )
        return action | {"context": {"default_user_id": self.id}}

    def _handover_is_offered(self):
        """Whether it is the web client's own button that archives."""
        if self.env.su or self.env.context.get(DECLINED) or not request:
            return False
        return request.httprequest.path.endswith(ARCHIVE)

    def _handover_owners(self):
        """The active users with open opportunities, for who may archive them."""
        self.check_access("write")
        # sudo: that somebody leaves something behind is said to whoever archives him,
        # and nothing of what it is
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group(
                OPEN
                & Domain("type", "=", "opportunity")
                & Domain("user_id", "in", self.filtered("active").ids),
                ["user_id"],
            )
        )
        return self.browse(user.id for (user,) in groups)

    def _notice_skipped(self, lead):
        """Values of the notice for a user who is not told of an alert."""
        reason = None
        companies = self.company_ids.ids
        reader = lead.with_user(self).with_context(allowed_company_ids=companies)
        if not self.active:
            reason = self.env._("The user is archived.")
        elif not reader.has_access("read"):
            reason = self.env._("The user may not see the opportunity.")
        return {"state": "skipped", "reason": reason} if reason else {}
