# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_datetime

from ..recording.closed import CLOSED
from ..recording.pending import NEW
from .lost import WAYS_OUT


class CrmLead(models.Model):
    """Keep *Closed Date* at the moment when the opportunity was won or lost.

    Odoo resets it when a closed opportunity is archived or won again. It sets none when
    an opportunity is created as lost, or was archived before it was lost.
    """

    _inherit = "crm.lead"

    def _oplus_date_closed_correct(self, before, written):
        """Correct the closed date after a user created or wrote opportunities.

        :param before: :class:`~..recording.pending.State` by id, empty after
            ``create``
        :param written: names of the fields that were written
        """
        if before and "date_closed" in written:
            self._oplus_date_closed_log(before)
            return
        if before and WAYS_OUT.isdisjoint(written):
            return
        for lead in self:
            if lead.type == "opportunity" and lead.won_status in CLOSED:
                date = lead._oplus_date_closed_due(before.get(lead.id, NEW), not before)
                if lead.date_closed != date:
                    # the system maintains this date, whatever the user may write
                    lead._oplus_unlocked().date_closed = date

    def _oplus_date_closed_log(self, before):
        """Log in the chatter that a user corrected the closed date."""
        bodies = {}
        for lead in self:
            state = before.get(lead.id, NEW)
            old, new = state.date_closed, lead.date_closed
            is_other = lead._oplus_date_closed_is_other(state)
            if is_other and state.outcome == lead.won_status in CLOSED:
                bodies[lead.id] = self.env._(
                    "Closed date changed from %(old)s to %(new)s.",
                    old=format_datetime(self.env, old) or "-",
                    new=format_datetime(self.env, new) or "-",
                )
        if bodies:
            self.browse(bodies)._message_log_batch(bodies)

    def _oplus_date_closed_is_other(self, state):
        """Return whether a write has changed the closed date, or has entered one that
        was missing. Odoo dates what it has just created by a write of its own."""
        is_new = self.create_date == self.env.cr.now()
        is_kept = bool(state.date_closed) or not is_new
        return is_kept and self.date_closed != state.date_closed

    def _oplus_date_closed_due(self, state, is_created):
        now = self.env.cr.now().replace(microsecond=0)
        if state.outcome == self.won_status:
            # one that is missing from before stays missing: only people know it
            is_kept = self._oplus_closing_asks("opportunity_closed_locked")
            return state.date_closed if is_kept else self.date_closed
        if self.won_status == "lost" and not is_created:
            return max(self.date_closed or now, now)
        return self.date_closed or now
