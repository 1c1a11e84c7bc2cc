# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestEntryEmpty(OpportunityPlusCommon):
    """An empty value is a missing one, and a refusal names what refused."""

    FACTS = (
        *("type", "user_id", "team_id", "stage_id", "date_deadline"),
        *("probability", "expected_revenue", "opportunity_type_id", "company_id"),
        *("active", "priority"),
    )
    # what a new opportunity takes from its customer
    CUSTOMERS = (
        *("email_from", "phone", "partner_name", "contact_name", "function"),
        *("street", "city", "zip", "country_id", "website", "lang_id"),
    )

    def _load(self, *rows, user=None):
        leads = self.env["crm.lead"].with_user(user or self.env.user)
        return leads.load([*rows[0]], [[*row.values()] for row in rows])

    def _loaded(self, *rows, **kwargs):
        result = self._load(*rows, **kwargs)
        self.assertFalse(result["messages"])
        return self.env["crm.lead"].browse(result["ids"]).with_user(self.admin)

    def test_an_import_of_empty_cells_is_one_of_missing_columns(self):
        row = {"name": "A", "partner_id/.id": str(self._contact().id)}
        cells = dict.fromkeys((*self.FACTS, *self.CUSTOMERS), "")
        for user in (self.agent, self.supervisor, self.manager, self.admin):
            with self.subTest(user.name), self._at("2026-03-02 09:00"):
                empty = self._loaded(row | cells, user=user)
                missing = self._loaded(row, user=user)
                self.assertEqual((empty.email_from, empty.city), ("a@b.example", "Pai"))
                for name in (*cells, "won_status", "name"):
                    self.assertEqual(empty[name], missing[name], name)
                self.assertEqual(empty.user_id, user)
                self.assertTrue(empty.team_id)
                self.assertEqual((empty.stage_id, empty.probability), (self.new, 50))
                self.assertEqual(empty.date_deadline, date(2026, 3, 9))

    def _contact(self):
        return self.env["res.partner"].create(
            {
                "name": "Malee",
                "parent_id": self.customer.id,
                "type": "other",
                "email": "a@b.example",
                "phone": "+66 2 123 4567",
                "function": "Buyer",
                "street": "1 Road",
                "city": "Pai",
                "website": "https://b.example",
            }
        )

    def test_a_file_says_no_only_with_a_word(self):
        """An empty cell of a boolean column archives nothing."""
        for kind in ("opportunity", "lead"):
            rows = [
                {"name": name, "type": kind, "active": cell, "probability": "20"}
                for name, cell in (("A", ""), ("B", "1"), ("C", "0"))
            ]
            leads = self._loaded(*rows, user=self.manager)
            self.assertEqual(leads.mapped("active"), [True, True, False])
            self.assertNotIn("lost", leads.mapped("won_status"))
            row = {".id": str(leads[0].id), "active": "", "priority": ""}
            self._loaded(row, user=self.manager)
            self.assertEqual((leads[0].active, leads[0].priority), (True, "0"))
            self._loaded(row | {"active": False}, user=self.manager)  # as Odoo exports
            self.assertFalse(leads[0].active)

    def test_an_update_empties_what_it_names(self):
        lead = self._lead(name="A", phone="+66 2 123 4567", referred="Malee")
        self._loaded({".id": str(lead.id), "referred": "", "phone": ""})
        self.assertFalse(lead.referred or lead.phone)
        row = {"id": "x.mango", "name": "Mango", "referred": "Malee"}
        made = self._loaded(row)
        self.assertEqual(self._loaded({**row, "referred": ""}), made)
        self.assertFalse(made.referred)

    def test_an_empty_salesperson_is_that_of_the_customer(self):
        self.customer.sudo().user_id = self.agent
        row = {"name": "A", "user_id": "", "partner_id/.id": str(self.customer.id)}
        lead = self._loaded(row, user=self.manager)
        self.assertEqual((lead.user_id, lead.team_id), (self.agent, self.north))
        self.assertEqual(self._loaded(row).user_id, self.agent)

    def test_leads_stay_to_be_assigned(self):
        row = {"name": "A", "type": "lead", "user_id": "", "team_id": ""}
        self.assertFalse(self._loaded(row, user=self.manager).user_id)

    def test_an_empty_rate_is_the_policys(self):
        company, self.offer.sudo().opportunity_probability = self.env.company.sudo(), 60
        row = {"name": "A", "stage_id": "Offer", "probability": ""}
        for policy, rate in (("fixed", 50), ("stage", 60)):
            company.opportunity_probability_policy = policy
            self.assertEqual(self._loaded(row).probability, rate)
            lead = self._lead(stage_id=self.offer.id, probability=False)
            self.assertEqual(lead.probability, rate)
            self.assertEqual(self._lead(probability=0).probability, 0)
        company.opportunity_probability_policy = "automatic"
        self.assertTrue(self._loaded(row).is_automated_probability)

    def test_an_update_leaves_what_its_file_says_nothing_of(self):
        lead = self._lead(name="A", date_deadline="2026-05-01", probability=35)
        lead.write({"expected_revenue": 7, "stage_id": self.offer.id})
        before = lead.read([*self.FACTS, "name"])[0]
        row = {".id": str(lead.id), "name": "", **dict.fromkeys(self.FACTS, "")}
        self._loaded(row)
        self.assertEqual(lead.read([*self.FACTS, "name"])[0], before)

    def test_an_opportunity_never_lacks_a_stage_or_a_type(self):
        lead = self._lead(stage_id=False, type=False)
        self.assertEqual((lead.stage_id, lead.type), (self.new, "opportunity"))

    def test_who_may_not_leave_it_unassigned_opens_it_for_himself(self):
        """As the command /lead of a live chat does."""
        vals = {"name": "Chat", "user_id": False, "team_id": False}
        for type_ in ("opportunity", "lead"):
            for user in (self.agent, self.supervisor):
                leads = self.env["crm.lead"].with_user(user)
                made = leads.create({**vals, "type": type_})
                self.assertEqual(made.user_id, user)
                context = leads.with_context(default_user_id=False)
                made = context.create({"name": "Column", "type": type_})
                self.assertEqual(made.user_id, user)

    def test_who_may_leave_it_unassigned_does(self):
        vals = {"name": "Chat", "type": "opportunity", "user_id": False}
        team = {"team_id": self.north.id}
        leads = self.env["crm.lead"]
        self.assertFalse(leads.with_user(self.manager).create(vals).user_id)
        self.assertFalse(leads.sudo().create(vals).user_id)
        made = leads.with_user(self.supervisor).create({**vals, **team})
        self.assertFalse(made.user_id)
        context = {"default_team_id": self.north.id}
        by_context = leads.with_user(self.supervisor).with_context(**context)
        self.assertFalse(by_context.create(vals).user_id)
        self.assertEqual(
            by_context.create({**vals, "team_id": False}).user_id.name, "Supervisor"
        )
        self.env.company.sudo().opportunity_agents_see_unassigned = True
        self.assertFalse(leads.create(vals).user_id)

    def test_a_refusal_names_its_rule(self):
        with self.assertRaisesRegex(AccessError, "for this salesperson.*: A"):
            self._lead(name="A", user_id=self.colleague.id)
        rule = self.env["ir.rule"].sudo()
        rule.create(
            {
                "name": "No papayas",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": "[('name', '!=', 'Papaya')]",
            }
        )
        with self.assertRaises(AccessError) as refusal, self.env.cr.savepoint():
            self._lead(name="Papaya", user_id=self.agent.id)
        self.assertNotIn("for this salesperson", str(refusal.exception))

    def test_a_row_for_a_won_stage_is_won(self):
        rows = [
            {"name": name, "stage_id/.id": str(stage.id), "probability": rate}
            for name, stage, rate in (
                ("A", self.won, "30"),
                ("B", self.won, ""),
                ("C", self.won, "100"),
                ("D", self.offer, "30"),
            )
        ]
        leads = self._loaded(*rows)
        self.assertEqual(leads.mapped("won_status"), ["won"] * 3 + ["pending"])
        self.assertEqual(leads.mapped("probability"), [100, 100, 100, 30])
        self._loaded(rows[0] | {".id": str(leads[0].id)})
        self.assertEqual(leads[0].probability, 100)

    def _messages(self, *rows):
        result = self._load(*rows)
        self.assertFalse(result["ids"])
        return [
            (message["rows"]["from"], message["message"])
            for message in result["messages"]
        ]

    def test_what_is_refused_is_told_of_its_row_by_name(self):
        wrong = {
            "probability": ("150", "closing rate.*: Bad"),
            "expected_revenue": ("-5", "negative.*: Bad"),
            "date_deadline": ("2569-12-20", "Buddhist.*: Bad"),
        }
        for column, (value, pattern) in wrong.items():
            rows = [{"name": "Good", column: ""}, {"name": "Bad", column: value}]
            with self.subTest(column):
                [(row, message)] = self._messages(*rows)
                self.assertEqual(row, 1)
                self.assertRegex(message, pattern)
                self.assertNotIn("Good", message)

    def test_all_refused_rows_are_told(self):
        rows = [
            {"name": name, "expected_revenue": value}
            for name, value in (("A1", "1"), ("B2", "-1"), ("C3", "-1"))
        ]
        told = self._messages(*rows)
        self.assertEqual([row for row, _message in told], [1, 2])
        self.assertIn("B2", told[0][1])
        self.assertIn("C3", told[1][1])

    def test_a_won_opportunity_that_keeps_its_rate_is_named(self):
        won = self._lead(name="Mango", stage_id=self.won.id)
        with self.assertRaisesRegex(ValidationError, "Mango"):
            won.probability = 30
