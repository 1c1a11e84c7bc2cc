# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What becomes of the ledger for one opportunity that a transaction touched."""

from functools import cached_property

from odoo import SUPERUSER_ID

from .revision_statements import OUTCOME, POINTS, PROBABILITY, STAGE
from .revision_values import STAY, Change


class Entry:
    """Compares an opportunity with its last row from before the transaction.

    :param number: id of the opportunity
    :param lead: the :class:`Lead`, None if it is gone
    :param rows: its last :class:`Row` objects, the latest first
    :param pending: who did what; see :class:`~.pending.Pending`
    :param transaction: the :class:`~.pending.Transaction`
    :param now: moment of the transaction, in whole seconds
    """

    def __init__(self, number, lead, rows, pending, transaction, now):
        self.number, self.lead = number, lead
        self.pending, self.transaction = pending, transaction
        self.survivor_id = None if lead else transaction.merged.get(number)
        self.mine = self.past = None
        for row in rows:
            # what it did before it was merged away, it did
            if row.token == transaction.token and not self.survivor_id:
                self.mine = row
            else:
                self.past = self.past or row
        self.moment = max(self.past.date_from, now) if self.past else now

    @property
    def is_here(self):
        return bool(self.lead) and self.lead.type == "opportunity"

    @cached_property
    def is_over(self):
        """Whether the rows from before end before this transaction."""
        if not self.past:
            return True
        mine = self.mine
        is_closed = self.past.date_to and (not mine or mine.changed == "created")
        is_closed = is_closed and self.past.id not in self.transaction.ended
        return bool(is_closed) or self.past.facts.outcome in ("deleted", "merged")

    @cached_property
    def facts(self):
        if self.lead:
            return self.lead.facts
        outcome = "merged" if self.survivor_id else "deleted"
        return self.past and self.past.facts._replace(outcome=outcome)

    @cached_property
    def reason(self):
        """What was told of the change. A loss has its closing note; if what was lost
        before moves, that is the reason only where none was told."""
        mine, note = self.mine, None
        is_told = mine and mine.facts.outcome != "lost"
        if self.lead and self.facts.outcome == "lost":
            note = self.lead.lost_note
            if not self._is_lost_elsewhere(self.facts):
                return note
            is_told = mine and self._is_lost_elsewhere(mine.facts)
        told = self.pending.reasons.get(self.number)
        return told or (mine.reason if is_told else None) or note

    def _is_lost_elsewhere(self, facts):
        """Whether it was lost before, in another stage."""
        past = self.past and self.past.facts
        is_lost = past and past.outcome == facts.outcome == "lost"
        return bool(is_lost) and past.stage_id != facts.stage_id

    @cached_property
    def lost_reason_id(self):
        is_lost = self.lead and self.facts.outcome == "lost"
        return self.lead.lost_reason_id if is_lost else None

    @cached_property
    def named(self):
        return self.pending.named(self.number) | (self.mine and self.mine.named or 0)

    @cached_property
    def changed(self):
        """What differs from the last row from before."""
        if not self.is_here:
            return ["outcome"] if not self.lead and not self.is_over else []
        if self.is_over:
            return ["created"]
        past = self.past
        changed = self.facts.differing(past.facts)
        if (
            self._is_commented()
            and self.facts.outcome == past.facts.outcome == "lost"
            and (self.lost_reason_id, self.reason or "")
            != (past.lost_reason_id, past.reason or "")
        ):
            changed.append("reason")
        return changed

    def _is_commented(self):
        mine = (self.mine and self.mine.changed) or ""
        return self.number in self.pending.commented or "reason" in mine.split(",")

    @cached_property
    def is_due(self):
        """Whether that is worth a row."""
        if self.changed != ["probability"] or self.named & PROBABILITY:
            return bool(self.changed)
        moved = self.facts.probability - self.past.facts.probability
        return abs(moved) >= POINTS

    @cached_property
    def is_stay(self):
        return self.is_here and not STAY.isdisjoint(self.changed)

    @cached_property
    def is_leaving(self):
        """Whether the rows from before end because it is no opportunity any more."""
        return not (self.is_here or self.is_over)

    @property
    def origin(self):
        """The facts from which a stay begins; None for a row within a stay."""
        return self.past.facts if self.is_stay and self.past else None

    @property
    def is_interaction(self):
        """Whether a person named the stage or outcome that a stay begins with."""
        origin, (user_id, door) = self.origin, self.who
        if not origin or user_id == SUPERUSER_ID or door == "automatic":
            return False
        is_moved = origin.stage_id != self.facts.stage_id
        is_decided = origin.outcome != self.facts.outcome
        return bool(self.named & (STAGE * is_moved | OUTCOME * is_decided))

    def ends(self):
        """Yield what ends or no longer does, by column of ``ENDS``."""
        past = self.past
        if self.is_over or not (
            self.is_due or self.is_leaving or self.mine or past.date_to
        ):
            return
        row_end = self.moment if self.is_due or not self.is_here else None
        stay_end = self.moment if self.is_stay or not self.is_here else None
        is_open = past.facts.outcome == "open"
        is_one = past.id == past.stay
        ends = {"id": past.id, "is_row": True, "row_end": row_end}
        yield {**ends, "is_stay": is_open and is_one, "stay_end": stay_end}
        if past.stay and not is_one and is_open:
            yield {"id": past.stay, "is_stay": True, "stay_end": stay_end}

    @cached_property
    def who(self):
        """Who did it, and through which door."""
        pending, mine = self.pending, self.mine
        actor = pending.actors.get(self.number)
        is_person = actor not in (None, SUPERUSER_ID)
        door = pending.doors.get(self.number) if is_person else None
        user_id = (
            (is_person and actor)
            or (mine and mine.user_id)
            or actor
            or (self.lead and self.lead.writer_id)
            or SUPERUSER_ID
        )
        return user_id, door or (mine and mine.door) or "automatic"

    def row(self, is_survivor_there):
        """Return the row to write, by column."""
        past = self.past if not self.is_over else None
        origin = self.origin
        user_id, door = self.who
        lead = self.lead
        name = lead.name if lead else self.transaction.names.get(self.number)
        return {
            **self.facts._asdict(),
            # as text: JSON has no NaN
            "expected_revenue": str(self.facts.expected_revenue),
            "probability": str(self.facts.probability),
            "token": self.transaction.token + ("." if self.survivor_id else ""),
            "lead_number": self.number,
            "lead_id": self.number if lead else None,
            "merged_into_id": self.survivor_id if is_survivor_there else None,
            "date_from": self.moment,
            "lead_name": name or (self.past and self.past.lead_name),
            "lost_reason_id": self.lost_reason_id,
            "reason": self.reason,
            "user_id": user_id,
            "door": door,
            "changed": ",".join(self.changed),
            "named": self.named,
            "is_stay": self.is_stay,
            "stay_id": None if self.is_stay or not past else past.stay,
            "from_stage_id": origin and origin.stage_id,
            "from_outcome": origin and origin.outcome,
            "is_interaction": self.is_interaction,
        }

    def change(self):
        """Return the :class:`Change` since the consumers were told last, or None."""
        if not self.is_here:
            return None
        told, changed = (self.mine or self.past), self.changed if self.is_due else []
        if self.mine:
            changed = self.facts.differing(self.mine.facts)
        if not changed:
            return None
        before = told.facts if told else None
        who, names, past = self.who[0], frozenset(changed), self.past
        is_later = past and past.changed != "created"
        age = self.moment - past.date_from if is_later else None
        return Change(self.number, before, self.facts, who, self.reason, names, age)
