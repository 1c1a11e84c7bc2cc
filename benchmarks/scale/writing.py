# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Creating, moving, editing, closing and importing."""

import overhead
from harness import pairs_of

from .results import ODOO
from .sides import alone

SECONDS = 3
ROUNDS = 2  # of what concerns many at once
MANY, IMPORTED = 1000, 10_000
NAMES = ["name", "email_from", "expected_revenue", "date_deadline", "type"]

ONE = {
    "create 1": overhead.create,
    "move 1": overhead.move,
    "edit the revenue": overhead.revenue,
    "edit the expected closing": overhead.closing_date,
    "change the salesperson": overhead.salesperson,
    "lose": overhead.lose,
    "win": overhead.win,
}


def create_many(env, data, number):
    """Nothing is left of it, so that the database does not grow."""
    values = {"stage_id": data["stage_ids"][0], "expected_revenue": 1000}
    env["crm.lead"].create(
        [{"name": f"Many {index}", **values} for index in range(MANY)]
    )
    env.cr.flush()
    env.cr.rollback()


def move_many(env, data, number):
    overhead.later(env)
    leads = env["crm.lead"].browse(data["lead_ids"][-MANY:])
    leads.write({"stage_id": data["stage_ids"][number % 2]})


def load(env, data, number):
    """Import a list as the web client does; nothing is left of it."""
    rows = [
        [
            f"Imported {index}",
            f"imported{index}@example.com",
            str(index % 90000),
            "2027-06-01",
            "opportunity",
        ]
        for index in range(IMPORTED)
    ]
    leads = env["crm.lead"].with_context(import_file=True, tracking_disable=True)
    answer = leads.load(NAMES, rows)
    if answer["messages"]:
        raise ValueError(answer["messages"][0])
    env.cr.flush()
    env.cr.rollback()


MANY_AT_ONCE = {
    f"create {MANY:,}": create_many,
    f"move {MANY:,}": move_many,
    f"move {MANY:,}, untracked": overhead.move_batch_untracked,
    f"import of {IMPORTED:,}": load,
}


def measure(stock, plus, results):
    results.section("Writing", ODOO)
    for name, operation in ONE.items():
        pairs = pairs_of(stock, plus, operation, most=SECONDS)
        results.pair(name, pairs, again=(plus, operation))
    for name, operation in MANY_AT_ONCE.items():
        # the first moves them to the second stage, the next ones back and forth
        numbers = range(1, ROUNDS + 1)
        pairs = [both(stock, plus, operation, number) for number in numbers]
        memory = [side[2] or 0 for side in pairs[0]]
        results.pair(name, pairs, memory_mb=memory)


def both(stock, plus, operation, number):
    """What :func:`alone` tells of both sides, one after the other."""
    order = (stock, plus) if number % 2 else (plus, stock)
    next(overhead.MINUTES)  # what a process of its own counts is lost with it
    told = {side: alone(side, operation, number) for side in order}
    return told[stock], told[plus]
