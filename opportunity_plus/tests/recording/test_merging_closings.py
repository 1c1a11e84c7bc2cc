# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from itertools import product

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon
from ..company_common import company_abroad

OUTCOMES = ("open", "lost", "won", "archived")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMergingClosings(OpportunityPlusCommon):
    """Values that explain each other come from the same opportunity in a merge."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delicate = cls.too_expensive.sudo().copy(
            {"name": "Delicate", "note_required": True}
        )

    def _one(self, name, outcome, reason=None, note=False, **vals):
        lead = self._lead(name=name, **vals)
        if outcome == "won" and lead.won_status != "won":
            lead.action_set_won()
        elif outcome == "archived":
            lead.write({"probability": 20, "active": False})
        elif outcome == "lost" and reason:
            lead.action_set_lost(lost_reason_id=reason.id, lost_note=note)
        elif outcome == "lost":  # before anybody was asked for a reason
            lead.sudo().action_set_lost(lost_note=note)
        self._end_transaction()
        return lead.with_user(self.admin)

    def _merge(self, leads, **kwargs):
        head = leads.merge_opportunity(**kwargs)
        self._end_transaction()
        return head

    def _explanation(self, lead):
        return lead.lost_reason_id, lead.lost_note, lead.date_closed, lead.won_status

    def test_the_survivor_keeps_its_outcome_and_what_explains_it(self):
        for outcomes in product(OUTCOMES, repeat=2):
            with self.subTest(outcomes), self._undone():
                pair = [
                    self._one(f"Deal {number}", outcome, self.delicate, f"No. {number}")
                    for number, outcome in enumerate(outcomes)
                ]
                leads = pair[0] | pair[1]
                head = leads._sort_by_confidence_level(reverse=True)[0]
                before = self._explanation(head), head.stage_id, head.active
                rows = self._timeline(head)
                self.assertEqual(self._merge(leads), head)
                self.assertEqual(
                    (self._explanation(head), head.stage_id, head.active), before
                )
                self.assertEqual(self._timeline(head), rows)

    @contextmanager
    def _undone(self):
        with self.env.cr.savepoint() as savepoint:
            yield
            savepoint.rollback()
        self.env.invalidate_all()

    def test_a_note_of_a_merged_loss_does_not_pass_for_one_of_the_survivor(self):
        head = self._one("Head", "open", probability=60)
        tail = self._one("Tail", "lost", self.delicate, "Their board")
        self.assertEqual(self._merge(head | tail), head)
        self.assertFalse(head.lost_note)
        self.assertFalse(head.lost_reason_id)
        with (
            self.assertRaisesRegex(ValidationError, "closing note"),
            self.env.cr.savepoint(),
        ):
            head.action_set_lost(lost_reason_id=self.delicate.id)
        head.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._end_transaction()
        self.assertFalse(self._timeline(head)[-1].reason)
        foreign = head.stage_history_ids.filtered("merged_from")
        self.assertIn("Their board", foreign.mapped("reason"))

    def test_a_survivor_without_a_chance_is_not_lost_for_that(self):
        head = self._one("Head", "open", probability=0, stage_id=self.offer.id)
        tail = self._one("Tail", "lost", self.delicate, "Their board")
        self.assertEqual(self._merge(head | tail), head)
        self.assertFalse(head.lost_reason_id)
        self.assertFalse(head.lost_note)

    def test_a_loss_without_a_note_gets_no_note_of_another_loss(self):
        head = self._one("Head", "lost", self.too_expensive, stage_id=self.offer.id)
        tail = self._one("Tail", "lost", self.delicate, "Their board")
        date = head.date_closed
        self.assertEqual(self._merge(head | tail), head)
        self.assertEqual(
            self._explanation(head), (self.too_expensive, False, date, "lost")
        )

    def test_a_loss_that_nobody_explained_gets_all_of_one_that_was(self):
        with self._at("2026-03-05 09:00"):
            head = self._one("Head", "lost", stage_id=self.offer.id)
        with self._at("2026-03-03 09:00"):
            tail = self._one("Tail", "lost", self.delicate, "Their board")
        with self._at("2026-03-02 09:00"):
            other = self._one("Other", "lost", self.too_expensive, "Mine")
        date = tail.date_closed
        self.assertEqual(self._merge(head | tail | other), head)
        self.assertEqual(
            self._explanation(head), (self.delicate, "Their board", date, "lost")
        )
        self.assertEqual(self._timeline(head)[-1].lost_reason_id, self.delicate)

    def test_what_is_closed_stays_in_its_stage_in_the_team_of_a_merge(self):
        self.won.sudo().team_ids = self.north
        for outcome, stage in (("won", self.won), ("lost", self.talk)):
            head = self._one("Head", outcome, self.delicate, "x", stage_id=stage.id)
            tail = self._one("Tail", "open")
            self._merge(head | tail, team_id=self.south.id)
            self.assertEqual((head.won_status, head.stage_id), (outcome, stage))
            self.assertEqual(head.team_id, self.south)

    def test_an_open_survivor_without_stage_is_not_won_by_a_lead(self):
        lead = self._lead(name="Lead", type="lead", stage_id=self.won.id)
        head = self._lead(name="Head")
        head.sudo().with_context(tracking_disable=True).stage_id = False
        self._end_transaction()
        merged = self._merge((lead | head).with_user(self.admin))
        self.assertEqual((merged, merged.won_status), (head, "pending"))

    def test_a_recurring_revenue_comes_with_its_plan(self):
        monthly, yearly = (
            self.env["crm.recurring.plan"]
            .sudo()
            .create([{"name": f"{n}", "number_of_months": n} for n in (1, 12)])
        )
        head = self._lead(name="Head", probability=60, recurring_plan=monthly.id)
        tail = self._lead(
            name="Tail", probability=1, recurring_plan=yearly.id, recurring_revenue=1200
        )
        self._merge((head | tail).with_user(self.admin))
        self.assertEqual(head.recurring_revenue, 1200)
        self.assertEqual(head.recurring_plan, yearly)

    def _merge_here(self, leads, *companies):
        """Merge in companies, the first of which is the active one."""
        companies = {"allowed_company_ids": [company.id for company in companies]}
        return self._merge(leads.with_context(**companies))

    def test_an_amount_of_another_company_is_converted(self):
        home, abroad = self.env.company, company_abroad(self.env, 4, self.admin)
        head = self._lead(name="Head", probability=60, expected_revenue=0)
        tail = self._lead(name="Tail", probability=1, expected_revenue=400)
        tail.sudo().company_id = abroad
        self.assertEqual(head.company_id, home)
        self._merge_here((head | tail).with_user(self.admin), home, abroad)
        self.assertEqual(head.company_id, home)
        self.assertAlmostEqual(head.expected_revenue, 100)

    def test_without_a_company_amounts_stay_whoever_merges(self):
        home, abroad = self.env.company, company_abroad(self.env, 4, self.admin)
        for company in (home, abroad):
            leads = self._leads(2, company_id=False, expected_revenue=400)
            leads = leads.with_user(self.admin)
            head = self._merge_here(leads, company, home + abroad - company)
            self.assertFalse(head.company_id)
            self.assertEqual(head.company_currency, home.currency_id)
            self.assertEqual(head.expected_revenue, 400)
        self.admin.sudo().write({"company_ids": abroad.ids, "company_id": abroad.id})
        leads = self._leads(2, company_id=False, expected_revenue=400)
        head = self._merge_here(leads.with_user(self.admin), abroad)
        self.assertEqual(head.expected_revenue, 400)
