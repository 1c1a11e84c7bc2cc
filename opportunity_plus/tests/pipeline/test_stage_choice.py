# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageChoice(OpportunityPlusCommon):
    """Whoever hands an opportunity over does not move it back on the quiet.

    Talk belongs to North alone; every team may use New and Offer.
    """

    def setUp(self):
        super().setUp()
        self.new.sudo().change_reason = "backwards"

    def _at_stage(self, stage):
        lead = self._lead(stage_id=stage.id)
        self._end_transaction()
        return lead.with_user(self.admin)

    def _owners(self):
        south, colleague = self.south.id, self.colleague.id
        return (
            {"team_id": south},
            {"user_id": colleague},
            {"team_id": south, "user_id": colleague},
            {"team_id": False, "user_id": False},
        )

    def test_the_reason_is_asked_where_the_new_team_could_use_the_stage(self):
        for owner in self._owners():
            lead = self._at_stage(self.offer)
            with (
                self.subTest(owner),
                self.assertRaisesRegex(ValidationError, "move to New"),
                self.env.cr.savepoint(),
            ):
                lead.write({"stage_id": self.new.id, **owner})

    def test_with_a_reason_it_is_handed_over_and_moved(self):
        for owner in self._owners():
            lead = self._at_stage(self.offer)
            vals = {"stage_id": self.new.id, "stage_change_reason": "Start again"}
            lead.write(vals | owner)
            self._end_transaction()
            last = self._timeline(lead)[-1]
            self.assertEqual((last.stage_id, last.reason), (self.new, "Start again"))
            self.assertTrue(last.is_interaction)

    def test_nothing_is_asked_where_the_new_team_cannot_use_the_stage(self):
        for owner in self._owners()[:3]:
            lead = self._at_stage(self.talk)
            with self.subTest(owner):
                lead.write({"stage_id": self.new.id, **owner})
                self._end_transaction()
                self.assertEqual(lead.stage_id, self.new)
                self.assertFalse(self._timeline(lead)[-1].is_interaction)

    def test_another_stage_than_the_picked_one_was_chosen(self):
        self.offer.sudo().change_reason = "always"
        for owner in self._owners()[:3]:
            lead = self._at_stage(self.talk)
            with (
                self.subTest(owner),
                self.assertRaisesRegex(ValidationError, "move to Offer"),
                self.env.cr.savepoint(),
            ):
                lead.write({"stage_id": self.offer.id, **owner})

    def test_in_a_batch_only_those_who_had_to_go_are_exempt(self):
        talk, offer = self._at_stage(self.talk), self._at_stage(self.offer)
        talk.name, offer.name = "Mango", "Durian"
        with self.assertRaises(ValidationError) as raised:
            (talk | offer).write({"stage_id": self.new.id, "team_id": self.south.id})
        self.assertIn("Durian", str(raised.exception))
        self.assertNotIn("Mango", str(raised.exception))

    def test_a_form_that_changes_the_team_is_not_asked(self):
        lead = self._at_stage(self.talk)
        with Form(lead) as form:
            form.team_id = self.south
        self.assertEqual(lead.stage_id, self.new)

    def test_a_mass_edit_costs_as_many_queries_as_one(self):
        vals = {"stage_id": self.new.id, "team_id": self.south.id}
        leads = self._leads(20, stage_id=self.talk.id).with_user(self.admin)
        counts = []
        for batch in (leads[:1], leads[:2], leads):
            self.env.flush_all()
            self.env.invalidate_all()
            batch.mapped("stage_id.team_ids")
            before = self.env.cr.sql_log_count
            batch._oplus_record_moved(vals)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
