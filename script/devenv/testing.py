"""``script/test``: all tests, in a database made for the run."""

import argparse
import os
from pathlib import Path

from . import addon, databases, environment
from .console import Failure, attend, command_line, say
from .state import ADDON, REPOSITORY

LIFECYCLE = REPOSITORY / "tests_lifecycle"
_SCRIPTS = REPOSITORY / "script"
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
_FILTERS = f"filterwarnings={chr(10).join(_IGNORED_WARNINGS)}"
_OPTIONS = ("-p", "no:cacheprovider", "-p", "devenv.log_guard", "-rfE", "-o", _FILTERS)


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
            template = databases.template(ready)
            if only_prepare:
                return say("everything is ready for the tests")
            return _run_phases(ready, template, arguments)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _run_phases(ready, template, arguments):
    """Run the tests inside Odoo, then those that install and remove the add-on."""
    others, paths = _split(arguments)
    inside = [path for path in paths if not _is_lifecycle(path)]
    around = [path for path in paths if _is_lifecycle(path)]
    if not arguments:
        around = [LIFECYCLE] if LIFECYCLE.is_dir() else []
    failed = []
    if (inside or not paths) and _run_inside(ready, template, others, inside):
        failed.append(addon.NAME)
    if around and _run_around(ready, others, around):
        failed.append(LIFECYCLE.name)
    if failed:
        raise Failure(f"tests failed in {' and '.join(failed)}: see above")


def _run_inside(ready, template, options, paths):
    """Run tests with pytest-odoo in a fresh database; return the exit code."""
    database = ready.server.database("test")
    say("making the test database")
    databases.copy(ready, template, database)
    install_log = databases.install(ready, database, [addon.NAME], "test-install")
    log = ready.state.fresh_log("test")
    folder = ready.state.path("log")
    conf = ready.odoo_conf(database, logfile=log, screenshots=folder)
    say(f"running pytest (log of Odoo: {log})")
    words = [
        *("--odoo-config", conf, "--odoo-log-level", "info", "--odoo-http"),
        *("--log-level", "WARNING", "--install-log", install_log),
        *options,
        *(paths or [ADDON]),
    ]
    return _pytest(ready, words, ready.environ())


def _run_around(ready, options, paths):
    """Run tests that start Odoo themselves; return the exit code."""
    say("running the tests of installation and removal")
    return _pytest(ready, ["-p", "no:odoo", *options, *paths], os.environ)


def _pytest(ready, words, environ):
    command = [ready.python, "-m", "pytest", f"--rootdir={REPOSITORY}", *_OPTIONS]
    return attend(
        [*command, *words],
        cwd=REPOSITORY,
        env={**environ, "PYTHONPATH": str(_SCRIPTS)},
    )


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
