# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.record_check.crm_record_check_line import (
    PLACES,
)

from ..alerts.alert_common import AlertCommon
from ..contacts.contacts_common import ContactsCommon
from ..recording.ledger_faults_common import BROKEN, LedgerFaultsCommon
from .record_check_common import RecordCheckCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecordCheckLedger(RecordCheckCommon, LedgerFaultsCommon):
    """Faults of the ledger open the rows or the opportunities."""

    def test_each_kind_is_named_and_opened(self):
        for kind in BROKEN:
            savepoint = self.env.cr.savepoint(flush=False)
            self._break(kind)
            line = self._line(kind)
            with self.subTest(kind):
                self.assertEqual(line.count, 1)
                self.assertTrue(line.advice)
                opened = self._opened(line)
                closed = kind == "closed"
                lead = self.closed if closed else self.lead
                if opened._name == "crm.lead":
                    self.assertEqual(opened, lead)
                else:
                    self.assertEqual(opened.lead_id, lead)
                    self.assertEqual(len(opened), 2 if closed else 4)
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)

    def test_a_save_mends_what_the_advice_says(self):
        for kind in ("state", "missing", "lead"):
            savepoint = self.env.cr.savepoint(flush=False)
            if kind == "missing":
                rows = "DELETE FROM crm_lead_revision WHERE lead_number = %s"
                self.env.cr.execute(rows, [self.lead.id])
            else:
                self._break(kind)
            with self.subTest(kind):
                self.assertTrue(self._line(kind))
                with self._at("2026-03-09 09:00"):
                    self.lead.expected_revenue = 77
                self.assertFalse(self._line(kind))
            savepoint.close(rollback=True)
            self.env.invalidate_all(flush=False)

    def test_a_move_mends_a_missing_stay(self):
        self._break("standing")
        line = self._line("standing")
        self.assertIn("Move each to another stage", line.advice)
        with self._at("2026-03-10 09:00"):
            self._opened(line).stage_id = self.new
        with self._at("2026-03-10 10:00"):
            self.lead.stage_id = self.offer
        self.assertFalse(self.env["crm.record.check"]._check_faults())

    def test_what_happens_leaves_no_stay_behind(self):
        """Archived, converted, closed, merged and deleted opportunities."""
        with self._at("2026-03-08 09:00"):
            archived, back, lost, head, tail, gone = self._leads(6)
        with self._at("2026-03-09 09:00"):
            archived.active = False
            back.sudo().type = "lead"
            lost.action_set_lost(lost_reason_id=self.too_expensive.id)
            (head | tail).with_user(self.admin).merge_opportunity()
            gone.sudo().unlink()
        self.assertFalse(self.env["crm.record.check"]._check_faults())
        with self._at("2026-03-10 09:00"):
            back.sudo().type = "opportunity"
            lost.with_user(self.admin).action_unarchive()
        self.assertFalse(self.env["crm.record.check"]._check_faults())

    def test_every_kind_has_a_place_a_name_and_an_advice(self):
        names = dict(self.env["crm.record.check.line"]._fields["kind"].selection)
        self.assertEqual(names.keys(), PLACES.keys())
        advice = self.env["crm.record.check.line"]._advice()
        rows = {"gap", "overlap", "stay", "running", "beginning", "closed"}
        rows |= {"lasting", "belonging"}
        self.assertEqual(names.keys() - advice.keys(), rows)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecordCheckContacts(RecordCheckCommon, ContactsCommon):
    """A last contact that the messages do not tell of."""

    def test_a_last_contact(self):
        lead = self._opened_lead()
        with self._broken(
            "UPDATE crm_lead_contact_state SET contact_date = now() WHERE lead_id = %s",
            lead.id,
        ):
            self.assertFound("last_contact", lead)
            with self._at("2026-03-12 10:00"):
                self._meeting("2026-03-20 10:00", lead).unlink()
            self.assertFalse(self._line("last_contact"))

    def _opened_lead(self):
        with self._at("2026-03-03 10:00"):
            lead = self._lead()
            self._mail(lead)
        return lead


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecordCheckAlerts(RecordCheckCommon, AlertCommon):
    """Alerts of one crossing, and crossings that were not counted."""

    def setUp(self):
        super().setUp()
        self._rule()
        self.lead = self._small()
        self._value(self.lead, 150_000, 80)
        [self.alert] = self._alerts(self.lead).with_user(self.admin)

    def test_two_alerts_of_one_crossing(self):
        self.assertFalse(self._line("alert_twice"))
        with self._broken(
            "DROP INDEX crm_big_deal_alert_crossing_unique;"
            "INSERT INTO crm_big_deal_alert (rule_id, lead_id, kind, crossing, date,"
            " currency_id, state, attempts)"
            " SELECT rule_id, lead_id, kind, crossing, date, currency_id, state,"
            " attempts FROM crm_big_deal_alert WHERE id = %s",
            self.alert.id,
        ):
            alerts = self._alerts(self.lead).with_user(self.admin)
            self.assertEqual(len(alerts), 2)
            self.assertFound("alert_twice", alerts.sorted())

    def test_a_crossing_that_was_not_counted(self):
        self.assertFalse(self._line("alert_uncounted"))
        for statement in (
            "UPDATE crm_big_deal_state SET crossing = 0 WHERE lead_id = %s",
            "DELETE FROM crm_big_deal_state WHERE lead_id = %s",
        ):
            with self._broken(statement, self.lead.id):
                self.assertFound("alert_uncounted", self.alert)

    def test_alerts_of_a_merged_opportunity_are_right(self):
        survivor = self._big()
        (survivor | self.lead).with_user(self.admin).merge_opportunity()
        self._end_transaction()
        self.assertFalse(self._line("alert_uncounted") | self._line("alert_twice"))
