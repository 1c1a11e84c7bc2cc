# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from itertools import product

from odoo.tests import Form, tagged

from ...models.pipeline.stage_disabling import TODAY
from ..common import OpportunityPlusCommon

QUICK, FULL = "crm.quick_create_opportunity_form", "crm.crm_lead_view_form"
# the whole form with the policy that depends most on the column
DOORS = (("fixed", QUICK), ("stage", QUICK), ("automatic", QUICK), ("stage", FULL))
DATE = "2026-05-31"
# columns in which a board offers no quick create, but a program may name them
TOLD = {
    "won_status": ("won", "lost"),
    "oplus_stage_category": ("waiting", "won"),
    "quotation_state": ("sent", "signed"),
    "is_stalled": (True,),
    "has_next_step": (True,),
    "oplus_silence_band": ("4_longer",),
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSmallFormsColumns(OpportunityPlusCommon):
    """Each kind of column with each policy of rates: what is created there is of that
    column, and has the rate that the policy gives it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.manager)
        kinds = cls.env["crm.opportunity.type"].sudo()
        cls.kind = kinds.create({"name": "Tender"})
        cls.fresh, cls.known = (
            kinds.search([("proposed_for", "=", kind)], limit=1)
            or kinds.create({"name": kind, "proposed_for": kind})
            for kind in ("new", "existing")
        )
        rates = {cls.new: 10, cls.talk: 30, cls.offer: 60}
        for stage, rate in rates.items():
            stage.sudo().opportunity_probability = rate

    def _columns(self):
        return (
            {"stage_id": self.offer.id},
            {TODAY: self.offer.id},
            {"user_id": self.agent.id},
            {"user_id": self.colleague.id},
            {"team_id": self.north.id},
            {"team_id": self.south.id},
            {"date_deadline": DATE},
            {"opportunity_type_id": self.kind.id},
            {"opportunity_type_id": self.fresh.id},
            {"opportunity_type_id": self.known.id},
            {"user_id": self.agent.id, "stage_id": self.talk.id},
            {"date_deadline": DATE, "stage_id": self.offer.id},
        )

    def _policy(self, policy):
        self.env.company.sudo().opportunity_probability_policy = policy

    def _created(self, view, column, **entered):
        context = {f"default_{name}": value for name, value in column.items()}
        leads = self.env["crm.lead"].with_context(default_type="opportunity", **context)
        form = Form(leads, view)
        form.name = "Deal"
        for name, value in entered.items():
            setattr(form, name, value)
        lead = form.save()
        self._end_transaction()
        return lead

    def _expected(self, policy, lead):
        by_stage = lead.stage_id.opportunity_probability
        return {"fixed": 50, "stage": by_stage}.get(policy, lead.probability)

    def assertOfColumn(self, lead, column):
        stored = lead.read([*column], load=False)[0]
        for name, value in column.items():
            expected = date.fromisoformat(value) if value == DATE else value
            self.assertEqual(stored[name], expected, name)

    def _move(self, lead):
        lead.stage_id = self.offer if lead.stage_id != self.offer else self.new

    def test_what_nobody_touched_is_the_policys(self):
        for (policy, view), column in product(DOORS, self._columns()):
            self._policy(policy)
            with (
                self.subTest(policy, view=view, column=column),
                self._at("2026-03-02 09:00"),
            ):
                lead = self._created(view, column)
                self.assertOfColumn(lead, column)
                self.assertEqual(lead.probability, self._expected(policy, lead))
                is_scored = policy == "automatic"
                self.assertEqual(lead.is_automated_probability, is_scored)
                self._move(lead)
                self.assertEqual(lead.probability, self._expected(policy, lead))

    def test_a_customer_changes_nothing_of_the_column(self):
        self._policy("stage")
        self.customer.sudo().user_id = self.colleague
        order = {"partner_id": self.customer.id}
        self.env["sale.order"].sudo().create(order).action_confirm()
        for view, column in product((QUICK, FULL), self._columns()):
            with self.subTest(view, column=column), self._at("2026-03-02 09:00"):
                lead = self._created(view, column, partner_id=self.customer)
                self.assertOfColumn(lead, column)
                self.assertEqual(lead.probability, self._expected("stage", lead))
                if "opportunity_type_id" not in column:
                    self.assertEqual(lead.opportunity_type_id, self.known)

    def test_what_somebody_touched_stays(self):
        for policy, column in product(("fixed", "stage"), self._columns()):
            self._policy(policy)
            with self.subTest(policy, column=column):
                lead = self._created(QUICK, column, probability=35)
                self.assertOfColumn(lead, column)
                self._move(lead)
                self.assertEqual(lead.probability, 35)

    def test_a_column_of_a_won_stage_of_today_wins(self):
        for view in (QUICK, FULL):
            for column in ({"stage_id": self.won.id}, {TODAY: self.won.id}):
                with self.subTest(view, column=column), self._at("2026-03-02 09:00"):
                    lead = self._created(view, column)
                    self.assertEqual((lead.stage_id, lead.probability), (self.won, 100))
                    self.assertEqual(lead.date_closed.date(), date(2026, 3, 2))

    def test_a_column_of_a_disabled_stage_gives_the_one_of_today(self):
        self.offer.sudo().replaced_by_id = self.new
        self.offer.sudo().active = False
        column = {TODAY: self.offer.id}
        self.assertEqual(self._created(QUICK, column).stage_id, self.new)

    def test_a_program_may_name_a_column_of_today(self):
        vals = {"name": "Deal", "type": "opportunity"}
        for column, stage in (
            ({TODAY: self.offer.id}, self.offer),
            ({TODAY: self.offer.id, "stage_id": self.new.id}, self.offer),
            ({TODAY: False}, self.new),
            ({TODAY: "abc"}, self.new),
        ):
            context = {f"default_{name}": value for name, value in column.items()}
            leads = self.env["crm.lead"].with_context(**context)
            with self.subTest(column=column):
                self.assertEqual(leads.create(vals).stage_id, stage)
                given = leads.create({**vals, "stage_id": self.won.id})
                self.assertEqual(given.stage_id, self.won)

    def test_what_nobody_can_write_is_given_to_nobody(self):
        plain = self._created(QUICK, {})
        for name, values in TOLD.items():
            for value, view in product(values, (QUICK, FULL)):
                with self.subTest(name, value=value, view=view):
                    lead = self._created(view, {name: value})
                    self.assertEqual(lead[name], plain[name])
                    self.assertEqual(lead.won_status, "pending")
                    self.assertEqual(lead.stage_id.category, plain.stage_id.category)
