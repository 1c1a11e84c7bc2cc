# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the recorder remembers of a transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from odoo import SUPERUSER_ID, models

from .revision_statements import OUTCOME, PROBABILITY, STAGE

# opportunities whose probability is no longer what the ledger says
SCORED = """
    SELECT lead.id
      FROM crm_lead lead
      JOIN crm_lead_revision past ON past.lead_number = lead.id AND past.date_to IS NULL
     WHERE lead.type = 'opportunity' AND lead.won_status = 'pending'
       AND abs(COALESCE(lead.probability, 0) - COALESCE(past.probability, 0)) >= %s
  ORDER BY lead.id
"""
SCORED_BATCH = 20_000
SCORED_TRIES = 5  # attempts at a batch that conflicts with another transaction

PENDING = "opportunity_plus.pending"
TRANSACTION = "opportunity_plus.transaction"

# columns of crm_lead that the ledger records
WATCHED = {
    *("stage_id", "won_status", "type", "expected_revenue", "probability"),
    *("date_deadline", "user_id", "team_id", "company_id", "opportunity_type_id"),
}

# fields through which somebody changes a watched column
LEVERS = WATCHED | {"active", "partner_id"}

# those by which somebody wins, loses or reopens
DECISIONS = {"active", "probability"}

# what is said about a loss
EXPLANATIONS = {"lost_reason_id", "lost_note"}

# fields whose writing the policies look at
CHECKED = EXPLANATIONS | {
    *("stage_id", "won_status", "type", "active", "probability", "team_id", "user_id"),
    *("company_id", "date_closed"),
}


@dataclass
class Pending:
    """What this transaction touched since its last savepoint, by id of the
    opportunity."""

    created: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    # who acted, and how: a flush only knows some user of the transaction
    actors: dict[int, int] = field(default_factory=dict)
    doors: dict[int, str] = field(default_factory=dict)
    # who named a stage, as opposed to one that was picked as a side effect; the
    # superuser for a rule
    moved: dict[int, int] = field(default_factory=dict)
    # why, as told together with the move, and to which stage that was
    reasons: dict[int, str] = field(default_factory=dict)
    explained: dict[int, int] = field(default_factory=dict)
    # to which stage the conditions were judged, and why they are overridden
    judged: dict[int, int] = field(default_factory=dict)
    overrides: dict[int, str] = field(default_factory=dict)
    # what matters to a big-deal rule
    valued: set[int] = field(default_factory=set)
    # what a person decided on, as opposed to an outcome that follows from other things
    decided: set[int] = field(default_factory=set)
    # whose probability a person entered
    rated: set[int] = field(default_factory=set)
    # of which something is said about a loss
    commented: set[int] = field(default_factory=set)

    def named(self, lead_id):
        """The facts that a person named, as the ledger has them."""
        return (
            STAGE * (self.moved.get(lead_id, SUPERUSER_ID) != SUPERUSER_ID)
            | OUTCOME * (lead_id in self.decided)
            | PROBABILITY * (lead_id in self.rated)
        )


@dataclass
class Transaction:
    """What is remembered until the transaction ends, whatever becomes of savepoints."""

    # marks its rows in the ledger
    token: str = field(default_factory=lambda: uuid4().hex)
    # whether there may be rows of opportunities that it created
    has_rows: bool = False
    # id of the survivor by id of the opportunity that was merged into it
    merged: dict[int, int] = field(default_factory=dict)
    # ids of rows from before that it ended where an opportunity became a lead
    ended: set[int] = field(default_factory=set)
    # last names of opportunities that were deleted, by id
    names: dict[int, str] = field(default_factory=dict)


class State(NamedTuple):
    """How an opportunity stood before somebody wrote to it; empty for a new one."""

    outcome: str = ""
    stage: models.Model | None = None
    companies: models.Model | tuple = ()
    date_closed: datetime | bool = False
    active: bool = True
    lost_reason: models.Model | None = None
    lost_note: str | bool = False
    probability: float = 0.0
    automated_probability: float = 0.0


NEW = State()
