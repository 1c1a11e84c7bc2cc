# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .contacts_common import ContactsLogCommon

# what is said, the contact, and what comes with it
BAD = [
    ("call, visit or message", ("fax", True, "x"), {}),
    ("call, visit or message", (None, True, "x"), {}),
    ("call, visit or message", (["call"], True, "x"), {}),
    ("yes or no", ("call", "maybe", "x"), {}),
    ("yes or no", ("call", None, "x"), {}),
    ("what was said", ("call", True, ""), {}),
    ("what was said", ("call", True, " \u200b\n"), {}),
    ("as a text", ("call", True, {"a": 1}), {}),
    ("not come yet", ("call", True, "x"), {"date": "2026-03-12 12:00:00"}),
    ("enter 2026", ("call", True, "x"), {"date": "2569-03-12 09:00:00"}),
    ("50 years ago", ("call", True, "x"), {"date": "1926-03-12 09:00:00"}),
    ("2026-12-31 15:30:00", ("call", True, "x"), {"date": "yesterday"}),
    ("2026-12-31 15:30:00", ("call", True, "x"), {"date": 5}),
    ("has passed", ("call", True, "x"), {"next_date": "2026-03-11"}),
    ("enter 2026", ("call", True, "x"), {"next_date": "2569-03-13"}),
    ("50 years away", ("call", True, "x"), {"next_date": "2126-03-13"}),
    ("as in 2026-12-31", ("call", True, "x"), {"next_date": "soon"}),
    ("as in 2026-12-31", ("call", True, "x"), {"next_date": True}),
    ("something else", ("call", True, "x"), {"next_type_id": 2**31 - 1}),
    ("something else", ("call", True, "x"), {"next_type_id": "call"}),
    ("something else", ("call", True, "x"), {"next_type_id": -4}),
    (
        "colleague",
        ("call", True, "x"),
        {"next_date": "2026-03-13", "next_user_id": 2**31 - 1},
    ),
    ("meantime", ("call", True, "x"), {"activity_id": [1]}),
    ("no longer exists", ("call", True, "x"), {"stage_id": 2**31 - 1}),
    ("open it again", ("call", True, "x"), {"token": "t" * 65}),
    ("open it again", ("call", True, "x"), {"token": ["t"]}),
    ("unknown values", ("call", True, "x"), {"bogus": 1}),
]


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsRefused(ContactsLogCommon):
    """What cannot be logged, and what is said then."""

    def test_an_activity_of_another_kind_is_not_done_by_it(self):
        for kind in ("mail.mail_activity_data_meeting", "mail.mail_activity_data_todo"):
            activity = self._plan(self.lead, kind)
            with self.subTest(kind), self.assertRaisesRegex(UserError, "another kind"):
                self._log("call", True, "x", activity_id=activity.id)
            self.assertTrue(activity.active)

    def test_bad_input_gets_a_sentence(self):
        archived = (
            self.env["mail.activity.type"]
            .sudo()
            .create({"name": "Fax", "active": False})
        )
        foreign = (
            self.env["mail.activity.type"]
            .sudo()
            .create({"name": "Delivery", "res_model": "res.partner"})
        )
        planned = self._plan(self._opened())
        known = [
            ("archived", ("call", True, "x"), {"next_type_id": archived.id}),
            ("something else", ("call", True, "x"), {"next_type_id": foreign.id}),
            ("meantime", ("call", True, "x"), {"activity_id": planned.id}),
        ]
        for said, args, options in (*BAD, *known):
            with (
                self.subTest(args=args, options=options),
                self.assertRaisesRegex(UserError, said),
                self.env.cr.savepoint(),
            ):
                self._log(*args, **options)
        self.assertFalse(self._contacts(lead_id=self.lead.id))
        self.assertFalse(self.lead.activity_ids)

    def test_all_that_is_wrong_is_said_at_once(self):
        with self.assertRaises(UserError) as caught:
            self._log("fax", True, "", "2027-01-01 00:00:00", next_date="2026-01-01")
        self.assertEqual(len(str(caught.exception).splitlines()), 4)

    def test_closed_ones_are_refused(self):
        for close in (
            lambda lead: lead.action_set_lost(lost_reason_id=self.too_expensive.id),
            lambda lead: lead.action_set_won(),
            lambda lead: lead.action_archive(),
        ):
            lead = self._opened(name="Gone")
            with self._at("2026-03-11 10:00"):
                close(lead)
            with self.assertRaisesRegex(UserError, "Gone.* is closed"):
                self._log("call", True, "Talked", lead=lead)

    def test_who_may_log(self):
        share = self.env["crm.lead.share"]
        for user, allowed in (
            (self.agent, True),
            (self.supervisor, True),
            (self.manager, True),
            (self.admin, True),
            (self.colleague, False),
            (self.outsider, False),
        ):
            with self.subTest(user.login), self.env.cr.savepoint():
                if allowed:
                    self._log("call", True, "Talked", user=user)
                else:
                    with self.assertRaises(AccessError):
                        self._log("call", True, "Talked", user=user)
        shared = share.create({"lead_id": self.lead.id, "user_id": self.colleague.id})
        with self.assertRaisesRegex(AccessError, "Log a note"):
            self._log("call", True, "Talked", user=self.colleague)
        choices = self.lead.with_user(self.colleague).oplus_contact_choices()
        self.assertFalse(choices["record"]["may_log"])
        self.assertIn("Log a note", choices["record"]["refusal"])
        shared.access = "write"
        self._log("call", True, "Talked", user=self.colleague)

    def test_what_is_out_of_sight_is_asked_for_without_its_name(self):
        theirs = self.lead.with_user(self.colleague)
        for door in (
            theirs.oplus_contact_choices,
            lambda: self._log("call", True, "Talked", user=self.colleague),
        ):
            with (
                self.assertRaisesRegex(AccessError, "salesperson to share") as caught,
                self.env.cr.savepoint(),
            ):
                door()
            self.assertNotIn("Cold store", str(caught.exception))
        self.assertFalse(self._contacts(lead_id=self.lead.id))

    def test_without_a_type_for_the_kind_it_says_so(self):
        types = self.env["mail.activity.type"].sudo()
        types.search([("oplus_contact_kind", "=", "visit")]).oplus_contact_kind = False
        with self.assertRaisesRegex(UserError, "Activity Types"):
            self._log("visit", True, "Talked")
        types.create({"name": "Tour", "oplus_contact_kind": "visit"})
        made = self._log("visit", True, "Talked")
        self.assertEqual(made["activity"].activity_type_id.name, "Tour")
