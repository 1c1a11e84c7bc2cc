# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLostMoves(OpportunityPlusCommon):
    """Why something lost was moved is told beside why it was lost."""

    def setUp(self):
        super().setUp()
        self.offer.sudo().change_reason = "always"
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead()
        with self._at("2026-03-03 09:00"):
            self.lead.action_set_lost(
                lost_reason_id=self.too_expensive.id, lost_note="Too slow"
            )
        self.lead = self.lead.with_user(self.admin)

    def _move(self, stage, **vals):
        self.lead.write({"stage_id": stage.id, **vals})

    def _reasons(self):
        return self._timeline(self.lead).mapped("reason")

    def test_the_row_of_the_move_has_its_reason(self):
        with self._at("2026-03-04 09:00"):
            self._move(self.offer, stage_change_reason="Wrong column")
        self.assertEqual(self._reasons(), [False, "Too slow", "Wrong column"])
        self.assertEqual(self.lead.lost_note, "Too slow")
        [last] = self._timeline(self.lead)[-1]
        self.assertEqual((last.outcome, last.stage_id), ("lost", self.offer))

    def test_savepoints_make_no_difference(self):
        with self._at("2026-03-04 09:00"):
            self._move(self.offer, stage_change_reason="Wrong column")
            with self.env.cr.savepoint():
                self.lead.expected_revenue = 7
        self.assertEqual(self._reasons(), [False, "Too slow", "Wrong column"])

    def test_without_a_reason_the_note_stays_the_reason(self):
        with self._at("2026-03-04 09:00"):
            self._move(self.talk)
        self.assertEqual(self._reasons(), [False, "Too slow", "Too slow"])

    def test_a_reason_with_the_loss_itself_leaves_the_note(self):
        with self._at("2026-03-04 09:00"):
            lead = self._lead().with_user(self.admin)
        with self._at("2026-03-05 09:00"):
            lead.write({"stage_id": self.offer.id, "stage_change_reason": "Moved"})
            lead.action_set_lost(
                lost_reason_id=self.too_expensive.id, lost_note="No budget"
            )
        self.assertEqual(self._timeline(lead)[-1].reason, "No budget")

    def test_a_note_that_is_corrected_later_is_told(self):
        with self._at("2026-03-04 09:00"):
            self._move(self.offer, stage_change_reason="Wrong column")
        with self._at("2026-03-05 09:00"):
            self.lead.lost_note = "Far too slow"
        self.assertEqual(self._reasons()[-1], "Far too slow")
        self.assertEqual(self.env["crm.lead.revision"]._ledger_faults(), {})
