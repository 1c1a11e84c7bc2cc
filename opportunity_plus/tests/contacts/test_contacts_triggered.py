# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .contacts_common import NOW, ContactsLogCommon

CHOSEN = {"next_date": "2026-03-13"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsTriggered(ContactsLogCommon):
    """A call is to be followed by a visit: its type triggers it."""

    def setUp(self):
        super().setUp()
        self.call.sudo().write(
            {"chaining_type": "trigger", "triggered_next_type_id": self.visit.id}
        )

    def _planned(self, record=None):
        record = record or self.lead
        return self.env["mail.activity"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def test_a_chosen_step_takes_its_place(self):
        made = self._log("call", False, False, **CHOSEN)
        self.assertEqual(self._planned(), made["next"])
        self.assertEqual(made["next"].activity_type_id, self.call)
        self.assertEqual(str(made["next"].date_deadline), "2026-03-13")
        contact = self._contacts(lead_id=self.lead.id)
        self.assertEqual(contact.next_activity_id, made["next"])

    def test_also_where_a_planned_call_is_done(self):
        with self._at("2026-03-11 10:00"):
            planned = self._plan(self.lead)
        made = self._log("call", True, "Talked", activity_id=planned.id, **CHOSEN)
        self.assertFalse(planned.active)
        self.assertEqual(self._planned(), made["next"])
        self.assertEqual(made["next"].activity_type_id, self.call)

    def test_also_on_a_customer(self):
        customer = self.customer.with_user(self.agent)
        with self._at(NOW):
            made = customer.oplus_action_log_contact("call", True, "Talked", **CHOSEN)
        self.assertEqual(self._planned(customer).ids, [made["next_activity_id"]])
        self.assertEqual(self._planned(customer).activity_type_id, self.call)

    def test_without_a_chosen_step_it_is_planned(self):
        made = self._log("call", True, "Talked")
        self.assertEqual(self._planned(), made["next"])
        self.assertEqual(made["next"].activity_type_id, self.visit)

    def test_a_kind_that_triggers_nothing_plans_the_chosen_step(self):
        made = self._log("visit", True, "Talked", **CHOSEN)
        self.assertEqual(self._planned(), made["next"])
        self.assertEqual(made["next"].activity_type_id, self.visit)

    def test_odoos_own_button_triggers_as_before_whatever_a_caller_sends(self):
        planned = self._plan(self.lead)
        forged = {"activity_id": planned.id, "vals": {"summary": "Forged"}}
        planned = planned.with_context(opportunity_plus_chosen_step=forged)
        planned.action_feedback(feedback="Talked")
        self.assertEqual(self._planned().activity_type_id, self.visit)
        self.assertNotEqual(self._planned().summary, "Forged")
