# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.record_check.crm_record_check_line import (
    PLACES,
)

from ..alerts.alert_common import AlertCommon
from ..contacts.contacts_common import ContactsCommon
from ..documents.documents_common import OpportunityPlusDocumentsCommon
from ..recording.ledger_faults_common import BROKEN, LedgerFaultsCommon


class RecordCheckCommon:
    """What a sales administrator finds after statements have broken something."""

    @contextmanager
    def _broken(self, statement, *values):
        """Break something past Odoo, until the block is over."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint(flush=False)
        self.env.cr.execute(statement, values)
        self.env.invalidate_all(flush=False)
        yield
        savepoint.close(rollback=True)
        self.env.invalidate_all(flush=False)

    def _line(self, kind):
        """The line of the page about a kind of fault."""
        self.env.flush_all()
        checks = self.env["crm.record.check"].with_user(self.admin)
        check = checks.browse(checks.action_check()["res_id"])
        return check.line_ids.filtered(lambda line: line.kind == kind)

    def _opened(self, line):
        action = line.action_open()
        model = self.env[action["res_model"]].with_user(self.admin)
        return model.with_context(**action["context"]).search(action["domain"])

    def assertFound(self, kind, records):
        line = self._line(kind)
        self.assertEqual(len(line), 1, kind)
        self.assertTrue(line.advice)
        self.assertEqual(self._opened(line), records)


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

    def test_every_kind_has_a_place_a_name_and_an_advice(self):
        names = dict(self.env["crm.record.check.line"]._fields["kind"].selection)
        self.assertEqual(names.keys(), PLACES.keys())
        advice = self.env["crm.record.check.line"]._advice()
        rows = {"gap", "overlap", "stay", "running", "beginning", "closed"}
        self.assertEqual(names.keys() - advice.keys(), rows | {"belonging"})


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


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRecordCheckDocuments(RecordCheckCommon, OpportunityPlusDocumentsCommon):
    """Invoices and credit notes that are linked or summed up wrongly."""

    def setUp(self):
        super().setUp()
        self.admin.sudo().group_ids += self.env.ref("account.group_account_invoice")
        self.lead, self.other = self._leads(2)
        self.order = self._order(self.lead, confirmed=True)
        self.invoice = self._invoice(self.order).with_user(self.admin)
        self.credit = self._credit(self.invoice).with_user(self.admin)
        self.direct = self._direct_invoice(self.other).with_user(self.admin)

    def test_all_documents_are_right(self):
        orders = (self._order(self.other, True) | self._order(self.lead, True)).sudo()
        orders._create_invoices(grouped=False)
        self.assertEqual(orders.invoice_ids.opportunity_ids, self.lead | self.other)
        self.assertFalse(self._line("document_link") | self._line("document_sum"))

    def test_a_link_that_the_orders_do_not_tell(self):
        for statement, records in (
            (
                "DELETE FROM account_move_opportunity_rel WHERE move_id = %s",
                self.invoice,
            ),
            (
                "INSERT INTO account_move_opportunity_rel (move_id, lead_id)"
                f" VALUES (%s, {self.other.id})",
                self.invoice | self.credit,
            ),
            (
                "UPDATE account_move SET opportunity_id = NULL WHERE id = %s",
                self.invoice,
            ),
            (
                "UPDATE account_move SET oplus_is_opportunity_divided = TRUE"
                " WHERE id = %s",
                self.invoice,
            ),
        ):
            with self.subTest(statement), self._broken(statement, self.invoice.id):
                self.assertFound("document_link", records.sorted())

    def test_the_advice_mends_a_link(self):
        with self._broken(
            "DELETE FROM account_move_opportunity_rel WHERE move_id = %s",
            self.invoice.id,
        ):
            for lead in (self.lead.browse(), self.lead):
                self.order.with_user(self.admin).opportunity_id = lead
                self.env.flush_all()
            self.assertFalse(self._line("document_link"))

    def test_lines_that_do_not_add_up(self):
        with self._broken(
            "UPDATE account_move SET amount_untaxed_signed = 70 WHERE id = %s",
            self.direct.id,
        ):
            self.assertFound("document_sum", self.direct)
