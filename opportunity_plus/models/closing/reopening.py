# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ..foundation.naming import names
from ..recording.closed import CLOSED


class CrmLead(models.Model):
    """Reopening closed opportunities.

    The dialog asks for the reason. If a reopening gives none, the history says so.
    """

    _inherit = "crm.lead"

    def _track_subtype(self, init_values):
        """Tell followers of *Opportunity Restored* also of what was won before."""
        # for Odoo, that has only changed its stage
        if init_values.get("won_status") in CLOSED and self.won_status == "pending":
            return self.env.ref("crm.mt_lead_restored")
        return super()._track_subtype(init_values)

    def _oplus_reopening_check_closed(self):
        """Refuse to decide on opportunities that are already open."""
        self.check_access("read")  # before any of them is named
        is_open = self.filtered(lambda lead: lead.won_status not in CLOSED)
        if is_open:
            raise UserError(
                self.env._(
                    "Open already, nothing is left to decide: %(names)s",
                    names=names(is_open),
                )
            )

    def oplus_action_reopen(self, stage_id=None):
        """Open the dialog that asks for the reason and the stage.

        :param stage_id: id of the stage to propose, unless it is won or disabled
        """
        self._oplus_reopening_check_closed()
        action = self._oplus_reason_dialog("reopen", self.env._("Reopen"))
        stage = self.env["crm.stage"].browse(stage_id or ()).exists()
        if stage.active and not stage.is_won:
            action["context"]["default_stage_id"] = stage.id
        return action

    def _oplus_reopening_apply(self, reason, stage=None, salesperson=None):
        """Reopen closed opportunities.

        :param reason: the reason for the stage history
        :param stage: the new stage; by default, the last open stage of each one
        :param salesperson: replaces archived salespeople
        :raise UserError: one of them is open, or cannot use the stage
        """
        self._oplus_reopening_check_closed()
        orphans = self._oplus_orphans()
        # first the salesperson, who may change the team and so the usable stages
        if salesperson:
            orphans._oplus_share_shareable().write({"user_id": salesperson.id})
        orphans._oplus_orphans()._oplus_assign_default()
        stages = {lead: lead._oplus_reopening_stage(stage) for lead in self}
        self.write({"stage_change_reason": reason})
        self.filtered(lambda lead: lead.won_status == "lost").action_restore()
        for lead, target in stages.items():
            if lead.stage_id != target:
                lead._oplus_condition_exempt().write(
                    {"stage_id": target.id, "stage_change_reason": reason}
                )

    def _oplus_reopening_stage(self, chosen=None, team=None):
        """Return the stage to reopen into; refuse a won stage or one of other teams."""
        team = self.team_id if team is None else team
        usable = self._oplus_pick(team, [("is_won", "=", False)])
        past = self.stage_history_ids.filtered(
            lambda stay: stay.outcome == "open" and not stay.merged_from
        )
        left = (self.stage_id | past.stage_id).filtered(lambda stage: not stage.is_won)
        if left and not left[0].active:
            left = left[0].oplus_today_id
        stage = chosen or (left & usable or usable)[:1]
        if stage not in usable:
            raise UserError(
                self.env._(
                    "%(name)s cannot use the stage %(stage)s. Choose another one.",
                    stage=stage.display_name,
                    name=self.display_name,
                )
            )
        return stage
