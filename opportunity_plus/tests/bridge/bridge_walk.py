# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What happens to the opportunities of a bridge, told a second time.

It walks through the life of each opportunity and notes in which group of the pipeline
it is. It knows nothing of the statements that it proves.
"""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

COMINGS = ("new", "reopened", "reassigned_in", "pulled_in")
LEAVINGS = (
    *("slipped", "pulled_out", "won", "lost", "reassigned_out", "merged", "deleted"),
)
CLOSED = ("won", "lost")
IN_ORDER = ("won", "lost", "merged", "deleted")


class Row(NamedTuple):
    """A row of the ledger, as a reader sees it."""

    id: int
    number: int
    date_from: object
    date_to: object
    outcome: str
    changed: str
    amount: Decimal  # in the reader's currency, not rounded
    rate: Decimal
    closing: date | None
    matches: bool
    key: tuple


class Event(NamedTuple):
    movement: str
    value: Decimal
    row: Row


class Walk:
    """:param rows: all rows that the reader sees
    :param start: the moment at which the period begins
    :param end: the moment at which it ends
    """

    def __init__(self, rows, start, end, weighted=False, window=(None, None), places=2):
        self.start, self.end, self.window = start, end, window
        self.weighted, self.unit = weighted, Decimal(1).scaleb(-places)
        self.lives = defaultdict(list)
        for row in sorted(rows, key=lambda row: (row.number, row.date_from, row.id)):
            self.lives[row.number].append(row)

    # where an opportunity is

    def near(self, row):
        first, last = self.window
        if not (first or last):
            return True
        if not row.closing:
            return False
        return not (first and row.closing < first) and not (last and row.closing > last)

    def group(self, row):
        """The group in which it is in the pipeline; None: it is not."""
        is_in = row and row.outcome == "open" and row.matches and self.near(row)
        return row.key if is_in else None

    def value(self, row, rate=None):
        amount = row.amount
        if self.weighted:
            amount = amount * (row.rate if rate is None else rate) / 100
        return amount.quantize(self.unit, ROUND_HALF_UP)

    def pipeline(self, moment):
        """Opportunities and value by group at a moment."""
        found = defaultdict(list)
        for life in self.lives.values():
            row = self.at(life, moment)
            if (key := self.group(row)) is not None:
                found[key].append(row)
        return found

    def at(self, life, moment):
        holding = None
        for row in life:
            if row.date_from < moment and (not row.date_to or row.date_to >= moment):
                holding = row
        return holding

    # what happens to it

    def changes(self, life):
        """Pairs of what was before and what is after, within the period."""
        before = None
        for row in life:
            # it went away in between: it was a lead, or is out of sight
            if before and (row.changed == "created" or before.date_to != row.date_from):
                returns = row.changed != "created"
                if self.inside(before.date_to):
                    yield before, None, returns
                before = None
            if self.inside(row.date_from):
                yield before, row, False
            before = row
        if before and self.inside(before.date_to):
            yield before, None, False

    def inside(self, moment):
        return bool(moment) and self.start <= moment < self.end

    def leaving(self, before, after, returns):
        if after is None:
            return "reassigned_out" if returns else "deleted"
        if after.outcome in IN_ORDER:
            return after.outcome
        if not after.matches or after.key != before.key:
            return "reassigned_out"
        first, _last = self.window
        early = first and after.closing and after.closing < first
        return "pulled_out" if early else "slipped"

    def coming(self, before, after):
        if after.changed == "created":
            return "new"
        if before is None:
            return "reassigned_in"
        if before.outcome in CLOSED:
            return "reopened"
        if not before.matches or before.key != after.key:
            return "reassigned_in"
        return "pulled_in"

    def events(self, life):
        """Yield (group, event) in the order in which they happen."""
        before = [row for row in life if row.date_from < self.start]
        rates = [row.rate for row in before if row.outcome == "open"]
        rate = rates[-1] if rates else None
        for before, after, returns in self.changes(life):
            row = after or before
            if after and after.outcome == "open":
                rate = after.rate
            value = self.value(row, rate if row.outcome in CLOSED else None)
            if self.group(before) is not None:
                yield from self.was_in(before, after, returns, value)
            now = self.group(after)
            if now is not None and now != self.group(before):
                yield now, Event(self.coming(before, after), value, row)
            if self.at_once(before, after):
                yield row.key, Event(self.coming(before, after), value, row)
                yield row.key, Event(after.outcome, -value, row)

    def was_in(self, before, after, returns, value):
        """What happens to an opportunity that was in the pipeline."""
        key, row = self.group(before), after or before
        for event in self.difference(before, value, row):
            yield key, event
        if self.group(after) != key:
            yield key, Event(self.leaving(before, after, returns), -value, row)
        elif self.window == (None, None):
            yield from self.postponed(key, before, after)

    def postponed(self, key, before, after):
        if before.closing and after.closing and before.closing != after.closing:
            later = after.closing > before.closing
            yield key, Event("slipped" if later else "pulled_in", Decimal(0), after)

    def at_once(self, before, after):
        """Whether it was closed without having been open."""
        if not after or after.outcome not in CLOSED:
            return False
        if before and before.outcome in ("open", after.outcome):
            return False
        return after.matches and self.near(after)

    def difference(self, before, value, row):
        difference = value - self.value(before)
        if difference:
            name = "increased" if difference > 0 else "decreased"
            yield Event(name, difference, row)
