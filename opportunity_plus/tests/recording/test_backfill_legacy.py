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
        self.assertRebuilt(self.lead)
        # before the add-on was there, it was said in Odoo's words
        self.env.cr.execute(
            "UPDATE mail_tracking_value SET new_value_char = 'Thua'"
            " WHERE new_value_char = 'Thất bại'"
        )
        self.assertEqual(self.env.cr.rowcount, 1)
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

    def _forget_outcomes(self):
        """What an Odoo before version 19 did not track."""
        self._end_transaction()
        self.env.cr.execute(
            """
            DELETE FROM mail_tracking_value value USING ir_model_fields field
             WHERE field.id = value.field_id AND field.model = 'crm.lead'
               AND field.name = 'won_status'
            """
        )

    def test_a_win_of_former_days_is_won_whatever_followed(self):
        self._move("2026-03-05 10:00", self.won)
        self._move("2026-03-07 10:00", self.offer, self.admin)
        self._forget_outcomes()
        self._lose("2026-03-09 10:00")
        self.assertRebuilt(self.lead)

    def test_lost_then_won_in_one_step_before_core_knew_outcomes(self):
        self._lose("2026-03-05 10:00")
        self._move("2026-03-07 10:00", self.won, self.admin)
        self._forget_outcomes()
        self._backfill()
        self.assertPath(
            self.lead, [(self.new, "open"), (self.new, "lost"), (self.won, "won")]
        )

    def test_converting_an_opportunity_once_more_erases_nothing(self):
        self._move("2026-03-05 10:00", self.talk)
        with self._at("2026-03-06 10:00"):
            self.lead.convert_opportunity(self.customer)
        self._move("2026-03-07 10:00", self.offer)
        self.assertRebuilt(self.lead)

    def test_rows_without_dates_do_not_stop_the_installation(self):
        self._move("2026-03-05 10:00", self.talk)
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = NULL WHERE id = %s", [self.lead.id]
        )
        self.env.cr.execute("UPDATE mail_tracking_value SET create_date = NULL")
        self._backfill()
        self.assertEqual(self._timeline(self.lead)[-1].stage_id, self.talk)

    def test_a_subject_alone_makes_no_merged_opportunity(self):
        self._move("2026-03-05 10:00", self.talk)
        self.lead.sudo().message_ids.filtered("tracking_value_ids").subject = "Re: x"
        self.assertRebuilt(self.lead)

    def test_opportunities_merged_twice_keep_their_first_name(self):
        with self._at("2026-03-02 09:00"):
            tail = self._lead(name="Tail: the first", probability=1)
        with self._at("2026-03-03 09:00"):
            tail.stage_id = self.talk
        self._move("2026-03-04 10:00", self.offer, name="Head", probability=50)
        with self._at("2026-03-06 10:00"):
            other = self._lead(name="Other", probability=90, stage_id=self.offer.id)
            (self.lead | tail).merge_opportunity()
        with self._at("2026-03-07 10:00"):
            (self.lead | other).merge_opportunity()
        self._backfill()
        names = set(other.sudo().stage_history_ids.mapped("merged_from"))
        self.assertEqual(names, {False, "Head", "Tail: the first"})
