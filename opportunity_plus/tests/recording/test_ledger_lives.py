# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

LIVES, DAYS = 4, 12


class Undone(Exception):
    """A savepoint is rolled back."""


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerLives(OpportunityPlusCommon):
    """Random lives of opportunities leave a ledger that holds."""

    def _acts(self, leads):
        stages = self.new | self.talk | self.offer | self.won
        choose = self.random.choice
        return [
            lambda: choose(leads).write({"stage_id": choose(stages).id}),
            lambda: choose(leads).write(
                {"expected_revenue": self.random.randint(0, 9)}
            ),
            lambda: choose(leads).write(
                {"date_deadline": choose(["2026-07-01", False])}
            ),
            lambda: choose(leads).write({"user_id": choose([self.agent.id, False])}),
            lambda: choose(leads).action_set_lost(lost_reason_id=self.too_expensive.id),
            lambda: choose(leads).action_unarchive(),
            lambda: choose(leads).action_set_won(),
            lambda: leads.write({"priority": "1", "expected_revenue": 5}),
        ]

    def _act(self, acts, depth=0):
        try:
            with self.env.cr.savepoint():
                self.random.choice(acts)()
        except UserError:  # such as losing what is won
            self.env.invalidate_all()
        if depth < 3 and self.random.random() < 0.5:
            try:
                with self.env.cr.savepoint():
                    self._act(acts, depth + 1)
                    if self.random.random() < 0.4:
                        raise Undone
            except Undone:
                self.env.invalidate_all()
            self._act(acts, depth + 1)

    def test_random_lives(self):
        for life in range(LIVES):
            self.random = random.Random(life)  # noqa: S311
            leads = self._leads(3, date_deadline="2026-08-01").with_user(self.admin)
            self._end_transaction()
            acts, known = self._acts(leads), {}
            for day in range(1, DAYS):
                with self._at(f"2027-0{life + 1}-{day:02} 09:00"):
                    self._act(acts)
                faults = self.env["crm.lead.revision"].sudo()._ledger_faults()
                ours = {
                    name: ids for name, ids in faults.items() if {*ids} & {*leads.ids}
                }
                self.assertEqual(ours, {}, (life, day))
                for lead in leads:
                    state = (lead.stage_id.id, lead.won_status)
                    path = known.setdefault(lead, [])
                    if state != path[-1:] and [state] != path[-1:]:
                        path.append(state)
            for lead in leads:
                self._assert_stays(lead, known[lead])

    def _assert_stays(self, lead, path):
        """The stays are the states that the days ended in, as long as they differ."""
        outcomes = {"pending": "open"}
        stays = [(stay.stage_id.id, stay.outcome) for stay in self._timeline(lead)]
        expected = [(stage, outcomes.get(won, won)) for stage, won in path]
        first = stays[: len(stays) - len(expected)]
        self.assertLessEqual(len(first), 1)  # how it was created
        self.assertEqual(stays[len(first) :], expected)
