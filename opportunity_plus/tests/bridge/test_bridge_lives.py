# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import random
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal

from odoo.tests import tagged

from ...models.bridge.movements import MEASURES, MOVEMENTS
from .bridge_lives_common import BridgeLivesCommon
from .bridge_reference import Reference
from .bridge_walk import Row

SEEDS, ASKED = 8, 16


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBridgeLives(BridgeLivesCommon):
    """Random lives: each bridge is what a slow walk through them tells, and opening and
    movements add up to closing to the cent, whoever asks for what."""

    # what is asked

    def _question(self):
        choose = self.random.choice
        days = sorted(self.random.choices(range(30), k=2))
        return {
            "date_from": (date(2026, 2, 20) + timedelta(days[0])).isoformat(),
            "date_to": (date(2026, 2, 20) + timedelta(days[1])).isoformat(),
            "domain": choose(self.domains),
            "group_by": choose(
                [
                    *(None, None, "team_id", "salesperson_id", "company_id"),
                    *(["stage_id"], ["stage_id", "team_id"], "date_deadline:month"),
                    *("stage_today_id", ["stage_today_id", "opportunity_type_id"]),
                ]
            ),
            "measure": choose(["expected_revenue", "weighted_revenue"]),
            "view": choose(["net", "gross"]),
            "closing_from": choose([None, "2026-03-06"]),
            "closing_until": choose([None, None, "2026-03-31"]),
        }

    def _reader(self):
        company = self.random.choice(self.company | self.second)
        others = self.random.choice([self.company | self.second, company]) - company
        people = [self.admin, self.manager, self.supervisor, self.agent, self.outsider]
        user = self.random.choice(people)
        companies = user.company_id if user == self.outsider else company | others
        return self._ledger(user).with_context(allowed_company_ids=companies.ids)

    # what is true

    def _reference(self, ledger, asked):
        def moment(day):
            return datetime.fromisoformat(day) + timedelta(days=1)

        window = tuple(
            asked[name] and date.fromisoformat(asked[name])
            for name in ("closing_from", "closing_until")
        )
        return Reference(
            self._rows(ledger, asked),
            *(moment(asked["date_from"]), moment(asked["date_to"])),
            weighted=asked["measure"] == "weighted_revenue",
            window=window,
        )

    def _rows(self, ledger, asked):
        if ledger.env.user == self.outsider:
            return []
        names = asked["group_by"] or []
        names = [names] if isinstance(names, str) else names
        rows = ledger.search([])
        matching = rows.filtered_domain(asked["domain"])
        return [
            Row(
                *(row.id, row.lead_number, row.date_from, row.date_to),
                *(row.outcome, row.changed or ""),
                amount=Decimal(str(row.expected_revenue))
                * self._rate(ledger, row, asked["date_to"]),
                rate=Decimal(str(row.probability)),
                closing=row.date_deadline or None,
                matches=row in matching,
                key=tuple(self._key(row, name) for name in names),
            )
            for row in rows
        ]

    def _key(self, row, name):
        if name == "date_deadline:month":
            day = row.date_deadline
            return day and day.replace(day=1).isoformat()
        return row[name].id

    def _rate(self, ledger, row, day):
        mine = ledger.env.company.sudo()
        row = row.sudo()
        company = row.company_id or row.team_id.company_id or self.company
        if company.currency_id == mine.currency_id:
            return Decimal(1)
        rate = company.currency_id._get_conversion_rate(
            company.currency_id, mine.currency_id, mine, day
        )
        return Decimal(repr(rate))

    # the proof

    def test_random_lives(self):
        seen = Counter()
        for seed in range(SEEDS):
            self.random = random.Random(seed)  # noqa: S311
            self._lives()
            for _number in range(ASKED):
                asked, ledger = self._question(), self._reader()
                with self.subTest(seed=seed, user=ledger.env.user.name, **asked):
                    seen += self._compare(ledger, asked)
        self.assertEqual({*MOVEMENTS} - {*seen}, set())

    def _compare(self, ledger, asked):
        groups = ledger.bridge(**asked)
        for group in groups:
            self.assertAddsUp(group)
        names = asked["group_by"] or []
        names = [names] if isinstance(names, str) else names
        found = {
            tuple(group[name] for name in names): self._told(group) for group in groups
        }
        true = self._reference(ledger, asked).bridge(asked["view"])
        expected = {
            key: {
                name: (len(events), float(sum(event.value for event in events)))
                for name, events in movements.items()
            }
            for key, movements in true.items()
        }
        if not names:
            expected.setdefault((), {})
        self.assertEqual(found, expected)
        self._compare_records(ledger, asked, true)
        self._compare_pipeline(ledger, asked, names)
        return Counter(name for told in found.values() for name in told)

    def _compare_records(self, ledger, asked, true):
        if true:
            key, movements = self.random.choice([*true.items()])
            name = self.random.choice([*movements])
            records = ledger.bridge_records(**asked, movement=name, group=[*key])
            rows = sorted(event.row.id for event in movements[name])
            [[_id, _in, found]] = records["domain"]
            self.assertEqual(sorted(set(found)), sorted(set(rows)), (name, key))
            self.assertEqual(records["count"], len(rows))
        name = self.random.choice(MOVEMENTS)
        numbers = {
            event.row.number for movements in true.values() for event in movements[name]
        }
        self.assertEqual(ledger.bridge_leads(**asked, movement=name), sorted(numbers))

    def _compare_pipeline(self, ledger, asked, names):
        day = asked["date_to"]
        groups = ledger.pipeline_at(day, asked["domain"], asked["group_by"])
        found = {
            tuple(group[name] for name in names): (
                group["count"],
                *(round(group[name], 2) for name in MEASURES),
            )
            for group in groups
            if group["count"]
        }
        plain = asked | {"closing_from": None, "closing_until": None}
        value, weighted = (
            self._reference(ledger, plain | {"measure": name}) for name in MEASURES
        )
        expected = {
            key: (
                len(rows),
                *(float(sum(map(one.value, rows))) for one in (value, weighted)),
            )
            for key, rows in value.pipeline(value.end).items()
        }
        self.assertEqual(found, expected)
