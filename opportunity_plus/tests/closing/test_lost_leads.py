# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .. import doors
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLostLeads(OpportunityPlusCommon):
    """The note on a lost lead explains that loss alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.admin)
        cls.delicate = cls.too_expensive.sudo().copy(
            {"name": "Delicate", "note_required": True}
        )

    def _one(self, name, note=False, **vals):
        """A lead, lost by the dialog if there is a note."""
        lead = self._lead(name=name, type="lead", **vals)
        if note:
            doors.lose(lead, self.delicate, lost_feedback=f"<p>{note}</p>")
        self._end_transaction()
        return lead

    def assertAsksForANote(self, lead):
        lead.convert_opportunity(lead.partner_id)
        self._end_transaction()
        with (
            self.assertRaisesRegex(ValidationError, "closing note"),
            self.env.cr.savepoint(),
        ):
            lead.action_set_lost(lost_reason_id=self.delicate.id)
        with (
            self.assertRaisesRegex(ValidationError, "lost reason"),
            self.env.cr.savepoint(),
        ):
            lead.action_set_lost()

    def test_the_note_of_a_merged_lead_does_not_pass_for_one_of_the_survivor(self):
        head = self._one("Head", probability=60)
        tail = self._one("Tail", "Their board")
        self.assertEqual(tail.lost_note, "Their board")
        self.assertEqual((head | tail).merge_opportunity(), head)
        self.assertEqual((head.type, head.lost_note), ("lead", False))
        self.assertAsksForANote(head)

    def test_a_lost_survivor_has_reason_and_note_of_one_lead(self):
        head = self._one("Head", stage_id=self.offer.id)
        head.with_user(self.admin).action_archive()
        head.write({"probability": 0, "lost_note": "Moved away"})
        tail = self._one("Tail", "Their board")
        merged = (head | tail).merge_opportunity()
        told = (merged.lost_reason_id, merged.lost_note)
        pairs = [(self.delicate.browse(), "Moved away"), (self.delicate, "Their board")]
        self.assertIn(told, pairs)

    def test_a_restored_lead_has_no_note(self):
        for restore in (
            lambda lead: lead.action_restore(),
            lambda lead: lead.action_unarchive(),
            lambda lead: lead.write({"active": True}),
            lambda lead: lead.sudo().action_unarchive(),
        ):
            lead = self._one("Lead", "Their board")
            restore(lead)
            self.assertFalse(lead.lost_note)
            self.assertAsksForANote(lead)

    def test_what_is_left_of_a_loss_is_cleared_by_a_conversion(self):
        lead = self._one("Lead")
        lead.write({"lost_note": "Their board", "lost_reason_id": self.delicate.id})
        self.assertAsksForANote(lead)

    def test_a_lost_lead_that_becomes_an_opportunity_keeps_its_explanation(self):
        lead = self._one("Lead", "Their board")
        lead.write({"type": "opportunity"})
        self.assertEqual((lead.won_status, lead.lost_note), ("lost", "Their board"))
        self.assertEqual(lead.lost_reason_id, self.delicate)

    def test_whoever_gives_it_away_restores_it_as_well(self):
        mine = {"user_id": self.agent.id, "stage_id": self.talk.id}
        leads = self._one("Noted", "Too far away", **mine)
        leads |= self._one("In Talk", **mine)
        leads[1].action_set_lost()
        self.talk.sudo().action_archive()
        self._end_transaction()
        given = {"active": True, "probability": 20, "user_id": self.colleague.id}
        for lead in leads.with_user(self.agent):
            lead.write(given)
            self._end_transaction()
        self.assertEqual(leads.user_id, self.colleague)
        self.assertEqual(leads.mapped("won_status"), ["pending"] * 2)
        self.assertFalse(leads[0].lost_note)
        self.assertNotIn(self.talk, leads.stage_id)
