# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, timedelta

from .deadlines_common import StalledCommon

SLIPPED = datetime(2026, 3, 10, 10)


class SlipCommon(StalledCommon):
    """Opportunities that are in Talk since 2 March, 10:30, and leave it by a slip of
    the mouse on 10 March at 10:00."""

    DEADLINE = "2026-03-07 10:30:00"

    def _stalled(self, count=1, **vals):
        """Opportunities in Talk whose plan has started."""
        leads = self._many_entered(count, "2026-03-02 10:30", **vals)
        self._run("2026-03-08 06:00")
        return leads

    def _move(self, leads, stage, seconds=0):
        """Move so many seconds after the slip."""
        with self._at(str(SLIPPED + timedelta(seconds=seconds))):
            leads.write({"stage_id": stage.id})
        self.env.invalidate_all()

    def _slip(self, leads, seconds=30, stage=None):
        self._move(leads, stage or self.offer)
        self._move(leads, self.talk, seconds)

    def _snooze(self, leads, until="2026-03-20"):
        with self._at("2026-03-09 10:00"):
            leads.action_snooze(until, "Waits for the harvest")

    def _planned(self, leads):
        return self._activities(leads).filtered("oplus_stall_id")

    def _stalls(self, leads):
        return self.env["crm.lead.stall"].sudo().search([("lead_id", "in", leads.ids)])
