# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Compare two databases of the same Odoo: without the add-on and with it.

Both are opened in one process, and each round runs an operation on the one and
right after on the other, so that a machine that becomes slower meanwhile slows
down both. What counts is the median of the ratios of the rounds.
"""

import statistics
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

MIN_ROUNDS, MAX_ROUNDS, SECONDS, SLOW = 15, 101, 10, 60


@contextmanager
def environment(database, user_id=SUPERUSER_ID):
    """An environment of a database in a transaction that is committed at the end."""
    with Registry(database).cursor() as cursor:
        yield api.Environment(cursor, user_id, {})


class Side:
    """One of the two databases, with what the operations need there."""

    def __init__(self, database, prepare):
        self.database = database
        with environment(database) as env:
            self.data = prepare(env)
            # what the web client sends with each call
            user = env["res.users"].browse(self.data["user_id"])
            self.context = {
                "lang": "en_US",
                "tz": "UTC",
                "uid": user.id,
                "allowed_company_ids": user.company_id.ids,
            }

    def tidy_up(self):
        """Do what PostgreSQL does by itself sooner or later.

        Else it changes its plans in the middle of a measurement, of one side before
        the other.
        """
        with Registry(self.database).cursor() as cursor:
            cursor.connection.autocommit = True
            cursor.execute("VACUUM ANALYZE")
            cursor.connection.autocommit = False

    def run(self, operation, number):
        """Seconds and statements of one operation, its commit included."""
        with Registry(self.database).cursor() as cursor:
            env = api.Environment(cursor, self.data["user_id"], self.context)
            statements, start = cursor.sql_log_count, time.perf_counter()
            operation(env, self.data, number)
            cursor.commit()
            return time.perf_counter() - start, cursor.sql_log_count - statements


def pairs_of(stock, plus, operation, least=MIN_ROUNDS, warm=2, most=SECONDS):
    """Seconds and statements of both sides, round by round.

    Short operations are repeated more often: their ratio is noisier.

    :param least: number of rounds of the longest operations
    :param warm: how often each side runs before anything counts, to fill caches
    :param most: seconds after which short operations have been repeated enough
    """
    seconds = sum(side.run(operation, -1)[0] for side in (stock, plus) * warm)
    rounds = max(least, min(MAX_ROUNDS, int(most / seconds)))
    if seconds > SLOW:  # the ratio of what takes so long is hardly noisy
        rounds = 1
    pairs = []
    for number in range(rounds):
        order = (stock, plus) if number % 2 else (plus, stock)
        results = {side: side.run(operation, number) for side in order}
        pairs.append((results[stock], results[plus]))
    return pairs


def medians(pairs):
    """The median seconds of both sides, and of the ratios of the rounds."""
    seconds = [[side[0] for side in sides] for sides in zip(*pairs, strict=True)]
    ratio = statistics.median(plus[0] / stock[0] for stock, plus in pairs)
    return *map(statistics.median, seconds), ratio


def compare(stock, plus, operations, labels=("stock", "plus")):
    """Print for each operation the medians and the ratio plus / stock."""
    head = "".join(f"{label:>10}" for label in labels)
    print(f"{'operation':34}{head}{'ratio':>8}{'queries':>13}")
    for name, operation in operations.items():
        pairs = pairs_of(stock, plus, operation)
        *sides, ratio = medians(pairs)
        queries = " -> ".join(str(side[1]) for side in pairs[-1])
        times = "".join(f"{side * 1000:8.1f}ms" for side in sides)
        print(f"{name:34}{times}{ratio:8.2f}{queries:>13}", flush=True)
