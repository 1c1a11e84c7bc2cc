# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta

from odoo.tests import HttpCase, tagged

from ..conditions.conditions_common import ConditionsCommon


class ContactLogUi(ConditionsCommon, HttpCase):
    """An opportunity of a customer with a phone, and what was logged on it."""

    # in seconds: the first page waits until the bundles are made
    test_cursor_lock_timeout = 90

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.sudo().phone = "+66 2 123"
        cls.call = cls.env.ref("mail.mail_activity_data_call")

    def _done(self, lead):
        """The contacts that were logged, oldest first."""
        done = self.env["mail.activity"].with_context(active_test=False)
        domain = [("res_model", "=", "crm.lead"), ("res_id", "=", lead.id)]
        return done.search([*domain, ("active", "=", False)], order="id")

    def _planned(self, lead):
        return [
            (activity.activity_type_id.name, activity.date_deadline)
            for activity in lead.activity_ids
        ]


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactLogUi(ContactLogUi):
    """Contacts are logged on the screens."""

    def test_contacts_are_logged_from_card_and_form(self):
        self._ask(self.offer, "website")
        self.offer.sudo().change_reason = "always"
        lead = self._lead(name="Tour deal")
        lead.activity_schedule("mail.mail_activity_data_call", user_id=self.agent.id)
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_contact_log", login="op_agent")
        self.env.invalidate_all()
        today = date.today()
        self.assertEqual(
            sorted(self._planned(lead)),
            [
                ("Call", today + timedelta(1)),
                ("Meeting", today + timedelta(7)),
            ],
        )
        self.assertEqual(
            self._done(lead).activity_type_id.mapped("name"), ["Call", "Meeting"]
        )
        self.assertEqual(lead.stage_id, self.offer)
        self.assertEqual(self._timeline(lead)[-1].reason, "They asked")
        self.assertEqual(lead.website, "https://mango.example")
        self.assertEqual(lead.name, "Tour deal two")

    def test_a_contact_is_logged_from_the_customer(self):
        lead = self._lead(name="Tour deal")
        other = self._lead(name="Other deal")
        self._end_transaction()
        self.start_tour(
            f"/odoo/res.partner/{self.customer.id}",
            "opportunity_plus_contact_log_customer",
            login="op_agent",
        )
        self.assertEqual(len(self._done(lead)), 1)
        self.assertFalse(self._done(other))


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactLogPhone(ContactLogUi):
    """Contacts are logged on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_call_is_logged_on_return(self):
        lead = self._lead(name="Tour deal")
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_contact_log_phone", login="op_agent"
        )
        self.env.invalidate_all()
        self.assertEqual(self._planned(lead), [("Call", date.today() + timedelta(1))])
        self.assertEqual(len(self._done(lead)), 2)

    def test_a_call_to_a_person_is_about_the_opportunity_of_the_company(self):
        lead = self._lead(name="Tour deal")
        person = self.env["res.partner"].sudo()
        person = person.create(
            {"name": "Mr An", "phone": "+66 2 123", "parent_id": self.customer.id}
        )
        self._end_transaction()
        self.start_tour(
            f"/odoo/res.partner/{person.id}",
            "opportunity_plus_contact_log_person",
            login="op_agent",
        )
        self.assertEqual(len(self._done(lead)), 1)

    def test_what_was_typed_outlives_the_browsers_back(self):
        lead = self._lead(name="Tour deal")
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_contact_log_back", login="op_agent"
        )
        self.assertEqual(len(self._done(lead)), 1)
