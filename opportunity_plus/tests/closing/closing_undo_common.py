# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError

from ..common import OpportunityPlusCommon


class ClosingUndoCommon(OpportunityPlusCommon):
    """Opportunities that were closed at 10:00 on 2 March 2026."""

    def _open(self, count=1, **vals):
        with self._at("2026-03-01 08:00:00"):
            return self._leads(count, probability=30, **vals)

    def _close(self, leads, outcome="won", moment="2026-03-02 10:00:00"):
        with self._at(moment):
            if outcome == "won":
                leads.action_set_won()
            else:
                leads.action_set_lost(
                    lost_reason_id=self.too_expensive.id, lost_note="Twice as much"
                )

    def _undo(self, leads, moment="2026-03-02 10:00:10"):
        """Undo and return the message."""
        with self._at(moment):
            action = leads.oplus_action_undo_closing()
        leads.invalidate_recordset()
        return action["params"]["message"]

    def assertNotUndone(self, leads, reason, moment="2026-03-02 10:00:10"):
        outcomes = leads.sudo().mapped("won_status")
        with self.assertRaisesRegex(UserError, reason):
            self._undo(leads, moment)
        self.env.invalidate_all()
        self.assertEqual(leads.sudo().mapped("won_status"), outcomes)

    def assertOpenAgain(self, leads, stage, rate=30):
        for lead in leads.sudo():
            self.assertEqual(
                (lead.won_status, lead.stage_id, lead.active, lead.probability),
                ("pending", stage, True, rate),
            )
            self.assertFalse(lead.lost_reason_id or lead.lost_note or lead.date_closed)
