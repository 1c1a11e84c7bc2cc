# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError

from ...exceptions import ReopeningRefused
from ..foundation.naming import names
from ..recording.closed import CLOSED
from ..recording.pending import EXPLANATIONS, NEW


class CrmLead(models.Model):
    """The lock of closed opportunities.

    If the company locks them, only sales administrators may reopen or change what was
    won or lost, whatever the way in. Others may request it.
    """

    _inherit = "crm.lead"

    def _oplus_lock_check(self, before, written):
        """Refuse to reopen or change locked opportunities.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        :raise ReopeningRefused: names the opportunities
        """
        self._oplus_lock_raise(
            before, lambda lead, state: lead._oplus_lock_is_broken(state, written)
        )

    def _oplus_lock_check_explanation(self, before, written):
        """Refuse to change the lost reason or closing note of locked opportunities.

        :param before: :class:`~..recording.pending.State` by id of the opportunity
        :param written: names of the fields that were written
        :raise ReopeningRefused: names the opportunities
        """
        if not EXPLANATIONS.isdisjoint(written):
            self._oplus_lock_raise(
                before, lambda lead, state: lead._oplus_lock_is_explained_anew(state)
            )

    def _oplus_lock_raise(self, before, is_changed):
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

    def _oplus_lock_is_broken(self, state, written):
        """Return whether the write reopened the opportunity or changed its closing."""
        return (
            self.type != "opportunity"
            or self.won_status != state.outcome
            or self.active != state.active
            or (self.won_status == "lost" and self.stage_id != state.stage)
            or self._oplus_closing_companies() != state.companies
            or ("date_closed" in written and self._oplus_date_closed_is_other(state))
        )

    def _oplus_lock_is_explained_anew(self, state):
        return (self.lost_reason_id, self.lost_note or "") != (
            state.lost_reason,
            state.lost_note or "",
        )

    def _oplus_lock_check_mergeable(self):
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
