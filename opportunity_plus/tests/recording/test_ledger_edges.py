# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerEdges(OpportunityPlusCommon):
    """Who changed what, and under which name, where it is easily mistaken."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(expected_revenue=100)

    def _rows(self, number=None):
        rows = self.env["crm.lead.revision"].sudo()
        return rows.search([("lead_number", "=", number or self.lead.id)], order="id")

    def test_the_scoring_is_not_taken_for_whoever_wrote_last(self):
        with self._at("2026-03-03 09:00"):
            self.env.cr.execute(
                "UPDATE crm_lead SET probability = probability + 8 WHERE id = %s",
                [self.lead.id],
            )
            self.lead._oplus_record_scored()
        self.assertEqual(self._rows()[-1].changed, "probability")
        self.assertEqual(self._rows()[-1].user_id.id, 1)

    def test_what_a_job_changes_is_no_interaction(self):
        with self._at("2026-03-03 09:00"):
            self.lead.with_user(self.admin).with_context(
                cron_id=1
            ).stage_id = self.offer
        row = self._rows()[-1]
        self.assertEqual((row.door, row.stage_id), ("automatic", self.offer))
        self.assertFalse(row.is_interaction)

    def test_the_last_name_is_kept(self):
        self.lead.name = "ACME"
        self._end_transaction()
        number = self.lead.id
        self.lead.with_user(self.admin).unlink()
        self._end_transaction()
        self.assertEqual(self._rows(number)[-1].lead_name, "ACME")

    def test_a_merged_opportunity_has_its_last_name(self):
        with self._at("2026-03-03 09:00"):
            head = self._lead(name="Head", probability=90)
            self.lead.name = "ACME"
        with self._at("2026-03-04 09:00"):
            (head | self.lead).with_user(self.admin).merge_opportunity()
        merged = head.stage_history_ids.filtered("merged_from")
        self.assertEqual(merged.mapped("merged_from"), ["ACME"])

    def test_erasing_a_name_leaves_those_of_others(self):
        """Rebuilt rows of merged opportunities have no number of their own."""
        self.env.cr.execute(
            "INSERT INTO crm_lead_revision (lead_number, lead_name, merged_into_id,"
            " outcome, date_from, date_to) VALUES"
            " (0, 'Gone', NULL, 'open', '2026-01-01', '2026-01-02'),"
            " (0, 'Kept', %s, 'open', '2026-01-01', '2026-01-02')",
            [self.lead.id],
        )
        rows = self.env["crm.lead.revision"].sudo().search([("lead_number", "=", 0)])
        gone = rows.filtered(lambda row: row.lead_name == "Gone")
        gone.with_user(self.admin).action_erase_name()
        self.assertFalse(gone.lead_name)
        self.assertIn("Kept", rows.mapped("lead_name"))

    def test_a_corrected_loss_is_kept_after_a_savepoint(self):
        with self._at("2026-03-03 09:00"):
            self.lead.action_set_lost(
                lost_reason_id=self.too_expensive.id, lost_note="Too dear"
            )
        with self._at("2026-03-04 09:00"):
            lost = self.lead.with_user(self.admin)
            lost.lost_note = "They have no budget"
            with self.env.cr.savepoint():
                lost.expected_revenue = 90
            lost.expected_revenue = 100
        self.assertEqual(self._rows()[-1].reason, "They have no budget")
        self.assertIn("reason", self._rows()[-1].changed)
        self.assertTrue(self._rows()[-1].is_stay)

    def test_rows_do_not_overlap_where_clocks_differ(self):
        """The second server's clock is a second behind."""
        with self._at("2026-03-03 09:00:01"):
            self.lead.stage_id = self.talk
        with self._at("2026-03-03 09:00:00"):
            self.lead.write({"stage_id": self.offer.id, "expected_revenue": 7})
        rows = self._rows()
        self.assertEqual(rows.mapped("date_to")[:-1], rows.mapped("date_from")[1:])
        self.assertEqual(rows[-1].date_from, rows[-2].date_from)
        self.assertEqual(rows.stage_id, self.new | self.talk | self.offer)
        self.assertFalse(self.env["crm.lead.revision"]._ledger_faults())

    def test_deleting_after_a_merge_that_failed(self):
        head, number = self._lead(name="Head", probability=90), self.lead.id
        self._end_transaction()
        leads = (head | self.lead).with_user(self.admin)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            leads.merge_opportunity()
            raise ZeroDivisionError
        leads.filtered(lambda lead: lead.id == number).unlink()
        self._end_transaction()
        self.assertEqual(self._rows(number)[-1].outcome, "deleted")
        self.assertFalse(self._rows(number).merged_into_id)

    def test_consumers_are_told_of_each_fact_once(self):
        told = []
        model = self.env.registry["crm.lead"]
        settle = model._oplus_stage_notice_send

        def listen(leads, changes):
            told.extend((change.lead_id, change.changed) for change in changes)
            return settle(leads, changes)

        self.patch(model, "_oplus_stage_notice_send", listen)
        self.lead.write({"expected_revenue": 5, "date_deadline": "2026-05-01"})
        self.env.cr.flush()
        self.env.cr.flush()
        self.lead.expected_revenue = 6
        self._end_transaction()
        self.assertEqual(
            told,
            [
                (self.lead.id, {"expected_revenue", "date_deadline"}),
                (self.lead.id, {"expected_revenue"}),
            ],
        )
