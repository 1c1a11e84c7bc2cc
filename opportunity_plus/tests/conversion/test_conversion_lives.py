# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from datetime import datetime, timedelta
from statistics import median

from odoo.tests import tagged

from .conversion_common import FIVE, ConversionCommon

LIVES, ROUNDS = 60, 6
# the first ones survive what is merged into them
SURVIVORS = 20
START = datetime(2026, 3, 1)
MINUTE = timedelta(minutes=1)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionLives(ConversionCommon):
    """Random lives: the database and a simple model tell the same."""

    def _life(self, lead):
        """Stays as (stage, outcome, team, start, end), and whether it is gone."""
        choose = self.random.choice
        moment, stays = START + self.random.randrange(40) * 720 * MINUTE, []
        for _stay in range(self.random.randrange(1, 7)):
            outcome = choose(["open", "open", "open", "lost", "won"])
            stage = self.won if outcome == "won" else choose(self.open)
            stays.append([stage, outcome, choose([self.north, self.south]), moment])
            moment += choose([timedelta(seconds=30), MINUTE, 720 * MINUTE]) * choose(
                range(1, 12)
            )
        ends = [*(stay[3] for stay in stays[1:]), None]
        is_gone = self.random.random() < 0.2
        if is_gone:
            ends[-1] = moment
        for stay, end in zip(stays, ends, strict=True):
            stay.append(end if stay[1] == "open" else None)
        if is_gone and lead not in self.survivors:
            self.merged[lead] = choose(self.survivors)
        return lead, stays

    def _write(self, lives):
        """Replace the ledger by these lives."""
        self.env.cr.execute("DELETE FROM crm_lead_revision")
        for lead, stays in lives:
            for stage, outcome, team, start, end in stays:
                self.env.cr.execute(
                    "INSERT INTO crm_lead_revision (lead_number, lead_id,"
                    " merged_into_id, lead_name,"
                    " date_from, date_out, stage_id, outcome, team_id, is_stay,"
                    " expected_revenue, changed)"
                    " VALUES (%s, %s, %s, 'Life', %s, %s, %s, %s, %s, TRUE, 10,"
                    " 'stage_id')",
                    [
                        *(lead.id, *self._links(lead), start, end, stage.id),
                        *(outcome, team.id),
                    ],
                )

    def _links(self, lead):
        survivor = self.merged.get(lead)
        return (None, survivor.id) if survivor else (lead.id, None)

    def _seen(self, lives, user):
        """The lives that a user sees: of what was merged, those of what survived."""
        return [
            (lead, stays)
            for lead, stays in lives
            if user == self.manager or self.merged.get(lead, lead).user_id == user
        ]

    # the model

    def _arrival(self, stays, stage, strict):
        """Index of the first stay that counts as an arrival in a stage."""
        ranks = [self.ranks[stay[0]] for stay in stays]
        for index, (entered, _outcome, team, *_moments) in enumerate(stays):
            if entered == stage:
                return index
            before = max(ranks[:index], default=-1)
            is_skipped = before < self.ranks[stage] < ranks[index]
            is_own = not stage.team_ids or team in stage.team_ids
            if is_skipped and is_own and not strict and stage != self.won:
                return index
        return None

    def _became(self, stays, index, stage, until):
        later = stays[index:]
        ranks = [self.ranks[stay[0]] for stay in later]
        if stage == self.won:
            is_further = False
        else:
            is_further = max(ranks) > self.ranks[stage] or any(
                stay[1] == "won" for stay in later
            )
        if is_further:
            return "advanced"
        last_stage, outcome, _team, _start, end = stays[-1]
        if last_stage != stage:
            return "moved_back"
        if outcome == "lost":
            return "lost"
        return "left" if end and end < until else "still_here"

    def _expected(self, lives, stage, since, until, strict, teams):
        figures = {name: [] for name in FIVE}
        for lead, whole in lives:
            stays = [stay for stay in whole if stay[3] < until]
            index = self._arrival(stays, stage, strict)
            arrived = stays[index] if index is not None else None
            if arrived and arrived[3] >= since and arrived[2] in teams:
                figures[self._became(stays, index, stage, until)].append(lead.id)
        return figures

    def _days(self, lives, stage, since, until, teams):
        days = []
        for _lead, stays in lives:
            ended = [
                stay
                for stay in stays
                if stay[0] == stage and stay[1] == "open" and stay[4]
                and stay[4] < until and stay[4] - stay[3] >= MINUTE
            ]  # fmt: skip
            left = [
                stay
                for stay, later in zip(stays, [*stays[1:], None], strict=True)
                if stay in ended and not (later and later[:2] == [stage, "open"])
            ]
            if any(stay[4] >= since and stay[2] in teams for stay in left):
                spent = sum((stay[4] - stay[3] for stay in ended), timedelta())
                days.append(spent.total_seconds() / 86400)
        return days

    def _losses(self, lives, stage, since, until, teams):
        ids = []
        for lead, whole in lives:
            stays = [stay for stay in whole if stay[3] < until]
            run = []
            for stay in stays:
                run = [*run, stay] if stay[1] == "lost" else []
            if run and run[0][0] == stage and run[0][3] >= since and run[0][2] in teams:
                ids.append(lead.id)
        return ids

    def test_random_lives(self):
        self.open = self.new + self.talk + self.offer
        stages = self.open + self.won
        self.ranks = {stage: rank for rank, stage in enumerate(stages)}
        leads = self._leads(LIVES).sudo()
        leads[::2].user_id = self.colleague
        self._end_transaction()
        self.survivors = leads[:SURVIVORS]
        for seed in range(ROUNDS):
            self.random = random.Random(seed)  # noqa: S311
            self.merged = {}
            lives = [self._life(lead) for lead in leads]
            self._write(lives)
            first = self.random.randrange(1, 20)
            last = self.random.randrange(first, 29)
            days = (f"2026-03-{first:02}", f"2026-03-{last:02}")
            bounds = (datetime(2026, 3, first), datetime(2026, 3, last + 1))
            teams = self.random.choice(
                [self.north, self.south, self.north + self.south]
            )
            for user in (self.manager, self.agent):
                self.history = self.history.with_user(user)
                seen = self._seen(lives, user)
                self._check(seen, days, bounds, teams, strict=seed % 2 == 0)

    def _check(self, lives, days, bounds, teams, strict):
        options = {"strict": strict, "domain": [("team_id", "in", teams.ids)]}
        stages = self.open + self.won
        for stage, row in zip(
            stages, self._conversion(*stages, days=days, **options), strict=True
        ):
            became = self._expected(lives, stage, *bounds, strict, teams)
            for name, ids in became.items():
                self.assertEqual(row[name], len(ids), (stage.name, name, days))
                self.assertEqual(row["values"][name], 10 * len(ids))
                found = self.history.conversion_leads(
                    *days, stage_id=stage.id, figure=name, **options
                )
                self.assertEqual(found, sorted(ids))
            spent = self._days(lives, stage, *bounds, teams)
            self.assertEqual(row["leavers"], len(spent), (stage.name, days))
            if spent:
                self.assertAlmostEqual(row["median_days"], median(spent))
                self.assertAlmostEqual(row["total_days"], sum(spent))
            lost = self._losses(lives, stage, *bounds, teams)
            self.assertEqual(row["losses"], len(lost), (stage.name, days))
