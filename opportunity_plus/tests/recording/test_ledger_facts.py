# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.recording import (
    recorder,
    revision_recording,
)

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerFacts(OpportunityPlusCommon):
    """Facts that change by themselves, through other fields, and in batches."""

    def setUp(self):
        super().setUp()
        self.tender = self.env["crm.opportunity.type"].sudo().create({"name": "Tender"})
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(expected_revenue=100)

    def _rows(self, lead=None):
        rows = self.env["crm.lead.revision"].sudo()
        number = (lead or self.lead).id
        return rows.search([("lead_number", "=", number)], order="id")

    def assertWhole(self):
        self.assertEqual(self.env["crm.lead.revision"]._ledger_faults(), {})

    def test_the_type_is_a_fact(self):
        with self._at("2026-03-03 09:00"):
            self.lead.opportunity_type_id = self.tender
        with self._at("2026-03-04 09:00"):
            self.lead.stage_id = self.talk
        rows = self._rows()
        self.assertEqual(
            rows.mapped("changed"), ["created", "opportunity_type_id", "stage_id"]
        )
        self.assertEqual(rows[1].user_id, self.agent)
        self.assertFalse(rows[1].is_stay)
        self.assertEqual(rows[1].change_summary, "Opportunity Type")
        first, second = self._timeline(self.lead)
        self.assertNotEqual(first.opportunity_type_id, self.tender)
        self.assertEqual(second.opportunity_type_id, self.tender)
        self.assertWhole()

    def test_the_bridge_sees_another_type(self):
        with self._at("2026-03-03 09:00"):
            self.lead.opportunity_type_id = self.tender
        asked = {"domain": [("lead_number", "=", self.lead.id)]}
        groups = self.env["crm.lead.revision"].bridge(
            "2026-03-02", "2026-03-04", group_by="opportunity_type_id", **asked
        )
        found = {group["opportunity_type_id"]: group for group in groups}
        self.assertEqual(found[self.tender.id]["reassigned_in"]["count"], 1)
        self.assertEqual(found[self.tender.id]["closing"]["value"], 100)

    def test_another_type_is_a_fault_of_a_ledger_that_lacks_it(self):
        self.env.cr.execute(
            "UPDATE crm_lead SET opportunity_type_id = %s WHERE id = %s",
            [self.tender.id, self.lead.id],
        )
        faults = self.env["crm.lead.revision"]._ledger_faults()
        self.assertEqual(faults, {"state": self.lead.ids})

    def test_a_company_that_comes_with_the_customer(self):
        company = self.env["res.company"].sudo().create({"name": "Abroad"})
        self.admin.sudo().company_ids |= company
        customer = self.customer.sudo().copy({"company_id": company.id})
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().write({"user_id": False, "team_id": False})
        with self._at("2026-03-04 09:00"):
            lead = self.lead.with_user(self.admin)
            lead = lead.with_context(allowed_company_ids=self.admin.company_ids.ids)
            lead.partner_id = customer
        row = self._rows()[-1]
        self.assertEqual(row.company_id, company)
        self.assertEqual((row.user_id, row.door), (self.admin, "interface"))

    def test_a_lead_for_a_moment(self):
        """Savepoints make no difference."""
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().type = "lead"
            with self.env.cr.savepoint():
                self.assertTrue(self._rows().date_to)
            self.lead.sudo().type = "opportunity"
        self.assertEqual(self._rows().mapped("changed"), ["created"])
        self.assertFalse(self._rows().date_to)
        self.assertPath(self.lead, [(self.new, "open")])
        self.assertWhole()

    def test_a_lead_for_a_moment_that_comes_back_changed(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().type = "lead"
            with self.env.cr.savepoint():
                self.lead.sudo().type = "opportunity"
                with self.env.cr.savepoint():
                    self.lead.sudo().expected_revenue = 7
                self.lead.sudo().type = "lead"
                with self.env.cr.savepoint():
                    pass
            self.lead.sudo().type = "opportunity"
        self.assertEqual(
            self._rows().mapped("changed"), ["created", "expected_revenue"]
        )
        self.assertWhole()

    def test_a_lead_again_after_it_was_one_before(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().type = "lead"
        with self._at("2026-03-04 09:00"):
            self.lead.sudo().type = "opportunity"
            with self.env.cr.savepoint():
                self.lead.sudo().type = "lead"
            with self.env.cr.savepoint():
                pass
        self.assertEqual(self._rows().mapped("changed"), ["created"])
        self.assertWhole()

    def _score(self, leads):
        self._end_transaction()
        self.env.cr.execute(
            "UPDATE crm_lead SET probability = probability + 9 WHERE id = ANY(%s)",
            [leads.ids],
        )
        self.env.invalidate_all()

    def test_a_scoring_in_a_job_is_committed_in_batches(self):
        leads = self._leads(5)
        self._score(leads)
        job = self.env["crm.lead"].sudo().with_context(cron_id=1)
        conflicts, record = [SerializationFailure()], type(job)._oplus_record_changes

        def disturbed(leads):
            if conflicts:
                self.env.cr.precommit.clear()
                raise conflicts.pop()
            return record(leads)

        with (
            patch.object(recorder, "SCORED_BATCH", 2),
            patch.object(type(job), "_oplus_record_changes", disturbed),
            patch.object(self.env.cr, "rollback") as rollback,
            patch.object(self.registry["ir.cron"], "_commit_progress") as commit,
        ):
            job._oplus_record_scored()
        self.assertEqual((rollback.call_count, commit.call_count), (1, 3))
        for lead in leads:
            self.assertEqual(
                self._rows(lead).mapped("changed"), ["created", "probability"]
            )
        self.assertWhole()

    def test_a_conflict_outside_of_a_job_goes_to_the_caller(self):
        self._score(self.lead)
        conflict = patch.object(
            self.registry["crm.lead"],
            "_oplus_record_changes",
            side_effect=SerializationFailure,
        )
        with conflict, self.assertRaises(SerializationFailure):
            self.lead._oplus_record_scored()
        self.env.cr.precommit.clear()

    def test_more_than_one_batch(self):
        with patch.object(revision_recording, "BATCH", 2):
            with self._at("2026-03-03 09:00"):
                leads = self._leads(5)
            with self._at("2026-03-04 09:00"):
                leads.write({"stage_id": self.talk.id})
                with self.env.cr.savepoint():
                    leads[:3].with_user(self.admin).expected_revenue = 9
                leads[4].stage_id = self.new
        for lead in leads[:4]:
            self.assertPath(lead, [(self.new, "open"), (self.talk, "open")])
        self.assertPath(leads[4], [(self.new, "open")])
        self.assertWhole()

    def test_an_import_that_creates_and_moves(self):
        leads = self.env["crm.lead"].with_context(import_file=True)
        names = ["id", "name", "type", "stage_id", "expected_revenue"]
        with self._at("2026-03-03 09:00"):
            for stage, revenue in (("Talk", "5"), ("Offer", "8")):
                row = ["import.deal", "Deal", "opportunity", stage, revenue]
                result = leads.load(names, [row])
                self.assertFalse(result["messages"])
        lead = self.env["crm.lead"].browse(result["ids"])
        row = self._rows(lead)
        self.assertEqual((row.changed, row.door), ("created", "import"))
        self.assertEqual((row.stage_id, row.expected_revenue), (self.offer, 8))
        self.assertPath(lead, [(self.offer, "open")])
