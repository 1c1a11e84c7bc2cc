"""``script/benchmark``: Odoo with the add-on against Odoo without it."""

import argparse
import contextlib
import subprocess
from pathlib import Path

from . import addon, databases, environment
from .console import Failure, command_line, say
from .state import REPOSITORY, digest

BENCHMARKS = REPOSITORY / "benchmarks"
NAMES = (
    *("overhead", "alerts", "backfill", "board_order", "conditions", "contacts"),
    *("conversion", "guidance", "deadlines", "handover", "money", "opening"),
    *("reports", "status", "visibility"),
)
SCALE = "scale"
# what its databases are made by
MAKERS = ("scale/generating.py", "scale/statements.py", "money.py", "visibility.py")
FEWEST = 1000


def main():
    options = _parser().parse_args()
    unknown = set(options.names) - {*NAMES, SCALE}
    if unknown:
        raise SystemExit(f"no such benchmark: {', '.join(sorted(unknown))}")
    if min(options.opportunities) < FEWEST:
        raise SystemExit(f"--opportunities: {FEWEST:,} or more are needed")
    return command_line(lambda: _run(options))


def _parser():
    parser = argparse.ArgumentParser(
        prog="script/benchmark",
        description="Measure the add-on against Odoo without it.",
        epilog=f"{SCALE} measures everything with many opportunities, when named.",
    )
    names = ", ".join((*NAMES, SCALE))
    parser.add_argument("names", nargs="*", metavar="NAME", help=names)
    parser.add_argument(
        "--opportunities",
        type=int,
        nargs="+",
        default=[100_000],
        metavar="N",
        help=f"of {SCALE}: how many there are; several numbers are measured in turn",
    )
    for name, content in (("json", "figures"), ("svg", "a picture")):
        parser.add_argument(
            f"--{name}",
            type=Path,
            metavar="FILE",
            help=f"of {SCALE}: also write {content}; what the file given by --json"
            " tells of other numbers of opportunities stays",
        )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep the databases that were made, for the next run; without it, those"
        " that were kept are used a last time",
    )
    return parser


def _run(options):
    ready = environment.prepare()
    try:
        with ready.state.lock("benchmarks", "waiting for another run of benchmarks"):
            _measure_all(ready, options)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _measure_all(ready, options):
    small = [name for name in options.names or NAMES if name != SCALE]
    if small:
        with _pair(ready, 0, options.keep) as pair:
            _measure(ready, pair, small)
    for count in options.opportunities if SCALE in options.names else ():
        with _pair(ready, count, options.keep) as pair:
            _measure(ready, pair, [SCALE], _variables(options, count))


def _variables(options, count):
    """What the benchmark reads from its environment."""
    files = {"BENCHMARK_JSON": options.json, "BENCHMARK_SVG": options.svg}
    known = {name: str(path.absolute()) for name, path in files.items() if path}
    return {"BENCHMARK_OPPORTUNITIES": str(count), **known}


def _measure(ready, pair, names, variables=()):
    say("measuring: nothing else should be running on this machine")
    _run_benchmarks(ready, pair, names, variables)


def _run_benchmarks(ready, pair, names, variables):
    conf = ready.odoo_conf(pair[0], dbfilter=".*")
    answer = subprocess.run(
        [ready.python, BENCHMARKS / "run.py", conf, *pair, *names],
        cwd=ready.state.folder,
        env={**ready.environ(), **dict(variables)},
        check=False,
    )
    if answer.returncode:
        raise Failure("the benchmark stopped: see above")


@contextlib.contextmanager
def _pair(ready, count, keep):
    """Two databases that differ in the add-on alone, with so many opportunities.

    What is kept is copied before anything changes it.
    """
    kept = [
        ready.server.database(f"bench_{count}_{side}") for side in ("stock", "plus")
    ]
    used = [ready.server.database(f"bench_{side}") for side in ("stock", "plus")]
    try:
        _make_pair(ready, count, *kept)
        if keep:
            say("copying the databases that are kept")
            for source, database in zip(kept, used, strict=True):
                databases.copy(ready, source, database)
        yield used if keep else kept
    finally:
        for database in used if keep else (*used, *kept):
            databases.drop(ready, database)


def _make_pair(ready, count, stock, plus):
    """Make the two databases unless they are there, made of the same files."""
    template = databases.template(ready)
    makers = [BENCHMARKS.joinpath(name).read_bytes() for name in MAKERS if count]
    key = digest(databases.key_of(ready, template), *makers)
    if databases.key_of(ready, stock) != key:
        databases.copy(ready, template, stock)
        if count:
            say(f"making a database of {count:,} opportunities")
            variables = {"BENCHMARK_OPPORTUNITIES": str(count)}
            _run_benchmarks(ready, (stock, stock), ["scale.generating"], variables)
            ready.sql("VACUUM ANALYZE", stock)
        databases.set_key(ready, stock, key)
    key += f" {addon.files_key()}"
    if databases.key_of(ready, plus) != key:
        say("making the same one with the add-on")
        databases.copy(ready, stock, plus)
        databases.install(ready, plus, [addon.NAME], "benchmark")
        databases.set_key(ready, plus, key)
