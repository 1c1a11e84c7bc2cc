# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .contacts_common import ContactsCommon

MOMENT = "2026-03-12 10:00"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContacts(ContactsCommon):
    """What is a contact, and when."""

    def test_nothing_is_written_to_the_opportunity(self):
        lead = self._opened()
        before = lead.write_date
        with self._at(MOMENT):
            self._receive(lead)
            self._meeting("2026-03-11 10:00", lead)
        self.env.invalidate_all()
        self.assertEqual(lead.write_date, before)

    def test_a_meeting_counts_as_soon_as_it_begins(self):
        lead = self._opened()
        with self._at("2026-03-03 10:00"):
            self._mail(lead)
            for day in (10, 14, 18):
                self._meeting(f"2026-03-{day} 10:00", lead)
        for moment, last, has_step in (
            ("2026-03-10 09:59", "2026-03-03 10:00", True),
            ("2026-03-10 10:00", "2026-03-10 10:00", True),
            ("2026-03-15 10:00", "2026-03-14 10:00", True),
            ("2026-03-18 10:00", "2026-03-18 10:00", False),
            ("2026-04-18 10:00", "2026-03-18 10:00", False),
        ):
            with self.subTest(moment), self._at(moment):
                self.env.invalidate_all()
                self.assertEqual(lead.last_contact_date.isoformat(" ", "minutes"), last)
                self.assertEqual(lead.has_next_step, has_step)
                leads = lead.search([("last_contact_date", "=", f"{last}:00")])
                self.assertEqual(leads & lead, lead)

    def test_a_meeting_that_was_marked_as_done_is_one_contact(self):
        lead = self._opened()
        with self._at("2026-03-10 10:00"):
            activity = self._plan(lead, "mail.mail_activity_data_meeting")
            self._meeting(
                "2026-03-11 10:00", lead, activity_ids=[Command.set(activity.ids)]
            )
        with self._at("2026-03-13 15:00"):
            activity.action_feedback(feedback="They like it")
        self.assertEqual(self._last(lead), "2026-03-11 10:00")
        contact = self._contacts(lead_id=lead.id)
        self.assertEqual(contact.mapped("kind"), ["visit"])
        self.assertEqual(contact.summary, "They like it")

    def test_mails_of_merged_opportunities_stay_contacts_when_they_are_gone(self):
        head, other = self._opened(), self._opened()
        with self._at("2026-03-05 10:00"):
            other.action_log_contact("call", True, "Prices")
            other.action_log_contact("call", False, "")
        with self._at(MOMENT):
            (head | other)._merge_opportunity(user_id=self.agent.id, team_id=False)
        lead = (head | other).exists()
        self.assertEqual(self._last(lead), "2026-03-05 10:00")
        results = self._contacts(lead_id=lead.id).mapped("result")
        self.assertEqual(sorted(results), ["not_reached", "reached"])

    def _met(self, lead, moment="2026-03-10 10:00"):
        """A meeting on 11 March, with an activity that is open on this opportunity."""
        with self._at(moment):
            activity = self._plan(lead, "mail.mail_activity_data_meeting")
            meeting = self._meeting(
                "2026-03-11 10:00", lead, activity_ids=[Command.set(activity.ids)]
            )
        return meeting, activity

    def test_a_meeting_stays_one_contact_after_a_merge(self):
        head, other = self._opened(priority="3"), self._opened()
        _meeting, activity = self._met(other)
        with self._at("2026-03-13 15:00"):
            activity.action_feedback(feedback="They like it")
            (head | other)._merge_opportunity(user_id=self.agent.id, team_id=False)
        lead = (head | other).exists()
        contact = self._contacts(lead_id=lead.id)
        self.assertEqual(contact.mapped("summary"), ["They like it"])

    def test_a_meeting_of_another_opportunity_is_told_there_alone(self):
        lead, other = self._opened(), self._opened()
        meeting, activity = self._met(lead)
        with self._at("2026-03-13 15:00"):
            activity.action_feedback(feedback="They like it")
            meeting.opportunity_id = other
        for one in (lead, other):
            self.assertEqual(len(self._contacts(lead_id=one.id)), 1)
        self.assertEqual(self._last(other), "2026-03-11 10:00")

    def test_a_held_meeting_is_no_next_step_whether_or_not_it_was_marked(self):
        lead = self._opened()
        meeting, _activity = self._met(lead)
        for moment, planned in (
            ("2026-03-11 09:00", True),
            ("2026-03-11 11:00", False),
        ):
            with self._at(moment):
                self.env.invalidate_all()
                self.assertEqual(lead.has_next_step, planned)
                term = ("has_next_step", "=", planned)
                self.assertTrue(lead.search([term, ("id", "=", lead.id)]))
        self.assertTrue(meeting.activity_ids.active)

    def test_a_meeting_among_colleagues_is_a_next_step(self):
        lead = self._opened()
        colleagues = self.agent.partner_id | self.supervisor.partner_id
        with self._at("2026-03-10 10:00"):
            self._meeting(
                "2026-03-11 10:00", lead, partner_ids=[Command.set(colleagues.ids)]
            )
            self.assertTrue(lead.has_next_step)
        self.assertFalse(self._last(lead))

    def test_moving_a_meeting_that_was_marked_as_done(self):
        lead = self._opened()
        meeting, activity = self._met(lead)
        with self._at("2026-03-13 15:00"):
            activity.action_done()
            meeting.opportunity_id = False
        with self._at("2026-03-14 15:00"):
            meeting.write(
                {"start": "2026-03-09 10:00:00", "stop": "2026-03-09 11:00:00"}
            )
        self.assertEqual(self._last(lead), "2026-03-09 10:00")

    def test_deleting_an_opportunity_leaves_nothing(self):
        lead = self._opened()
        with self._at(MOMENT):
            self._mail(lead)
            self._meeting("2026-04-11 10:00", lead)
        with self._at("2026-03-13 10:00"):
            lead.with_user(self.admin).unlink()
        self.assertNotIn(lead.id, self._states())

    def test_another_kind_of_activity_becomes_a_contact(self):
        lead = self._opened()
        demo = self.env["mail.activity.type"].sudo().create({"name": "Demonstration"})
        with self._at(MOMENT):
            lead.activity_schedule(
                activity_type_id=demo.id, user_id=self.agent.id
            ).action_done()
        self.assertFalse(self._last(lead))
        with self._at("2026-03-13 10:00"):
            demo.oplus_contact_kind = "visit"
        self.assertEqual(self._last(lead), MOMENT)
        with self._at("2026-03-14 10:00"):
            demo.oplus_contact_kind = False
        self.assertFalse(self._last(lead))
