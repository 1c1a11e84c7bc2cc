"""The plan of calls: what each client asks for, one call after the other.

It follows from the seed alone, never from an answer: the same seed is the same plan.
"""

import random
from typing import NamedTuple

from .scene import AGENTS, BIG, HOT, OTHERS

# how often each role does what, in comparison
WORK = {"move": 24, "revenue": 24, "batch": 5, "contact": 10}
OF_AGENTS = WORK | {"customer": 4, "win": 3, "lose": 3, "undo": 3}
OF_SUPERVISORS = OF_AGENTS | {"share": 10, "unshare": 5, "assign": 8}
OF_ADMINISTRATORS = (
    WORK
    | {"reopen": 30, "job": 30, "share": 8, "assign": 4}
    | {"handover": 3, "handover_undo": 1}
)
# in turn: the login of a client, and what it does
CLIENTS = (
    ("admin", OF_ADMINISTRATORS),
    ("supervisor", OF_SUPERVISORS),
    *((login, OF_AGENTS) for login in ("agent0", "agent1", "agent2")),
)
# the calls of one client have numbers of their own
NUMBERS = 100_000


class Call(NamedTuple):
    """A call of the plan.

    :param number: unique among all calls; a part of what it writes, by which the call
        is known in the database
    :param leads: places of the opportunities in the scene
    :param choice: a number that decides what else there is to choose
    """

    number: int
    kind: str
    leads: tuple[int, ...]
    is_big: bool
    choice: int

    @property
    def amount(self):
        """The expected revenue that this call alone writes."""
        return self.number + (BIG if self.is_big else 0)

    @property
    def words(self):
        """The text that this call alone writes."""
        return f"soak call {self.number}."

    @property
    def login(self):
        """Of the client whose call it is."""
        return login_of(self.number // NUMBERS)

    @property
    def reader(self):
        """The login of the agent with whom it shares, or no longer does."""
        return AGENTS[self.choice % len(AGENTS)]


def login_of(client):
    return CLIENTS[client % len(CLIENTS)][0]


def calls_of(seed, client):
    """Yield the calls of a client, without end."""
    chance = random.Random(f"{seed} {client}")
    weights = CLIENTS[client % len(CLIENTS)][1]
    is_agent = weights is OF_AGENTS
    for number in range(client * NUMBERS + 1, (client + 1) * NUMBERS):
        (kind,) = chance.choices([*weights], [*weights.values()])
        # agents may not open the opportunities of those who leave
        is_hot = is_agent or chance.random() < 0.8
        places = range(HOT) if is_hot else range(HOT, HOT + OTHERS)
        leads = chance.sample(places, 4 if kind == "batch" else 1)
        is_big, choice = chance.random() < 0.4, chance.randrange(1000)
        yield Call(number, kind, tuple(leads), is_big, choice)
