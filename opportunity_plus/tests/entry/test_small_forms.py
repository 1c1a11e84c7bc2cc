# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from itertools import product

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import OpportunityPlusCommon

QUICK = "crm.quick_create_opportunity_form"
FULL = "crm.crm_lead_view_form"
VIEWS = (QUICK, FULL)
POLICIES = ("fixed", "stage", "automatic")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSmallForms(OpportunityPlusCommon):
    """What quick create and the whole form open in a column is right for the column,
    and what nobody touched is nobody's."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        rates = {self.new: 10, self.talk: 30, self.offer: 60}
        for stage, rate in rates.items():
            stage.sudo().opportunity_probability = rate

    def _form(self, view, **column):
        """The form that a board opens in a column: Odoo names it as a default."""
        context = {f"default_{name}": value for name, value in column.items()}
        leads = self.env["crm.lead"].with_context(default_type="opportunity", **context)
        form = Form(leads, view)
        form.name = "Deal"
        return form

    def _policy(self, policy):
        self.company.opportunity_probability_policy = policy

    def test_a_won_column_wins(self):
        for view, policy in product(VIEWS, POLICIES):
            self._policy(policy)
            with self.subTest(view=view, policy=policy), self._at("2026-03-02 09:00"):
                form = self._form(view, stage_id=self.won.id)
                self.assertEqual((form.probability, form.won_status), (100, "won"))
                lead = form.save()
                self.assertEqual(lead.stage_id, self.won)
                self.assertEqual((lead.probability, lead.won_status), (100, "won"))
                self.assertEqual(lead.date_closed.date(), date(2026, 3, 2))

    def test_the_rate_is_that_of_the_column_and_follows_the_next_move(self):
        rates = {self.new: 10, self.talk: 30, self.offer: 60}
        for view, policy, stage in product(VIEWS, POLICIES, rates):
            self._policy(policy)
            with self.subTest(view=view, policy=policy, stage=stage.name):
                form = self._form(view, stage_id=stage.id)
                shown = form.probability
                lead = form.save()
                self._end_transaction()
                self.assertEqual((lead.stage_id, lead.probability), (stage, shown))
                moved = self.talk if stage == self.new else self.new
                lead.stage_id = moved
                if policy == "automatic":
                    self.assertTrue(lead.is_automated_probability)
                    continue
                by_stage = (rates[stage], rates[moved])
                expected = (50, 50) if policy == "fixed" else by_stage
                self.assertEqual((shown, lead.probability), expected)

    def test_a_rate_that_somebody_touched_is_theirs(self):
        for view, policy in product(VIEWS, ("fixed", "stage")):
            self._policy(policy)
            form = self._form(view, stage_id=self.talk.id)
            form.probability = 35
            lead = form.save()
            lead.stage_id = self.offer
            self.assertEqual(lead.probability, 35)

    def test_the_stage_of_another_team_is_replaced_by_one_of_its_own(self):
        """A salesperson of South cannot use the stage *Talk* of North."""
        self._policy("stage")
        self.env = self.env(user=self.manager)
        self.customer.sudo().user_id = self.colleague
        for view, name in product(VIEWS, ("user_id", "partner_id")):
            with self.subTest(view, name=name):
                form = self._form(view, stage_id=self.talk.id)
                setattr(
                    form, name, {"user_id": self.colleague}.get(name, self.customer)
                )
                lead = form.save()
                self.assertEqual(
                    (lead.user_id, lead.team_id), (self.colleague, self.south)
                )
                self.assertEqual((lead.stage_id, lead.probability), (self.new, 10))

    def test_a_new_opportunity_has_a_stage_of_its_team_by_every_door(self):
        self.env = self.env(user=self.manager)
        signed = {"name": "Signed", "is_won": True, "team_ids": self.north.ids}
        signed = self.env["crm.stage"].sudo().create(signed).with_env(self.env)
        leads = self.env["crm.lead"]
        vals = {"name": "Mango", "type": "opportunity"}
        of_south = {"team_id": self.south.id, "user_id": self.colleague.id}
        for stage, expected in ((self.talk, self.new), (signed, self.won)):
            given = {**vals, **of_south, "stage_id": stage.id}
            by_context = leads.with_context(default_stage_id=stage.id)
            row = ["Mango", stage.name, str(self.colleague.id)]
            loaded = leads.load(["name", "stage_id", "user_id/.id"], [row])
            for lead in (
                leads.create(given),
                leads.create({**given, "type": "lead"}),
                by_context.create({**vals, "user_id": self.colleague.id}),
                by_context.create({**vals, **of_south}),
                leads.browse(loaded["ids"]),
            ):
                self.assertEqual((lead.team_id, lead.stage_id), (self.south, expected))
            kept = leads.create({**given, "team_id": self.north.id})
            self.assertEqual(kept.stage_id, stage)
            self.assertEqual(kept.copy(of_south).stage_id, self.new)
            kept = leads.create({**given, "team_id": False, "user_id": False})
            self.assertEqual(kept.stage_id, stage)

    def test_what_the_web_client_sends_of_an_untouched_rate_is_the_policys(self):
        self._policy("stage")
        leads = self.env["crm.lead"].with_context(
            default_type="opportunity", default_stage_id=self.offer.id
        )
        names = ("name", "type", "stage_id", "probability", "oplus_stage_probability")
        spec = {name: {} for name in names}
        sent = leads.onchange({}, [], spec)["value"]
        self.assertEqual(
            (sent["probability"], sent["oplus_stage_probability"]), (60, 60)
        )
        del sent["stage_id"]
        sent["automated_probability"] = 37
        [saved] = leads.web_save({**sent, "name": "Deal"}, spec)
        lead = leads.browse(saved["id"])
        self.assertEqual((lead.stage_id, lead.probability), (self.offer, 60))
        lead.stage_id = self.talk
        self.assertEqual(lead.probability, 30)

    def test_a_form_that_moves_an_opportunity_with_its_team_lets_the_rate_follow(self):
        self._policy("stage")
        self.env = self.env(user=self.manager)
        lead = self._lead(stage_id=self.talk.id)
        with Form(lead, FULL) as form:
            form.user_id = self.colleague
        self.assertEqual((lead.stage_id, lead.probability), (self.new, 10))
        lead.stage_id = self.offer
        self.assertEqual(lead.probability, 60)

    def test_a_column_of_a_salesperson_keeps_its_own(self):
        self.env = self.env(user=self.manager)
        self.customer.sudo().write({"user_id": self.colleague.id, "is_company": True})
        for view in VIEWS:
            for user in (self.agent, self.manager):
                with self.subTest(view=view, user=user.name):
                    form = self._form(view, user_id=user.id)
                    form.partner_id = self.customer
                    self.assertEqual(form.save().user_id, user)

    def test_a_column_of_a_team_keeps_its_own(self):
        self.env = self.env(user=self.manager)
        self.customer.sudo().user_id = self.colleague
        for view in VIEWS:
            with self.subTest(view=view):
                form = self._form(view, team_id=self.north.id)
                form.partner_id = self.customer
                lead = form.save()
                self.assertEqual(lead.team_id, self.north)

    def test_a_column_of_a_month_is_when_it_closes(self):
        for view in VIEWS:
            with self.subTest(view=view), self._at("2026-03-02 09:00"):
                form = self._form(view, date_deadline="2026-05-31")
                self.assertEqual(form.save().date_deadline, date(2026, 5, 31))

    def test_a_column_of_an_outcome_gives_none_away(self):
        for outcome in ("won", "lost"):
            for view in VIEWS:
                with self.subTest(outcome, view=view):
                    lead = self._form(view, won_status=outcome).save()
                    self.assertEqual(lead.won_status, "pending")
            leads = self.env["crm.lead"].with_context(default_won_status=outcome)
            made = leads.create({"name": "Deal", "type": "opportunity"})
            self._end_transaction()
            self.env.invalidate_all()
            self.assertEqual(made.won_status, "pending")

    def test_a_form_asks_for_the_revenue_that_somebody_emptied(self):
        leads = self.env["crm.lead"].with_context(default_type="opportunity")
        lead = self._lead(name="Mango", expected_revenue=5)
        for door in (
            lambda value: leads.web_save({"name": "A", "expected_revenue": value}, {}),
            lambda value: lead.web_save({"expected_revenue": value}, {}),
            lambda value: (lead | self._lead()).web_save_multi(
                [{"expected_revenue": value}] * 2, {}
            ),
        ):
            with self.assertRaisesRegex(ValidationError, "may be 0, of: (A|Mango)"):
                door(False)
            self.assertTrue(door(0))
        with self.assertRaisesRegex(ValidationError, "may be 0, of: Mango"):
            lead.web_save({"user_id": self.colleague.id, "expected_revenue": False}, {})
        lead.write({"expected_revenue": False})
        self.assertEqual(lead.expected_revenue, 0)
        lead.web_save({"name": "Without a revenue from before"}, {})
        self.company.opportunity_facts_required = False
        self.env.invalidate_all()
        self.assertTrue(lead.web_save({"expected_revenue": False}, {}))
