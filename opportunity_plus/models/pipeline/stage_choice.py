# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..recording.recorder import PENDING

# what a sales team takes
USES = {"lead": "use_leads", "opportunity": "use_opportunities"}


class CrmLead(models.Model):
    """Tells a stage that somebody chose from one that Odoo picked.

    A form that changes the team also sends the stage that Odoo picked for it. Odoo
    only picks one where the new team cannot use the stage before, so any other stage
    that is written was chosen, whatever is written with it.
    """

    _inherit = "crm.lead"

    def _oplus_record_moved(self, vals):
        """Those whose stage is chosen by writing values."""
        if "stage_id" not in vals:
            return self.browse()
        moved = self
        for team, leads in self._oplus_new_teams(vals):
            forced = leads.filtered(lambda lead, team=team: lead._oplus_has_to_go(team))
            domain = [("fold", "=", False)]
            if forced and vals["stage_id"] == self._oplus_pick(team, domain)[:1].id:
                moved -= forced
        return moved

    def _oplus_has_to_go(self, team):
        """Whether another team cannot use the stage."""
        usable = self.stage_id.team_ids
        return bool(team) and team != self.team_id and usable and team not in usable

    def _oplus_pick(self, team, domain):
        """The stages that a team may use, in their order."""
        return self.browse()._stage_find(team.id, domain=domain, limit=None)

    def _oplus_new_teams(self, vals):
        """Pairs of a sales team and those that get it when values are written, since
        the values name it or a salesperson who is in no way in their team."""
        if "team_id" in vals:
            return [(self.team_id.browse(vals["team_id"] or ()), self)]
        if not vals.get("user_id"):
            return []
        user = self.user_id.browse(vals["user_id"])
        # sudo: the members of a team decide on it, and are not told
        others = self.sudo().filtered(
            lambda lead: user not in (lead.team_id.member_ids | lead.team_id.user_id)
        )
        find = self.env["crm.team"]._get_default_team_id
        return [
            (find(user_id=user.id, domain=[(USES[kind], "=", True)]), leads)
            for kind, leads in others.sudo(False).grouped("type").items()
        ]

    def _oplus_outcome_follows(self, stages):
        """Forget who decided on what is in some stages: its outcome follows them."""
        if pending := self.env.cr.precommit.data.get(PENDING):
            # sudo: what the stages have changed, also out of sight
            touched = self.sudo().browse(pending.decided)
            followed = touched.filtered(lambda lead: lead.stage_id in stages)
            pending.decided.difference_update(followed._ids)
