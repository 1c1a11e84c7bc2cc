# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .backfill_common import BackfillCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBackfillLegacy(BackfillCommon):
    """What years of use, other languages and older versions left in the chatter."""

    def test_labels_in_the_language_of_whoever_moved(self):
        self.env["res.lang"].sudo()._activate_lang("vi_VN")
        self.env.cr.execute(
            """
            UPDATE ir_model_fields_selection choice
               SET name = choice.name || jsonb_build_object('vi_VN', CASE choice.value
                   WHEN 'won' THEN 'Thắng' WHEN 'lost' THEN 'Thua' ELSE 'Chờ' END)
              FROM ir_model_fields field
             WHERE field.id = choice.field_id AND field.model = 'crm.lead'
               AND field.name = 'won_status'
            """
        )
        self.agent.sudo().lang = "vi_VN"
        self.env.registry.clear_cache()
        agent = self.lead.with_context(lang="vi_VN")
        with self._at("2026-03-05 10:00"):
            agent.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.env.cr.execute(
            "SELECT new_value_char FROM mail_tracking_value ORDER BY id DESC LIMIT 20"
        )
        self.assertIn(("Thua",), self.env.cr.fetchall())
        self.assertRebuilt(self.lead)

    def test_a_loss_that_was_tracked_before_core_knew_outcomes(self):
        self._lose("2026-03-08 10:00")
        with self._at("2026-03-10 10:00"):
            self.lead.with_user(self.admin).action_restore()
        self._move("2026-03-11 10:00", self.won)
        self.env.cr.execute(
            """
            DELETE FROM mail_tracking_value value USING ir_model_fields field
             WHERE field.id = value.field_id AND field.model = 'crm.lead'
               AND field.name = 'won_status'
            """
        )
        self.assertRebuilt(self.lead)

    def test_a_converted_lead_starts_with_its_conversion(self):
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(type="lead")
        self._move("2026-03-03 09:00", self.talk)
        with self._at("2026-03-04 09:00"):
            self.lead.convert_opportunity(self.customer)
        self._move("2026-03-05 09:00", self.offer)
        self.assertRebuilt(self.lead)

    def test_a_deleted_stage_keeps_its_name(self):
        self._move("2026-03-05 10:00", self.talk)
        self._move("2026-03-06 10:00", self.offer)
        self.talk.with_user(self.admin).unlink()
        self._backfill()
        names = self._timeline(self.lead).mapped("stage_name")
        self.assertEqual(names, ["New", "Talk", "Offer"])

    def test_moves_of_merged_opportunities_stand_apart(self):
        with self._at("2026-03-02 09:00"):
            tail = self._lead(name="Tail", probability=1)
        with self._at("2026-03-03 09:00"):
            tail.stage_id = self.talk
        with self._at("2026-03-04 09:00"):
            tail.stage_id = self.offer
        self._move("2026-03-05 10:00", self.offer, probability=60)
        with self._at("2026-03-06 10:00"):
            (self.lead | tail).merge_opportunity()
        self._backfill()
        self.assertTimeline(
            self.lead,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-05 10:00"),
                (self.offer, "open", "2026-03-05 10:00", False),
            ],
        )
        merged = self.lead.sudo().stage_history_ids.filtered("merged_from")
        self.assertRecordValues(
            merged.sorted("id"),
            [
                {"merged_from": "Tail", "stage_id": self.talk.id, "duration": 1},
                {"merged_from": "Tail", "stage_id": self.offer.id, "duration": 0},
            ],
        )
