# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import importlib.util
from pathlib import Path

from odoo.fields import Command
from odoo.tests import tagged

from ...hooks import post_init_hook
from .contacts_common import ContactsCommon

SCRIPT = Path(__file__).parents[2] / "migrations/19.0.5.0.0/post-contacts.py"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsFilled(ContactsCommon):
    """What happened before the add-on was there, or was updated, counts as well."""

    def setUp(self):
        super().setUp()
        mailed, met, self.never = (self._opened() for _number in range(3))
        with self._at("2026-03-05 10:00"):
            self._mail(mailed)
            self._meeting("2026-03-28 10:00", mailed)
            activity = self._plan(met, "mail.mail_activity_data_meeting")
            self._meeting(
                "2026-03-05 09:00", met, activity_ids=[Command.set(activity.ids)]
            )
        with self._at("2026-03-06 10:00"):
            activity.action_done()
        self.mailed, self.met = mailed, met
        self._forget()

    def _forget(self):
        """Remove what the add-on has added."""
        with self._at("2026-03-22 10:00"):
            self.before = self._states()
        self.env.cr.execute("DELETE FROM crm_lead_contact_state")
        self.env.cr.execute("UPDATE mail_message SET oplus_activity_id = NULL")
        self.env.invalidate_all()

    def _update(self):
        spec = importlib.util.spec_from_file_location("script", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.4.0.0")

    def test_an_update_and_an_installation_fill_in_the_past(self):
        for fill in (self._update, lambda: post_init_hook(self.env(su=True))):
            with self.subTest(fill), self._at("2026-03-22 10:00"):
                fill()
                self.assertEqual(self._states(), self.before)
            self.assertEqual(self._last(self.mailed), "2026-03-05 10:00")
            self.assertEqual(self._last(self.met), "2026-03-05 09:00")
            self.assertFalse(self._last(self.never))
            self.assertEqual(len(self._contacts(lead_id=self.met.id)), 1)
            with self._at("2026-03-29 10:00"):
                self.env.invalidate_all()
                self.assertEqual(self.mailed.silence_days, 1)
            self._forget()

    def test_two_meetings_near_midnight_get_a_message_each(self):
        lead = self._opened()
        with self._at("2026-03-05 20:00"):  # the next day in Thailand
            activities = self._plan(lead, "mail.mail_activity_data_meeting")
            activities |= self._plan(lead, "mail.mail_activity_data_meeting")
            for activity, hour in zip(activities, (8, 9), strict=True):
                self._meeting(
                    f"2026-03-05 0{hour}:00",
                    lead,
                    activity_ids=[Command.set(activity.ids)],
                )
        with self._at("2026-03-06 20:00"):
            activities.action_done()
            activities.sudo().date_done = "2026-03-07"
        self._forget()
        with self._at("2026-03-22 10:00"):
            self._update()
        self.assertEqual(len(self._contacts(lead_id=lead.id)), 2)
        self.assertEqual(self._last(lead), "2026-03-05 09:00")

    def test_filling_twice_changes_nothing(self):
        states = self.env["crm.lead.contact.state"].sudo()
        with self._at("2026-03-22 10:00"):
            states._state_fill()
            states._state_fill()
            self.assertEqual(self._states(), self.before)

    def test_links_are_checked_at_once_where_nothing_was_before(self):
        states = self.env["crm.lead.contact.state"].sudo()
        fresh, links = self._links()
        with self._at("2026-03-22 10:00"):
            states._state_fill()
            filled, same = self._links()
            self.assertNotEqual(filled, fresh)
            self.assertEqual(same, links)
            self.env.cr.execute(
                "DELETE FROM crm_lead_contact_state WHERE lead_id = %s", [self.met.id]
            )
            states._state_fill()
            self.assertEqual(self._states(), self.before)
        self.assertEqual(self._links(), (filled, links))

    def _links(self):
        """Return the numbers of the foreign keys, which new ones get, and the rest."""
        self.env.cr.execute(
            "SELECT oid, conname, pg_get_constraintdef(oid), convalidated"
            " FROM pg_constraint WHERE contype = 'f'"
            " AND conrelid = 'crm_lead_contact_state'::regclass ORDER BY conname"
        )
        rows = self.env.cr.fetchall()
        self.assertTrue(rows)
        return [number for number, *_ in rows], [rest for _, *rest in rows]
