# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import MagicMock, patch

from psycopg2 import OperationalError

from odoo.tests import tagged

from ...models.contacts import crm_lead_contact_state
from .contacts_common import ContactsCommon

NOW = "2026-03-12 10:00"
LOGGER = "odoo.addons.opportunity_plus.models.contacts.crm_lead_contact_state"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsState(ContactsCommon):
    """The last contact that is stored is that of the contacts."""

    def test_a_wrong_last_contact_is_found(self):
        right, wrong, missing = (self._opened() for _number in range(3))
        with self._at("2026-03-03 10:00"):
            for lead in (right, wrong, missing):
                self._mail(lead)
                self._meeting("2026-03-10 10:00", lead)
        states = self.env["crm.lead.contact.state"].sudo()
        with self._at(NOW):
            self.assertFalse(states._state_faults())
            self.env.cr.execute(
                "UPDATE crm_lead_contact_state SET contact_date = now()"
                " WHERE lead_id = %s",
                [wrong.id],
            )
            self.env.cr.execute(
                "DELETE FROM crm_lead_contact_state WHERE lead_id = %s", [missing.id]
            )
            faults = states._state_faults()
        self.assertEqual(faults, {"last_contact": [wrong.id, missing.id]})

    def test_a_failure_after_the_commit_is_in_the_log_alone(self):
        for error in (ValueError("broken"), OperationalError("busy")):
            registry = MagicMock()
            registry.cursor.side_effect = error
            with (
                self.subTest(error),
                patch.object(crm_lead_contact_state.time, "sleep"),
                self.assertLogs(LOGGER, "ERROR") as logs,
            ):
                crm_lead_contact_state.settle_later(registry, [7])
            self.assertIn("[7]", logs.output[0])

    def test_a_setting_of_the_transaction_stays(self):
        self.env.cr.execute("SET LOCAL lock_timeout = '7s'")
        with self._at(NOW):
            lead = self._opened()
            self._mail(lead)
            self.assertIn(lead, lead.search([("silence_days", "=", 0)]))
        self.env.cr.execute("SHOW lock_timeout")
        self.assertEqual(self.env.cr.fetchone(), ("7s",))

    def test_a_message_elsewhere_costs_nothing(self):
        with self._at(NOW):
            message = self._mail(self.customer)
        self.env.invalidate_all()
        self.env.cr.execute("SELECT 1")
        before = self.env.cr.sql_log_count
        message.sudo()._oplus_contact_touch()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 1)
        self.assertFalse(message._fields["body"]._get_cache(self.env).get(message.id))

    def test_another_kind_of_activity_reads_no_messages(self):
        lead = self._opened()
        with self._at("2026-03-03 10:00"):
            self._done(lead)
            self._done(self.customer.with_user(self.agent))
        call = self.env.ref("mail.mail_activity_data_call").sudo()
        counts = []
        for _number in range(2):
            with (
                self._at(NOW),
                patch.object(
                    self.env.registry["mail.message"], "_oplus_contact_touch"
                ) as touched,
            ):
                call._oplus_contact_touch()
            counts.append(touched.call_count)
        self.assertEqual(counts, [0, 0])
