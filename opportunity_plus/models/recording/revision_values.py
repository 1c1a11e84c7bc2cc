# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opportunities, rows of the ledger and changes, as the ledger compares them."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

# what begins a stay
STAY = frozenset(("created", "stage_id", "outcome", "reason"))
# a stay that is shorter was a slip of the mouse
SLIP = timedelta(minutes=1)


class Facts(NamedTuple):
    """What the ledger records of an opportunity."""

    stage_id: int | None
    outcome: str
    expected_revenue: float
    probability: float
    date_deadline: date | None
    salesperson_id: int | None
    team_id: int | None
    company_id: int | None
    opportunity_type_id: int | None

    def differing(self, other):
        """Return the names of the facts that differ."""
        return [
            name
            for name, mine, its in zip(self._fields, self, other, strict=True)
            if mine != its
        ]


class Lead(NamedTuple):
    """An opportunity, or a lead, as it is stored."""

    type: str
    name: str | None
    lost_reason_id: int | None
    lost_note: str | None
    # who wrote it at this moment
    writer_id: int | None
    facts: Facts


class Row(NamedTuple):
    """A row of the ledger."""

    id: int
    token: str | None
    date_from: datetime
    date_to: datetime | None
    changed: str | None
    named: int | None
    door: str | None
    user_id: int | None
    reason: str | None
    lost_reason_id: int | None
    lead_name: str | None
    is_stay: bool
    stay_id: int | None
    facts: Facts

    @property
    def stay(self):
        return self.id if self.is_stay else self.stay_id


class Change(NamedTuple):
    """What happened to an opportunity until the end of a transaction, or since a
    savepoint of it."""

    lead_id: int
    # None for a new one
    before: Facts | None
    after: Facts
    user_id: int
    reason: str | None
    # names of the facts that changed; or ``created``, or ``reason``
    changed: frozenset[str]
    # age of the row before the transaction, unless it is that of the creation
    age: timedelta | None = None

    @property
    def stage_id(self):
        return self.after.stage_id

    @property
    def from_stage_id(self):
        return self.before.stage_id if self.before else None

    @property
    def outcome(self):
        return self.after.outcome

    @property
    def from_outcome(self):
        return self.before.outcome if self.before else None

    @property
    def is_stay(self):
        """Whether a stay in a stage under an outcome began."""
        return not STAY.isdisjoint(self.changed)

    @property
    def is_move(self):
        """Whether an opportunity that was there before entered another stage."""
        return bool(self.before and self.stage_id and "stage_id" in self.changed)

    @property
    def may_return(self):
        """Whether it may have come back to a stage that it left by a slip."""
        is_young = self.age is not None and self.age < SLIP
        is_open = self.outcome == self.from_outcome == "open"
        return is_young and is_open and self.is_move

    @property
    def is_reopening(self):
        was_closed = self.from_outcome in ("won", "lost")
        return self.is_stay and was_closed and self.outcome != "lost"
