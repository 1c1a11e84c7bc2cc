# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from psycopg2 import IntegrityError

from odoo import SUPERUSER_ID
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEntryDoors(OpportunityPlusCommon):
    """What is missing gets its default and what is impossible is refused at every
    door."""

    def _load(self, **row):
        row = {"name": "Deal", "type": "opportunity", **row}
        return self.env["crm.lead"].load(list(row), [list(row.values())])

    def _refusals(self, lead, name, value, text):
        """Ways to give an opportunity a value; each raises or returns a message."""
        yield lambda: self._lead(**{name: value})
        yield lambda: lead.write({name: value})
        yield lambda: lead.web_save({name: value}, {})
        yield lambda: (lead | self._lead()).web_save_multi([{name: value}] * 2, {})
        yield lambda: lead.copy({name: value})
        yield lambda: self._load(**{name: text})["messages"]
        yield lambda: self._load(**{".id": str(lead.id), name: text})["messages"]

    def assertRefused(self, name, value, pattern):
        lead = self._lead(name="Deal")
        for door in self._refusals(lead, name, value, str(value)):
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint() as savepoint:
                try:
                    result = door()
                    self.env.flush_all()
                    message = result[0]["message"]
                except (ValidationError, IntegrityError) as error:
                    message = str(error)
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertRegex(message, pattern)
        self.assertEqual((lead.expected_revenue, lead.probability), (0, 50))

    def test_a_negative_revenue_is_refused_by_name(self):
        self.assertRefused("expected_revenue", -5, "negative.*(Deal|Opportunity)")

    def test_a_rate_outside_0_and_100_is_refused(self):
        for rate in (-0.1, 100.5):
            with self.subTest(rate=rate):
                self.assertRefused("probability", rate, "probability")

    def test_defaults_of_a_board_or_an_administrator_count(self):
        leads = self.env["crm.lead"]
        board = leads.with_context(default_date_deadline="2026-05-01")
        board = board.with_context(default_oplus_stage_probability=77)
        lead = board.browse(board.name_create("Deal")[0])
        self.assertEqual(lead.date_deadline, date(2026, 5, 1))
        self.assertEqual(lead.probability, 50)
        defaults = self.env["ir.default"].sudo()
        defaults.set("crm.lead", "date_deadline", "2026-06-01")
        self.assertEqual(leads.create({}).date_deadline, date(2026, 6, 1))

    def test_a_description_is_more_than_blanks(self):
        lead = self._lead(name="Deal")
        for blank in ("", "  ", False):
            self.assertEqual(self._lead(name=blank).name, "Siam Trading")
            for door in (
                lambda blank=blank: lead.write({"name": blank}),
                lambda blank=blank: lead.web_save({"name": blank}, {}),
            ):
                with self.assertRaisesRegex(ValidationError, "needs a description"):
                    door()
            self.env.invalidate_all(flush=False)
        result = self._load(name="  ")
        self.assertEqual(lead.browse(result["ids"]).name, "New opportunity")
        [refusal] = self._load(**{".id": str(lead.id), "name": " "})["messages"]
        self.assertIn("needs a description", refusal["message"])

    def test_text_as_revenue_is_refused_in_an_import(self):
        result = self._load(expected_revenue="a lot")
        self.assertFalse(result["ids"])
        self.assertIn("a lot", result["messages"][0]["message"])

    def test_odd_but_possible_values_are_kept(self):
        for name in ("n" * 300, "<b>Bold</b>", "ดีลใหญ่ 🚀"):
            self.customer.sudo().name = name
            lead = self._lead(name=False, date_deadline="2020-01-01", probability=50.5)
            self.assertEqual(lead.name, name)
            self.assertEqual(lead.date_deadline, date(2020, 1, 1))
            self.assertEqual(lead.probability, 50.5)

    def test_an_import_fills_in_what_is_missing(self):
        self.agent.tz = "Asia/Bangkok"
        fields = ["type", "partner_id/.id", "name", "date_deadline"]
        customer = str(self.customer.id)
        rows = [
            ["opportunity", customer, "", ""],
            ["opportunity", "", "", "2026-05-01"],
        ]
        with self._at("2026-03-02 09:00"):
            result = self.env["crm.lead"].load(fields, rows)
        leads = self.env["crm.lead"].browse(result["ids"])
        self.assertEqual(leads.mapped("name"), ["Siam Trading", "New opportunity"])
        dates = leads.mapped("date_deadline")
        self.assertEqual(dates, [date(2026, 3, 9), date(2026, 5, 1)])
        self.assertEqual(leads.user_id, self.agent)
        self.assertEqual(leads.mapped("probability"), [50, 50])

    def _mail(self, author):
        message = {"subject": "Offer, please", "author_id": author.id, "from": "x@y.z"}
        gateway = self.env["crm.lead"].with_user(SUPERUSER_ID)
        return gateway.message_new(message, {"type": "opportunity"})

    def test_a_mail_goes_to_the_salesperson_of_its_customer(self):
        self.customer.sudo().user_id = self.colleague
        lead = self._mail(self.customer)
        self.assertEqual(lead.user_id, self.colleague)
        self.assertEqual((lead.name, lead.probability), ("Offer, please", 50))
        self.assertTrue(lead.date_deadline)
        self.assertEqual(lead.opportunity_type_id.proposed_for, "new")
        self.assertFalse(self._mail(self.env["res.partner"]).user_id)

    def test_a_form_of_the_website_gets_defaults(self):
        form = self.env["crm.lead"].with_user(SUPERUSER_ID)
        values = {"name": "Call me", "email_from": "x@y.z", "type": "opportunity"}
        lead = form.create({**values, "user_id": False, "team_id": self.north.id})
        self.assertEqual((lead.probability, lead.stage_id), (50, self.new))
        self.assertTrue(lead.date_deadline)
        self.assertFalse(lead.user_id)

    def test_an_archived_salesperson_is_nobody(self):
        self.customer.sudo().user_id = self.colleague
        self.env = self.env(user=self.manager)
        closed = {"stage_id": self.won.id, "team_id": False}
        old = self._lead(user_id=self.colleague.id)
        self.colleague.sudo().active = False
        self.assertEqual(self._lead(user_id=self.colleague.id).user_id, self.manager)
        self.assertEqual(old.copy().user_id, self.manager)
        won = self._lead(user_id=self.colleague.id, **closed)
        self.assertEqual(won.user_id, self.colleague)

    def test_a_duplicate_starts_with_a_closing_date_to_come(self):
        lead = self._lead(date_deadline="2026-01-01", expected_revenue=7)
        with self._at("2026-03-02 09:00"):
            copy = lead.copy()
            self.assertEqual(copy.date_deadline, date(2026, 3, 9))
            self.assertEqual((copy.expected_revenue, copy.probability), (7, 50))
            lead.date_deadline = "2026-06-01"
            self.assertEqual(lead.copy().date_deadline, date(2026, 6, 1))
            kept = lead.copy({"date_deadline": "2026-01-01"})
            self.assertEqual(kept.date_deadline, date(2026, 1, 1))

    def test_a_converted_lead_gets_what_an_opportunity_needs(self):
        for policy, rate in (("fixed", 50), ("stage", 10)):
            self.env.company.sudo().opportunity_probability_policy = policy
            self.new.sudo().opportunity_probability = 10
            lead = self.env["crm.lead"].create({"name": "Lead", "type": "lead"})
            with self._at("2026-03-02 09:00"):
                lead.convert_opportunity(self.customer)
            self.assertEqual((lead.stage_id, lead.probability), (self.new, rate))
            self.assertEqual(lead.date_deadline, date(2026, 3, 9))
            self.assertEqual(lead.opportunity_type_id.proposed_for, "new")

    def test_a_lead_becomes_an_opportunity_by_any_door(self):
        vals = {"name": "Lead", "type": "lead", "partner_id": self.customer.id}
        leads = self.env["crm.lead"].create([vals] * 3)
        leads[2].write({"probability": 80, "date_deadline": "2026-05-01"})
        row = [[str(leads[1].id), "opportunity"]]
        with self._at("2026-03-02 09:00"):
            (leads[0] | leads[2]).write({"type": "opportunity"})
            self.assertTrue(leads.load([".id", "type"], row)["ids"])
        days = [date(2026, 3, 9), date(2026, 3, 9), date(2026, 5, 1)]
        self.assertEqual(leads.mapped("date_deadline"), days)
        self.assertEqual(leads.mapped("probability"), [50, 50, 80])
        self.assertEqual(leads.opportunity_type_id.proposed_for, "new")
        self.assertTrue(all(leads.mapped("date_conversion")))

    def test_merging_keeps_what_the_survivor_says(self):
        types = self.env["crm.opportunity.type"].search([])
        first, second = self._leads(2, expected_revenue=5, opportunity_type_id=False)
        second.write({"opportunity_type_id": types[1].id, "probability": 80})
        merged = (first | second).with_user(self.admin).merge_opportunity()
        self.assertEqual(merged.opportunity_type_id, types[1])
        self.assertEqual(merged.expected_revenue, 5)

    def test_the_list_of_a_customer_changes_stages_with_their_rules(self):
        leads = self._leads(2)
        self.offer.sudo().change_reason = "always"
        action = self.customer.with_user(self.agent).action_view_opportunity()
        self.assertEqual(action["views"][0][1], "list")
        found = leads.with_context(**action["context"]).search(action["domain"])
        self.assertEqual(found, leads.sorted("id", reverse=True))
        view = self.env["ir.ui.view"].browse(action["views"][0][0])
        arch = leads.get_view(view.id, "list")["arch"]
        self.assertIn('multi_edit="1"', arch)
        move = {"stage_id": self.offer.id}
        with self.assertRaisesRegex(ValidationError, "Opportunity 0, Opportunity 1"):
            leads.web_save_multi([move] * 2, {})
        leads.web_save_multi([{**move, "stage_change_reason": "They asked"}] * 2, {})
        self.assertEqual(leads.stage_id, self.offer)

    def test_a_form_refuses_a_negative_revenue(self):
        leads = self.env["crm.lead"].with_context(default_type="opportunity")
        form = Form(leads, "crm.quick_create_opportunity_form")
        form.partner_id = self.customer
        form.expected_revenue = -1
        with self.assertRaises(ValidationError):
            form.save()
