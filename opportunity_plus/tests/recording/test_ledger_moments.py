# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

LIVES, DAYS, POINTS = 5, 14, 5
STORED = """
    SELECT stage_id, CASE WHEN won_status IN ('won', 'lost') THEN won_status
                          ELSE 'open' END, COALESCE(expected_revenue, 0),
           date_deadline, user_id, team_id, company_id, opportunity_type_id,
           COALESCE(probability, 0)
      FROM crm_lead WHERE id = %s AND type = 'opportunity'
"""
RECORDED = """
    SELECT stage_id, outcome, expected_revenue, date_deadline, salesperson_id, team_id,
           company_id, opportunity_type_id, probability
      FROM crm_lead_revision
     WHERE lead_number = %s AND date_from <= %s AND COALESCE(date_to > %s, TRUE)
  ORDER BY id DESC LIMIT 1
"""


class Undone(Exception):
    """A savepoint is rolled back, or a transaction is tried again."""


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerMoments(OpportunityPlusCommon):
    """The ledger tells of each day how the opportunities were then, whatever doors they
    went through."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.admin)
        kinds = cls.env["crm.opportunity.type"].sudo()
        cls.kinds = kinds.create([{"name": "Tender"}, {"name": "Repeat"}])
        cls.company = cls.env["res.company"].sudo().create({"name": "Abroad"})
        cls.admin.sudo().company_ids |= cls.company
        companies = cls.admin.company_ids.ids
        cls.env = cls.env(context={"allowed_company_ids": companies})

    def _one(self):
        return self.random.choice(self.leads.exists() or self._new())

    def _new(self):
        number = self.random.randint(0, 99)
        lead = self._lead(name=f"Deal {number}", expected_revenue=number)
        self.leads |= lead
        self.numbers.update(lead.ids)
        return lead

    def _acts(self):
        choose, number = self.random.choice, self.random.randint(0, 99)
        lead = self._one()
        stage = choose(self.new | self.talk | self.offer | self.won)
        return {
            "form": lambda: lead.web_save({"stage_id": stage.id}, {}),
            "import": lambda: lead.load(
                [".id", "expected_revenue"], [[str(lead.id), str(number)]]
            ),
            "interface": lambda: lead.write(
                {"date_deadline": choose([False, "2027-09-01"])}
            ),
            "rate": lambda: lead.write({"probability": number}),
            "type": lambda: lead.write({"opportunity_type_id": choose(self.kinds).id}),
            "team": lambda: lead.write({"team_id": choose([False, self.north.id])}),
            "company": lambda: lead.write(
                {"team_id": False, "user_id": False, "company_id": self.company.id}
            ),
            "salesperson": lambda: lead.write({"user_id": self.agent.id}),
            "lost": lambda: lead.action_set_lost(lost_reason_id=self.too_expensive.id),
            "won": lead.action_set_won,
            "restored": lead.action_unarchive,
            "lead": lambda: lead.sudo().write({"type": "lead"}),
            "conversion": lambda: lead.convert_opportunity(self.customer),
            "merge": lambda: (lead | self._one()).merge_opportunity(),
            "deleted": lead.unlink,
            "scoring": lambda: self._score(lead, choose([-9, -3, 3, 9])),
            "created": self._new,
            "many": lambda: self.leads.exists().write({"expected_revenue": number}),
        }

    def _score(self, lead, points):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET probability = GREATEST(probability + %s, 0)"
            " WHERE id = %s AND won_status = 'pending'",
            [points, lead.id],
        )
        self.env.invalidate_all()
        lead._oplus_record_scored()

    def _act(self, depth=0):
        try:
            with self.env.cr.savepoint():
                acts = self._acts()
                acts[self.random.choice([*acts])]()
        except UserError:  # such as merging one with itself
            self.env.invalidate_all()
        if depth < 3 and self.random.random() < 0.6:
            self._try(depth, 0.3)
            self._act(depth + 1)

    def _try(self, depth, doubt):
        try:
            with self.env.cr.savepoint():
                self._act(depth + 1)
                if self.random.random() < doubt:
                    raise Undone
        except Undone:
            self.env.invalidate_all()

    def _fail(self):
        """A transaction that has to be done again."""
        try:
            with self.env.cr.savepoint():
                self._act()
                raise Undone
        except Undone:
            self.env.invalidate_all()
        self.env.cr.precommit.clear()
        self._end_transaction()

    def _asked(self, statement, *parameters):
        self.env.cr.execute(statement, parameters)
        return self.env.cr.fetchone()

    def _check(self, known, place):
        for (number, moment), stored in known.items():
            recorded = self._asked(RECORDED, number, moment, moment)
            with self.subTest(place=place, number=number, moment=moment):
                if not stored:
                    outcome = recorded and recorded[1]
                    self.assertIn(outcome, (None, "deleted", "merged"))
                    continue
                self.assertEqual(recorded[:-1], stored[:-1])
                self.assertLess(abs(recorded[-1] - stored[-1]), POINTS)

    def test_each_day_is_told_as_it_was(self):
        for life in range(LIVES):
            self.random = random.Random(life)  # noqa: S311
            self.leads, self.numbers, known = self.env["crm.lead"], set(), {}
            for day in range(1, DAYS):
                moment = f"2027-0{life + 1}-{day:02} 09:00:00"
                with self._at(moment):
                    if self.random.random() < 0.3:
                        self._fail()
                    self._act()
                for number in self.numbers:
                    known[number, moment] = self._asked(STORED, number)
            self._check(known, life)
            faults = self.env["crm.lead.revision"].sudo()._ledger_faults()
            ours = {name: ids for name, ids in faults.items() if {*ids} & self.numbers}
            self.assertEqual(ours, {}, life)
