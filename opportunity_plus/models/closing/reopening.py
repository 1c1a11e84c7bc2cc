# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...exceptions import ReopeningRefused
from ..foundation.naming import names
from ..recording.closed import CLOSED
from ..recording.pending import EXPLANATIONS, NEW


class CrmLead(models.Model):
    """Reopening closed opportunities.

    If the company locks closed opportunities, only sales administrators may reopen
    them, whatever the way in. Their dialog asks for the reason. If a reopening gives no
    reason, the history says so.
    """

    _inherit = "crm.lead"

    def _track_subtype(self, init_values):
        """Tell followers of *Opportunity Restored* of each reopening.

        For Odoo, one that was won and moves back has only changed its stage.
        """
        if init_values.get("won_status") in CLOSED and self.won_status == "pending":
            return self.env.ref("crm.mt_lead_restored")
        return super()._track_subtype(init_values)

    def _oplus_reopening_check(self, before, written):
        """Refuse to reopen or change locked opportunities.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        :raise ReopeningRefused: names the opportunities
        """
        self._oplus_reopening_raise(
            before, lambda lead, state: lead._oplus_reopening_is_changed(state, written)
        )

    def _oplus_reopening_check_explanation(self, before, written):
        """Refuse to change the lost reason or closing note of locked opportunities.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        :raise ReopeningRefused: names the opportunities
        """
        if not EXPLANATIONS.isdisjoint(written):
            self._oplus_reopening_raise(
                before, lambda lead, state: lead._oplus_is_explained_anew(state)
            )

    def _oplus_reopening_raise(self, before, is_changed):
        if self._oplus_reopening_is_allowed():
            return
        closed = self.filtered(lambda lead: before.get(lead.id, NEW).outcome in CLOSED)
        refused = closed.filtered(
            lambda lead: (
                lead._oplus_closing_asks("opportunity_closed_locked", before[lead.id])
                and is_changed(lead, before[lead.id])
            )
        )
        if refused:
            message = self.env._(
                "Only a sales administrator may reopen or change a closed"
                " opportunity. Request reopening of: %(names)s",
                names=names(refused),
            )
            raise ReopeningRefused(message, refused.ids)

    def _oplus_reopening_is_changed(self, state, written):
        """Return whether the write reopened the opportunity or changed its closing."""
        return (
            self.type != "opportunity"
            or self.won_status != state.outcome
            or self.active != state.active
            or (self.won_status == "lost" and self.stage_id != state.stage)
            or self._oplus_closing_companies() != state.companies
            or (
                "date_closed" in written
                and bool(state.date_closed)
                and self.date_closed != state.date_closed
            )
        )

    def _oplus_is_explained_anew(self, state):
        return (self.lost_reason_id, self.lost_note or "") != (
            state.lost_reason,
            state.lost_note or "",
        )

    def _oplus_reopening_check_closed(self):
        """Refuse to decide on opportunities that are already open."""
        is_open = self.filtered(lambda lead: lead.won_status not in CLOSED)
        if is_open:
            raise UserError(
                self.env._(
                    "Open already, nothing is left to decide: %(names)s",
                    names=names(is_open),
                )
            )

    def _oplus_reopening_check_mergeable(self):
        """Allow only sales administrators to merge closed opportunities."""
        locked = self.filtered(lambda lead: not lead.oplus_can_reopen)
        if locked and not self._oplus_is_unlocked():
            raise AccessError(
                self.env._(
                    "Only a sales administrator may merge closed opportunities. Leave"
                    " out: %(names)s",
                    names=names(locked),
                )
            )

    @api.depends("team_id", "type")
    def _compute_stage_id(self):
        """Keep the stage of a locked opportunity when its team changes."""
        kept = self.filtered(
            lambda lead: (
                lead.type == "opportunity"
                and lead.stage_id
                and (not lead.active or lead.stage_id.is_won)
                and lead._oplus_closing_asks("opportunity_closed_locked")
            )
        )
        return super(CrmLead, self - kept)._compute_stage_id()

    def oplus_action_reopen(self):
        """Open the dialog that asks for the reason and the stage."""
        self._oplus_reopening_check_closed()
        return self._oplus_reason_dialog("reopen", self.env._("Reopen"))

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
