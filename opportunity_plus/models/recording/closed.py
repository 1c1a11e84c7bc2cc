# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

from ..foundation.roles import ADMIN
from .pending import NEW

CLOSED = ("won", "lost")
# how long whoever closed something may undo that
UNDO_WITHIN = timedelta(minutes=1)


class CrmLead(models.Model):
    """Which opportunities are closed, and who may reopen them."""

    _inherit = "crm.lead"

    oplus_can_reopen = fields.Boolean(
        compute="_compute_oplus_can_reopen", export_string_translation=False
    )
    # closed, and only a sales administrator may reopen it
    oplus_is_locked = fields.Boolean(
        compute="_compute_oplus_can_reopen", export_string_translation=False
    )

    @api.depends("company_id", "won_status", "type")
    @api.depends_context("uid", "company")
    def _compute_oplus_can_reopen(self):
        is_allowed = self._oplus_reopening_is_allowed()
        locked = [
            type_ == "opportunity"
            and outcome in CLOSED
            and lead._oplus_closing_asks("opportunity_closed_locked")
            for lead, (type_, outcome) in zip(
                self, self._oplus_rows(["type", "won_status"]), strict=True
            )
        ]
        rows = ((is_locked, not is_locked or is_allowed) for is_locked in locked)
        self._oplus_fill(["oplus_is_locked", "oplus_can_reopen"], rows)

    def _oplus_reopening_is_allowed(self):
        return self._oplus_is_unlocked() or self.env.user.has_group(ADMIN)

    def _oplus_closing_companies(self):
        """Return the companies whose policies apply: its own, else all of the user."""
        return self.company_id or self.env.user.company_ids

    def _oplus_closing_asks(self, setting, state=NEW):
        """Return whether a policy applies, now or before the write.

        The state before counts too, so that moving an opportunity to another company
        does not bypass the policy of the first one.

        :param setting: name of a boolean policy field
        :param state: :class:`~..recording.pending.State` before the write
        """
        companies = (*state.companies, *self._oplus_closing_companies())
        return any(company._oplus_policy()[setting] for company in companies)
