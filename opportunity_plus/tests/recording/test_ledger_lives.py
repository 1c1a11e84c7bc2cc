# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import doors
from ..common import OpportunityPlusCommon

LIVES, DAYS = 6, 12
DOORS = (
    *(doors.write, doors.attribute, doors.form, doors.mass_edit),
    *(doors.untracked, doors.superuser),
)
OUTCOMES = {"pending": "open"}


class Undone(Exception):
    """A savepoint is rolled back."""


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerLives(OpportunityPlusCommon):
    """Random lives of opportunities leave a ledger that holds.

    Administrator and agent change, import, copy, merge, convert and delete at random
    doors. What they do is taken back by savepoints, or done again from the start, as
    Odoo does after a conflict.
    """

    def _acts(self):
        chosen, pick = self._chosen, self._pick
        return (
            *((self._change, vals) for vals in self._values()),
            *((self._change, vals) for vals in self._values()),
            (lambda: chosen().action_set_lost(lost_reason_id=self.too_expensive.id),),
            (lambda: doors.lose(chosen(2), self.too_expensive),),
            (lambda: chosen().action_unarchive(),),
            (lambda: chosen().action_set_won(),),
            (lambda: chosen(2).merge_opportunity(),),
            (lambda: chosen().unlink(),),
            (lambda: self._keep(chosen().copy()),),
            (lambda: chosen().write({"type": pick(["lead", "opportunity"])}),),
            (lambda: chosen().convert_opportunity(self.customer),),
            (self._import,),
        )

    def _values(self):
        pick, stages = self._pick, self.new | self.talk | self.offer | self.won
        return (
            lambda: {"stage_id": pick(stages).id},
            lambda: {"expected_revenue": self.random.randint(0, 9)},
            lambda: {"date_deadline": pick(["2027-09-01", False])},
            lambda: {"user_id": pick([self.agent.id, self.colleague.id, False])},
            lambda: {"probability": pick([10, 50, 90])},
            lambda: {"team_id": pick([self.north.id, self.south.id])},
            lambda: {"priority": "1", "expected_revenue": 5},
        )

    def _pick(self, choices):
        return self.random.choice(choices)

    def _chosen(self, count=1):
        """Return some of those that there are, for a random user."""
        there = self.leads.exists().sorted("id")
        some = self.random.sample(there.ids, min(count, len(there)))
        user = self._pick([self.admin, self.admin, self.agent])
        return self.env["crm.lead"].with_user(user).browse(some)

    def _keep(self, leads):
        self.leads |= leads.with_env(self.leads.env)

    def _change(self, values):
        self._pick(DOORS)(self._chosen(self._pick([1, 2])), values())

    def _import(self):
        leads = self._chosen()
        row = {"expected_revenue": str(self.random.randint(0, 9))}
        doors.load_again(leads, row | {"stage_id/.id": str(self._pick(self.offer).id)})
        self._keep(doors.load(leads.browse(), ["name"], [["Imported"]]))

    def _once(self, acts):
        act, *arguments = self._pick(acts)
        try:
            with self.env.cr.savepoint():
                act(*arguments)
        except UserError:  # such as losing what is won
            self.env.invalidate_all()

    def _act(self, acts, depth=0):
        self._once(acts)
        if depth < 3 and self.random.random() < 0.5:
            before = self.random.getstate()
            is_repeated = self.random.random() < 0.5
            try:
                with self.env.cr.savepoint():
                    self._act(acts, depth + 1)
                    if self.random.random() < 0.4:
                        raise Undone
            except Undone:
                self.env.invalidate_all()
                if is_repeated:  # as after a conflict, from the start
                    self.random.setstate(before)
            self._act(acts, depth + 1)

    def test_random_lives(self):
        for life in range(LIVES):
            self.random = random.Random(life)  # noqa: S311
            self.leads = self._leads(4, date_deadline="2027-08-01").with_user(
                self.admin
            )
            self._end_transaction()
            acts, known = self._acts(), {}
            for day in range(1, DAYS):
                with self._at(f"2027-0{life + 1}-{day:02} 09:00"):
                    self._act(acts)
                with self.subTest(life=life, day=day):
                    self._assert_rows()
                self._note(known)
            for lead in self.leads.exists():
                if None not in known[lead.id]:
                    self._assert_stays(lead, known[lead.id])

    def _note(self, known):
        """Note where each stands at the end of a day; None for a lead."""
        for lead in self.leads.exists():
            is_open = lead.type == "opportunity"
            state = (lead.stage_id.id, lead.won_status) if is_open else None
            path = known.setdefault(lead.id, [])
            if [state] != path[-1:]:
                path.append(state)

    def _assert_rows(self):
        """Rows follow each other, and the last one tells what is stored."""
        ledger = self.env["crm.lead.revision"].sudo()
        there = self.leads.exists()
        for number in self.leads.ids:
            rows = ledger.search([("lead_number", "=", number)], order="id")
            self.assertEqual(
                rows[:-1].mapped("date_to"), rows[1:].mapped("date_from"), number
            )
            last = rows[-1:]
            lead = there.filtered(lambda one, number=number: one.id == number).sudo()
            if not lead or lead.type == "lead":
                self.assertIn(last.outcome, (False, "deleted", "merged"))
                continue
            told = (last.stage_id, last.outcome, last.salesperson_id, last.team_id)
            outcome = OUTCOMES.get(lead.won_status, lead.won_status)
            self.assertEqual(told, (lead.stage_id, outcome, lead.user_id, lead.team_id))
            told = (last.expected_revenue, last.date_deadline, last.date_to)
            self.assertEqual(told, (lead.expected_revenue, lead.date_deadline, False))
        faults = {id_ for ids in ledger._ledger_faults().values() for id_ in ids}
        self.assertFalse(faults & {*self.leads.ids})

    def _assert_stays(self, lead, path):
        """The stays are the states that the days ended in, as long as they differ."""
        stays = [(stay.stage_id.id, stay.outcome) for stay in self._timeline(lead)]
        expected = [(stage, OUTCOMES.get(won, won)) for stage, won in path]
        first = stays[: len(stays) - len(expected)]
        self.assertLessEqual(len(first), 1)  # how it was created
        self.assertEqual(stays[len(first) :], expected)
