# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the conditions of stages are judged by, and what is found."""

from typing import NamedTuple

from odoo import models

from ..foundation.blank import is_blank

TEXTS = ("char", "text", "html")


class StageConditions(NamedTuple):
    """The conditions to enter a stage, or those of a move, which may skip stages."""

    # names of the fields of the opportunity that must be filled
    fields: tuple[str, ...]
    quotation: bool
    signed: bool
    # ids of the stages that ask for the checklists before them
    checklists: frozenset[int]
    # of a stage: its place on the board
    order: int = 0
    # ids of the teams that use the stage; empty: all teams
    teams: frozenset[int] = frozenset()
    is_active: bool = True
    when_skipped: bool = False

    @property
    def asks(self):
        return bool(self.fields or self.quotation or self.signed or self.checklists)

    @classmethod
    def together(cls, conditions):
        """Return what a move must meet: all that its stages ask for."""
        names = (name for one in conditions for name in one.fields)
        return cls(
            tuple(dict.fromkeys(names)),
            any(one.quotation for one in conditions),
            any(one.signed for one in conditions),
            frozenset().union(*(one.checklists for one in conditions)),
        )


class Entry(NamedTuple):
    """An opportunity that enters a stage."""

    lead_id: int
    # the stage that it leaves; None if it is created or converted
    origin: int | None
    stage: int
    team: int | None
    # its values at that moment, where they are not those of today
    known: dict | None = None

    @property
    def way(self):
        return self.origin, self.stage, self.team


class Missing(NamedTuple):
    """What an opportunity lacks to enter a stage."""

    fields: tuple[str, ...]
    quotation: bool
    signed: bool
    points: models.Model

    def __bool__(self):
        return any(self)


def is_filled(record, name):
    """Return whether a field has a value; 0 and a text that shows nothing are none."""
    value = record[name]
    if record._fields[name].type in TEXTS:
        return not is_blank(value)
    return bool(value)
