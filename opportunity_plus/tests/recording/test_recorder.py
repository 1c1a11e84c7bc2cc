# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.recording.revision_statements import (
    COLUMNS,
    FACTS,
)
from odoo.addons.opportunity_plus.models.recording.revision_values import Facts

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecorder(OpportunityPlusCommon):
    """What is recorded of a transaction, and what is not."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(stage_id=self.talk.id)

    def test_creation_is_the_first_stay(self):
        self.assertTimeline(self.lead, [(self.talk, "open", "2026-03-02 09:00", False)])
        stay = self._timeline(self.lead)
        self.assertFalse(stay.from_stage_id)
        self.assertEqual(stay.user_id, self.agent)

    def test_creation_without_a_stage_records_the_stage_that_was_picked(self):
        lead = self.env["crm.lead"].create({"name": "x", "type": "opportunity"})
        self._end_transaction()
        self.assertPath(lead, [(self.new, "open")])

    def test_creation_by_other_doors(self):
        gateway = self.env["crm.lead"].browse(
            self.env["crm.lead"]
            .sudo()
            .message_new(
                {
                    "subject": "From a mail",
                    "from": "a@example.com",
                    "to": "b@example.com",
                },
                {"type": "opportunity"},
            )
            .id
        )
        quick = self.env["crm.lead"].browse(
            self.env["crm.lead"]
            .with_context(default_type="opportunity")
            .name_create("Quick")[0]
        )
        result = self.env["crm.lead"].load(
            ["name", "type", "stage_id"], [["Imported", "Opportunity", "Offer"]]
        )
        imported = self.env["crm.lead"].browse(result["ids"])
        self._end_transaction()
        self.assertPath(gateway, [(self.new, "open")])
        self.assertPath(quick, [(self.new, "open")])
        self.assertPath(imported, [(self.offer, "open")])

    def test_born_won_or_lost(self):
        won = self._lead(stage_id=self.won.id)
        lost = self._lead(active=False, lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertPath(won, [(self.won, "won")])
        self.assertPath(lost, [(self.new, "lost")])

    def test_leads_have_no_history_until_they_are_converted(self):
        with self._at("2026-03-02 10:00"):
            lead = self._lead(type="lead")
        with self._at("2026-03-03 10:00"):
            lead.stage_id = self.talk
        self.assertFalse(self._timeline(lead))
        with self._at("2026-03-04 10:00"):
            lead.convert_opportunity(self.customer)
        self.assertTimeline(lead, [(self.talk, "open", "2026-03-04 10:00", False)])

    def test_what_counts_is_the_end_of_the_transaction(self):
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.offer
            self.lead.flush_recordset()
            self.lead.stage_id = self.talk
        self.assertPath(self.lead, [(self.talk, "open")])
        with self._at("2026-03-03 10:00"):
            self.lead.stage_id = self.new
            self.lead.flush_recordset()
            self.lead.stage_id = self.offer
        self.assertPath(self.lead, [(self.talk, "open"), (self.offer, "open")])

    def test_a_write_that_changes_nothing_writes_nothing(self):
        self.lead.probability = 30  # an archived opportunity at 0 % is lost
        before = self._timeline(self.lead).read()
        with self._at("2026-03-04 09:00"):
            self.lead.write({"stage_id": self.talk.id, "expected_revenue": 500})
            self.lead.action_archive()
        self.assertEqual(self._timeline(self.lead).read(), before)

    def test_running_twice_changes_nothing(self):
        self.lead.stage_id = self.offer
        self._end_transaction()
        before = self._timeline(self.lead).read()
        self.lead._oplus_record_pending().touched.update(self.lead.ids)
        self._end_transaction()
        self.assertEqual(self._timeline(self.lead).read(), before)

    def test_a_mixed_batch(self):
        leads = self._leads(4)
        self._end_transaction()
        leads[0].stage_id = self.offer
        leads[1].action_set_lost(lost_reason_id=self.too_expensive.id)
        leads[2].action_set_won()
        self._end_transaction()
        self.assertPath(leads[0], [(self.new, "open"), (self.offer, "open")])
        self.assertPath(leads[1], [(self.new, "open"), (self.new, "lost")])
        self.assertPath(leads[2], [(self.new, "open"), (self.won, "won")])
        self.assertPath(leads[3], [(self.new, "open")])

    def test_a_savepoint_that_is_rolled_back_leaves_nothing(self):
        for flush in (True, False):
            with self.subTest(flush=flush):
                savepoint = self.env.cr.savepoint(flush=flush)
                self.lead.stage_id = self.offer
                self.lead.flush_recordset()
                savepoint.close(rollback=True)
                self.env.invalidate_all(flush=False)
                self._end_transaction()
                self.assertPath(self.lead, [(self.talk, "open")])

    def test_an_import_with_a_wrong_stage_leaves_nothing(self):
        result = self.env["crm.lead"].load(
            [".id", "stage_id"], [[str(self.lead.id), "No such stage"]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("No such stage", result["messages"][0]["message"])
        self._end_transaction()
        self.assertPath(self.lead, [(self.talk, "open")])

    def test_an_opportunity_deleted_in_between_leaves_nothing(self):
        self.lead.stage_id = self.offer
        lead_id = self.lead.id
        self.lead.with_user(self.admin).unlink()
        self._end_transaction()
        rows = self.env["crm.lead.stage.history"].sudo()
        self.assertFalse(rows.search([("lead_id", "=", lead_id)]))

    def test_a_stay_ends_when_the_opportunity_becomes_a_lead(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().type = "lead"
        with self._at("2026-03-05 09:00"):
            self.lead.convert_opportunity(self.customer)
        self.assertTimeline(
            self.lead,
            [
                (self.talk, "open", "2026-03-02 09:00", "2026-03-03 09:00"),
                (self.talk, "open", "2026-03-05 09:00", False),
            ],
        )

    def test_records_that_are_not_stored_yet_are_no_matter(self):
        draft = self.env["crm.lead"].new({"name": "x", "stage_id": self.new.id})
        draft.write({"stage_id": self.offer.id})
        self.env["crm.lead"].new(origin=self.lead).write({"stage_id": self.new.id})
        self.lead.stage_id = self.offer
        self._end_transaction()
        self.assertPath(self.lead, [(self.talk, "open"), (self.offer, "open")])

    def test_facts_are_told_in_one_order_and_all_are_written(self):
        self.assertEqual(tuple(FACTS), Facts._fields)
        self.assertLessEqual(FACTS.keys(), COLUMNS.keys())
