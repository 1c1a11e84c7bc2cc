# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

# fields by which a sales team accepts leads or opportunities
USES = {"lead": "use_leads", "opportunity": "use_opportunities"}


class CrmLead(models.Model):
    """Distinguish a stage that a user chose from one that Odoo picked.

    A form that changes the team also sends the stage that Odoo picked for it. Odoo
    picks one only if the new team cannot use the current stage. Whatever is reopened in
    a disabled stage has to leave it. Any other stage that is written was chosen by the
    user.
    """

    _inherit = "crm.lead"

    def _oplus_record_moved(self, vals):
        """Leave out those for which Odoo has picked the stage."""
        named = super()._oplus_record_moved(vals)
        if not named:
            return named
        moved = named - self._oplus_stage_stuck()
        for team, leads in self._oplus_new_teams(vals):
            forced = leads.filtered(lambda lead, team=team: lead._oplus_has_to_go(team))
            domain = [("fold", "=", False)]
            if forced and vals["stage_id"] == self._oplus_pick(team, domain)[:1].id:
                moved -= forced
        return moved

    def _oplus_has_to_go(self, team):
        """Return whether the new team cannot use the current stage."""
        usable = self.stage_id.team_ids
        return bool(team) and team != self.team_id and usable and team not in usable

    def _oplus_pick(self, team, domain):
        """Return the stages that a team may use, in their order."""
        return self.browse()._stage_find(team.id, domain=domain, limit=None)

    def _oplus_new_teams(self, vals):
        """Return pairs of a sales team and the opportunities that these values move
        to it, directly or by a salesperson who does not belong to their team."""
        if "team_id" in vals:
            return [(self.team_id.browse(vals["team_id"] or ()), self)]
        if not vals.get("user_id"):
            return []
        user = self.user_id.browse(vals["user_id"])
        # sudo: users may not read all members of teams; none are returned
        others = self.sudo().filtered(
            lambda lead: user not in (lead.team_id.member_ids | lead.team_id.user_id)
        )
        find = self.env["crm.team"]._get_default_team_id
        return [
            (find(user_id=user.id, domain=[(USES[kind], "=", True)]), leads)
            for kind, leads in others.sudo(False).grouped("type").items()
        ]

    def _oplus_outcome_follows(self, stages):
        """Do not attribute outcomes that follow from changed stages to users."""
        pending = self._oplus_record_noted()
        # sudo: the stages also change opportunities that the user may not read
        touched = self.sudo().browse(pending.decided)
        followed = touched.filtered(lambda lead: lead.stage_id in stages)
        pending.decided.difference_update(followed._ids)
