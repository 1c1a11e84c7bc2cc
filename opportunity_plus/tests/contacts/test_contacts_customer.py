# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .contacts_common import ContactsCommon

NOW = "2026-03-12 10:00"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestContactsCustomer(ContactsCommon):
    """Logging from a customer, and what the dialogs are told."""

    def setUp(self):
        super().setUp()
        self.lead = self._opened(name="Cold store", phone="+66 2 111 1111")
        self.person = self.env["res.partner"].create(
            {"name": "Nok", "parent_id": self.customer.id, "phone": "+66 2 222 2222"}
        )

    def test_it_is_logged_on_an_opportunity_or_on_the_customer(self):
        with self._at(NOW):
            for partner in (self.person, self.customer.with_env(self.env)):
                made = partner.oplus_action_log_contact(
                    "call", True, "Prices", lead_id=self.lead.id, stage_id=self.offer.id
                )
                self.assertEqual(made["stage_id"], self.offer.id)
            made = self.person.oplus_action_log_contact(
                "visit", True, "Greetings", next_date="2026-03-20", token="p"
            )
            again = self.person.oplus_action_log_contact("visit", True, "x", token="p")
        self.assertFalse(made["stage_id"])
        self.assertTrue(again["is_repeated"])
        self.assertEqual(self.person.activity_ids.ids, [made["next_activity_id"]])
        contacts = self._contacts(commercial_partner_id=self.customer.id)
        self.assertEqual(len(contacts.filtered("lead_id")), 2)
        self.assertEqual((contacts - contacts.filtered("lead_id")).kind, "visit")
        self.assertEqual(self._last(self.lead), NOW)

    def test_bad_input(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        elsewhere = self._opened(partner_id=stranger.id)
        hidden = self.lead.with_user(self.manager).copy({"user_id": self.colleague.id})
        for said, options in (
            ("no open opportunity", {"lead_id": elsewhere.id}),
            ("no open opportunity", {"lead_id": hidden.id}),
            ("no open opportunity", {"lead_id": "x"}),
            ("no open opportunity", {"lead_id": [self.lead.id]}),
            ("Choose the opportunity", {"stage_id": self.offer.id}),
        ):
            with self.subTest(options), self.assertRaisesRegex(UserError, said):
                self.person.oplus_action_log_contact("call", True, "Prices", **options)
        reader = self.person.with_user(self.outsider)
        with self.assertRaises(AccessError):
            reader.oplus_action_log_contact("call", True, "Prices")

    def test_a_dialog_is_told_its_choices_at_once(self):
        with self._at(NOW):
            own = self._plan(self.lead, summary="Ring back")
            self._plan(self.lead, "mail.mail_activity_data_todo")
            choices = self.lead.oplus_contact_choices()
        self.assertEqual(choices["record"]["may_log"], True)
        self.assertEqual(
            (choices["today"], choices["tomorrow"]), ("2026-03-12", "2026-03-13")
        )
        self.assertEqual(
            [(one["kind"], one["label"]) for one in choices["kinds"]],
            [("call", "Call"), ("visit", "Visit"), ("message", "Message")],
        )
        self.assertTrue(all(one["type_id"] for one in choices["kinds"]))
        names = [one["name"] for one in choices["types"]]
        self.assertIn("To-Do", names)
        self.assertFalse({"Reopening", "Expected Closing"} & {*names})
        [lead] = choices["leads"]
        self.assertEqual((lead["id"], lead["phone"]), (self.lead.id, "+66 2 111 1111"))
        self.assertEqual(lead["silence_days"], 10)
        self.assertEqual([one["id"] for one in lead["activities"]], own.ids)
        self.assertTrue(lead["more_planned"], "a to-do is no contact")
        stages = {stage["name"]: stage for stage in lead["stages"]}
        self.assertLessEqual({"New", "Talk", "Offer", "Won"}, {*stages})
        self.assertTrue(stages["Won"]["is_won"])

    def test_a_dialog_is_told_that_more_is_planned_than_its_own_contacts(self):
        self._plan(self.lead)
        [lead] = self.lead.oplus_contact_choices()["leads"]
        self.assertFalse(lead["more_planned"])
        call = "mail.mail_activity_data_call"
        self.lead.activity_schedule(call, user_id=self.supervisor.id)
        [lead] = self.lead.oplus_contact_choices()["leads"]
        self.assertEqual(len(lead["activities"]), 1)
        self.assertTrue(lead["more_planned"])

    def test_a_dialog_knows_the_next_steps_that_the_card_knows(self):
        today = {"start_date": "2026-03-12", "stop_date": "2026-03-12", "allday": True}
        for name, start, vals, is_planned in (
            ("all day, today", "2026-03-12 00:00", today, True),
            ("later", "2026-03-12 11:00", {}, True),
            ("begun", "2026-03-12 09:00", {}, False),
        ):
            lead = self._opened(name=name)
            with self.subTest(name), self._at(NOW):
                self._meeting(start, lead, **vals)
                self.env.flush_all()
                self.env.invalidate_all()
                [told] = lead.oplus_contact_choices()["leads"]
                self.assertEqual(told["more_planned"], is_planned)
                self.assertEqual(lead.has_next_step, is_planned)

    def test_the_reminder_of_the_expected_closing_is_no_next_step(self):
        self.env.company.sudo().opportunity_remind_days = 3
        with self._at("2026-03-11 10:00"):
            self.lead.date_deadline = "2026-03-13"
        with self._at(NOW):
            self.env["crm.lead.reminder"].sudo()._cron_closing_reminder()
            self.env.invalidate_all()
            self.assertTrue(self.lead.activity_ids)
            [told] = self.lead.oplus_contact_choices()["leads"]
        self.assertFalse(told["more_planned"] or self.lead.has_next_step)

    def test_a_customer_is_told_its_open_opportunities(self):
        lost = self._opened(name="Lost")
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._opened(name="Of Nok", partner_id=self.person.id)
        colleague = self._opened(name="Hidden").sudo()
        colleague.write({"user_id": self.colleague.id, "team_id": self.south.id})
        for partner in (self.person, self.customer.with_env(self.env)):
            choices = partner.oplus_contact_choices()
            names = sorted(lead["name"] for lead in choices["leads"])
            self.assertEqual(names, ["Cold store", "Of Nok"])
        self.assertEqual(
            self.person.oplus_contact_choices()["partner"]["phone"], "+66 2 222 2222"
        )

    def test_a_large_customer_costs_no_more_queries(self):
        counts = []
        for _number in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads = self.person.oplus_contact_choices()["leads"]
            counts.append(self.env.cr.sql_log_count - before)
            for number in range(11):
                self._opened(name=f"Deal {number}")
        self.assertEqual(len(leads), 12)
        self.assertLessEqual(counts[1], counts[0])
        self.assertEqual(len(self.person.oplus_contact_choices()["leads"]), 20)

    def test_stages_of_other_teams_are_not_offered(self):
        self.talk.sudo().team_ids = [Command.set(self.south.ids)]
        [lead] = self.lead.oplus_contact_choices()["leads"]
        self.assertNotIn("Talk", [stage["name"] for stage in lead["stages"]])

    def test_what_a_stage_asks_for_is_told(self):
        self.offer.sudo().change_reason = "always"
        [lead] = self.lead.oplus_contact_choices()["leads"]
        asked = [stage["name"] for stage in lead["stages"] if stage["asks_reason"]]
        self.assertEqual(asked, ["Offer"])

    def test_a_closed_one_says_why_not(self):
        self.lead.action_set_won()
        record = self.lead.oplus_contact_choices()["record"]
        self.assertFalse(record["may_log"])
        self.assertIn("is closed", record["refusal"])
