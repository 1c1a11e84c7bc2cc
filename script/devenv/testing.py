"""``script/test``: all tests, in a database made for the run."""

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from linting.toolbox import Toolbox

from . import addon, databases, environment, packing
from .console import Failure, attend, command_line, say
from .state import ADDON, REPOSITORY

LIFECYCLE = REPOSITORY / "tests_lifecycle"
# what looks for faults of accessibility in the pages of the browser tests
_AXE = "axe-core/axe.min.js"
SCRIPTS = REPOSITORY / "script"
# Options of pytest whose value is the next word, which is then no path.
_WITH_VALUE = ("-k", "-m", "-o", "-p", "-r", "-W", "-c")
# Python warnings inside the code of others, which we cannot mend. Odoo ignores the
# last two of them as well.
_IGNORED_WARNINGS = (
    # passlib 1.7.4, the last there is, probes for a module that Python 3.13 drops.
    r"ignore:'crypt' is deprecated:DeprecationWarning:passlib\.utils",
    # reportlab asks whether this name is still there.
    r"ignore:ast\.NameConstant is:DeprecationWarning:reportlab\.lib\.rl_safe_eval",
    # Odoo 19 has not moved to the function that Python 3.12 recommends.
    r"ignore:datetime\.datetime\.utcnow:DeprecationWarning"
    rf":odoo\.(?!addons\.{addon.NAME}\.)",
)
# Given as a setting since, unlike with -W, the module is a regular expression then.
FILTERS = ("-o", f"filterwarnings={chr(10).join(_IGNORED_WARNINGS)}")
_OPTIONS = (
    *("-p", "no:cacheprovider", "-p", "devenv.log_guard", "-p", "devenv.lane_plugin"),
    *("-p", "devenv.quick_python"),
    *("-rfE", *FILTERS),
)


def main():
    parser = argparse.ArgumentParser(
        prog="script/test",
        description="Run the tests of Opportunity Plus.",
        epilog="All other arguments go to pytest: paths, -k word, -x, -vv, ...",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--prepare", action="store_true", help="make everything ready, run nothing"
    )
    options, arguments = parser.parse_known_args()
    return command_line(lambda: _run(arguments, options.prepare))


def _run(arguments, only_prepare):
    ready = environment.prepare(browser=True)
    try:
        Toolbox().ensure()
        with ready.state.lock("tests", "waiting for another run of the tests"):
            template = databases.template(ready)
            if only_prepare:
                packing.ensure(ready.state)
                return say("everything is ready for the tests")
            return _run_phases(ready, template, arguments)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _run_phases(ready, template, arguments):
    """Run the tests inside Odoo in two databases side by side, and beside them those
    that install and remove the add-on."""
    options, paths = _split(arguments)
    inside = [path for path in paths if not _is_lifecycle(path)]
    around = [path for path in paths if _is_lifecycle(path)]
    if not arguments:
        around = [LIFECYCLE] if LIFECYCLE.is_dir() else []
    lanes = []
    if inside or not paths:
        lanes += _lanes_inside(ready, template, [*options, *(inside or [ADDON])])
    if around:
        # ahead of the second lane, which then takes what the first has left
        words = ["-p", "no:odoo", *options, *around]
        lanes[1:] = [[_job(ready, words, os.environ), *(lanes[1:] or [[]])[0]]]
    if not _run_lanes(ready, lanes):
        raise Failure("tests failed: see above")


def _lanes_inside(ready, template, words):
    """Make the databases, and return what runs in each: one job for each lane."""
    first = ready.server.database("test")
    say("making the test databases")
    databases.copy(ready, template, first)
    installed = databases.install(ready, first, [addon.NAME], "test-install")
    if ADDON in words:
        say("compiling scripts and styles for the browser tests")
        databases.compile_assets(ready, first)
    names = [first]
    if not any("::" in str(word) or str(word).endswith(".py") for word in words):
        names.append(ready.server.database("test2"))
        databases.copy(ready, first, names[1])
    claims = ready.state.fresh_folder("claims")
    return [
        [inside(ready, name, [*words, "--install-log", installed, "--claims", claims])]
        for name in names
    ]


def inside(ready, database, words):
    """Return the job of pytest-odoo in a database."""
    folder = ready.state.path("log")
    log = ready.state.fresh_log(database)
    conf = ready.odoo_conf(database, logfile=log, screenshots=folder)
    odoo = ("--odoo-config", conf, "--odoo-log-level", "info", "--odoo-http")
    environ = {**ready.environ(), "AXE_SCRIPT": str(Toolbox().module(_AXE))}
    return _job(ready, [*odoo, "--log-level", "WARNING", *words], environ)


def _job(ready, words, environ):
    """Return the command and the variables of a run of pytest."""
    command = [ready.python, "-m", "pytest", f"--rootdir={REPOSITORY}", *_OPTIONS]
    return [*command, *words], {**environ, "PYTHONPATH": str(SCRIPTS)}


def _run_lanes(ready, lanes):
    """Run the first lane in the foreground and show the other one at the end."""
    log = ready.state.fresh_log("tests-beside")
    say(f"running pytest (logs: {log.parent})")
    with ThreadPoolExecutor(1) as pool, log.open("w") as output:
        options = {"stdout": output, "stderr": output}
        beside = [pool.submit(_run_jobs, lane, **options) for lane in lanes[1:]]
        is_passed = _run_jobs(lanes[0])
        is_passed &= all(lane.result() for lane in beside)
    print(log.read_text(), end="")
    return is_passed


def _run_jobs(jobs, **options):
    """Run one job after the other; return whether all have passed."""
    codes = [
        attend(words, cwd=REPOSITORY, env=environ, **options) for words, environ in jobs
    ]
    return not any(codes)


def _split(arguments):
    """Separate the paths from the options, and make them independent of the folder."""
    options, paths = [], []
    for before, word in zip(["", *arguments], arguments, strict=False):
        file, colons, test = word.partition("::")
        if before not in _WITH_VALUE and Path(file).exists():
            paths.append(f"{Path(file).resolve()}{colons}{test}")
        else:
            options.append(word)
    return options, paths


def _is_lifecycle(path):
    return Path(path.partition("::")[0]).is_relative_to(LIFECYCLE)
