"""``script/fuzz``: hostile calls at random, in a database made for them."""

import argparse
import json

from . import addon, databases, environment, testing
from .console import Failure, attend, command_line, say
from .state import ADDON, REPOSITORY

CALLERS = ("agent", "supervisor", "finance", "employee", "portal")
FILE = ADDON / "tests" / "fuzz" / "test_fuzz.py"
TEST = f"{FILE}::TestFuzz::test_calls_at_random"


def main():
    parser = argparse.ArgumentParser(
        prog="script/fuzz",
        description="Call the public methods and addresses of Opportunity Plus with"
        " anything at all. Each call must get an answer or a sentence, change nothing"
        " that its caller may not change, and tell nothing that is hidden from it."
        " The same seed makes the same calls.",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--calls", type=int, default=100_000, metavar="N")
    parser.add_argument(
        "--users",
        type=lambda text: text.split(","),
        default=[*CALLERS],
        help=f"who calls (default: {','.join(CALLERS)})",
    )
    parser.add_argument(
        "--first",
        type=int,
        default=0,
        metavar="NUMBER",
        help="begin with this call, to make those of one seed in several runs",
    )
    parser.add_argument(
        "--call", type=int, metavar="NUMBER", help="repeat this call alone"
    )
    options = parser.parse_args()
    if unknown := set(options.users) - set(CALLERS):
        parser.error(f"no such user: {', '.join(sorted(unknown))}; take {CALLERS}")
    return command_line(lambda: _run(options))


def _run(options):
    names = ("seed", "first", "calls", "users")
    asked = {name: getattr(options, name) for name in names}
    if options.call is not None:
        asked |= {"first": options.call, "calls": 1}
    ready = environment.prepare()
    try:
        with ready.state.lock("fuzz", "waiting for another run of the fuzz"):
            _call(ready, _database(ready), asked)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _database(ready):
    """Return the database, made when files of the add-on have changed.

    All calls are taken back, so that it is as good for the next run.
    """
    name = ready.server.database("fuzz")
    key = f"{ready.source.key} {addon.files_key()}"
    if databases.key_of(ready, name) != key:
        template = databases.template(ready)
        say("making the database to call")
        databases.copy(ready, template, name)
        databases.install(ready, name, [addon.NAME], "fuzz")
        databases.set_key(ready, name, key)
    return name


def _call(ready, database, asked):
    say(f"making {asked['calls']} calls with seed {asked['seed']}")
    environ = {"OPPORTUNITY_PLUS_FUZZ": json.dumps(asked)}
    words, variables = testing.inside(ready, database, ["-s", "-q", TEST])
    if attend(words, cwd=REPOSITORY, env={**variables, **environ}):
        raise Failure("see above; --call repeats one call by its number")
    say("nothing found")
