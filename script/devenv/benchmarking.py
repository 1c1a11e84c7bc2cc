"""``script/benchmark``: Odoo with the add-on against Odoo without it."""

import argparse
import subprocess

from . import addon, databases, environment
from .console import Failure, command_line, say
from .state import REPOSITORY

BENCHMARKS = REPOSITORY / "benchmarks"
NAMES = (
    *("overhead", "alerts", "backfill", "board_order", "contacts", "conversion"),
    *("guidance", "deadlines", "handover", "money", "opening", "reports"),
    *("status", "visibility"),
)


def main():
    parser = argparse.ArgumentParser(
        prog="script/benchmark",
        description="Measure the add-on against Odoo without it.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(unknown)}; take {NAMES}")
    return command_line(lambda: _run(options.names))


def _run(names):
    ready = environment.prepare()
    try:
        _measure(ready, names)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _measure(ready, names):
    with ready.state.lock("benchmarks", "waiting for another run of the benchmarks"):
        stock, plus = _databases(ready)
        say("measuring: nothing else should be running on this machine")
        conf = ready.odoo_conf(stock, dbfilter=".*")
        answer = subprocess.run(
            [ready.python, BENCHMARKS / "run.py", conf, stock, plus, *names],
            cwd=ready.state.folder,
            env=ready.environ(),
            check=False,
        )
        for database in (stock, plus):
            databases.drop(ready, database)
    if answer.returncode:
        raise Failure("the benchmark stopped: see above")


def _databases(ready):
    """Make two databases that differ in the add-on alone."""
    template = databases.template(ready)
    stock, plus = (ready.server.database(f"bench_{name}") for name in ("stock", "plus"))
    say("making two databases to compare")
    databases.copy(ready, template, stock)
    databases.copy(ready, template, plus)
    databases.install(ready, plus, [addon.NAME], "benchmark")
    return stock, plus
