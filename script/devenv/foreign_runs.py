"""Running the tests of others, once for each state of the files."""

import json
import os

from . import testing
from .console import Failure, attend, say
from .foreign_databases import VARIANTS
from .state import REPOSITORY, digest

_PLUGIN = REPOSITORY / "script" / "devenv" / "outcome_plugin.py"
_JAVASCRIPT = _PLUGIN.with_name("javascript_suite.py")
_WORDS = ("-p", "no:cacheprovider", "-p", "devenv.outcome_plugin", "-q", "--tb=line")


def outcomes(ready, group, variant, module):
    """Return ``[outcome, reason]`` by name of each test of a module.

    Tests that fail run a second time: one with a browser may be too slow once. What is
    known for the same database is not asked again.
    """
    name, key = VARIANTS[variant](ready, group)
    known = ready.state.path("foreign", name, f"{module}.json")
    known.parent.mkdir(parents=True, exist_ok=True)
    key = digest(key, _PLUGIN.read_bytes(), _JAVASCRIPT.read_bytes())
    if known.is_file() and (content := json.loads(known.read_text()))["key"] == key:
        return content["outcomes"]
    say(f"{module} in {name}")
    found = _run(ready, name, module, _tests(ready, module))
    if failed := [test for test, outcome in found.items() if outcome[0] == "failed"]:
        say(f"  ... again what failed: {len(failed)}")
        again = _run(ready, name, module, failed)
        found.update({test: again[test] for test in failed if test in again})
    found = {name_of(module, test): outcome for test, outcome in found.items()}
    known.write_text(json.dumps({"key": key, "outcomes": found}, indent=1))
    return found


def _tests(ready, module):
    """Return what holds the tests of a module, which may have some in JavaScript."""
    place = folder(ready, module)
    has_javascript = any(place.glob("static/tests/**/*.test.js"))
    return [place / "tests", *([_JAVASCRIPT] if has_javascript else [])]


def _run(ready, database, module, tests):
    file = ready.state.path("foreign", database, "run.json")
    file.unlink(missing_ok=True)
    log = ready.state.log(f"{database}-{module}")
    conf = ready.odoo_conf(database, screenshots=ready.state.path("log"))
    odoo = ("--odoo-config", conf, "--odoo-log-level", "error", "--odoo-http")
    command = [ready.python, "-m", "pytest", f"--rootdir={REPOSITORY}"]
    command += [*_WORDS, *testing.FILTERS, *odoo, "--outcomes", file, *tests]
    environ = {**ready.environ(), "PYTHONPATH": os.fspath(testing.SCRIPTS)}
    environ["SUITE_MODULE"] = module
    with log.open("w") as output:
        attend(command, cwd=REPOSITORY, env=environ, stdout=output, stderr=output)
    if not file.is_file() or not (found := json.loads(file.read_text())):
        raise Failure(f"the tests of {module} did not run in {database}: see {log}")
    return found


def folder(ready, module):
    """Return the folder of a module, in Odoo or beside it."""
    places = [*ready.source.addons, ready.source.root / "odoo" / "addons"]
    return next(place / module for place in places if (place / module).is_dir())


def name_of(module, test):
    """Turn ``…/crm/tests/test_lead.py::TestLead::test_move`` into
    ``crm.TestLead.test_move``."""
    _file, *names = test.split("::")
    return ".".join([module, *names])
