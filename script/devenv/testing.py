"""``script/test``: all tests, in a database made for the run."""

import argparse
import os
from pathlib import Path

from linting.toolbox import Toolbox

from . import addon, databases, environment, packing
from .console import Failure, attend, command_line, say
from .lanes import Lane
from .state import ADDON, REPOSITORY

LIFECYCLE = REPOSITORY / "tests_lifecycle"
# what looks for faults of accessibility in the pages of the browser tests
_AXE = "axe-core/axe.min.js"
SCRIPTS = REPOSITORY / "script"
# the bundles that the browser tests load
_STYLES = (
    "web.assets_backend_lazy",
    "web.assets_unit_tests",
    "web.assets_unit_tests_setup",
    "web.assets_web",
    "web.assets_web_print",
)
_BUNDLES = (
    *_STYLES[:-1],
    "bus.websocket_worker_assets",
    "web.assets_emoji",
    "web.assets_tests",
    "web.chartjs_lib",
)
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
    *("-rfE", "--durations=40", "--durations-min=1", *FILTERS),
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
        with ready.state.lock("tests", "waiting for another run of the tests"):
            if only_prepare:
                return _prepare(ready)
            return _run_phases(ready, arguments)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _prepare(ready):
    Toolbox().ensure()
    databases.template(ready)
    packing.ensure(ready.state)
    say("everything is ready for the tests")


def _run_phases(ready, arguments):
    """Run the tests inside Odoo in two databases side by side, and beside them, while
    these databases are being made already, those that install and remove the add-on."""
    options, paths = _split(arguments)
    inside = [path for path in paths if not _is_lifecycle(path)]
    around = [path for path in paths if _is_lifecycle(path)]
    if not arguments and LIFECYCLE.is_dir():
        around = [LIFECYCLE]
    words = ["-p", "no:odoo", *options, *around]
    around = [_job(ready, words, os.environ)] if around else []
    if paths and not inside:
        databases.template(ready)
        is_passed = _run_job(*around[0])
    else:
        is_passed = _run_lanes(ready, around, [*options, *(inside or [ADDON])])
    if not is_passed:
        raise Failure("tests failed: see above")


def _run_lanes(ready, around, words):
    """Run the first database in the foreground, and the other one beside it after what
    goes around, so that it takes what the first has left."""
    with Lane(ready.state.fresh_log("tests-beside")) as lane:
        lane.add(*around)
        first, *second = _jobs_inside(ready, words)
        lane.add(*second)
        say(f"running pytest (logs: {lane.log.parent})")
        return _run_job(*first) & lane.is_passed()


def _jobs_inside(ready, words):
    """Make the databases, and return the job of each."""
    Toolbox().ensure()
    installed = databases.installed(ready)
    first = ready.server.database("test")
    databases.copy(ready, installed, first)
    if ADDON in words:
        say("compiling scripts and styles for the browser tests")
        databases.compile_assets(ready, first, _BUNDLES, _STYLES)
    names = [first]
    if not any("::" in str(word) or str(word).endswith(".py") for word in words):
        names.append(ready.server.database("test2"))
        databases.copy(ready, first, names[1])
    claims = ready.state.fresh_folder("claims")
    log = ready.state.log("installed")
    words = [*words, "--install-log", log, "--claims", claims]
    return [inside(ready, name, words) for name in names]


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
    words = [str(word) for word in [*command, *words]]
    return words, {**environ, "PYTHONPATH": str(SCRIPTS)}


def _run_job(words, environ):
    """Run a job in the foreground; return whether it has passed."""
    return not attend(words, cwd=REPOSITORY, env=environ)


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
