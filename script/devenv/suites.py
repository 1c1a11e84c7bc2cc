"""``script/suites``: Odoo's own tests of what builds on the CRM, with the add-on."""

import argparse
import ast
import re

from . import addon, environment, foreign_list
from .console import Failure, command_line, say
from .foreign_databases import Group
from .foreign_runs import folder, outcomes

_CORE = ("crm", "sale_crm", "sales_team")
_MODES = ("odoo", "default")


def main():
    parser = argparse.ArgumentParser(
        prog="script/suites",
        description="Run the tests of Odoo's modules that build on the CRM without the"
        " add-on, with it and Odoo's policies (no test may differ), and with it and the"
        f" default policies (those of {foreign_list.PATH.name} must differ, no other).",
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="only these")
    parser.add_argument("--mode", choices=_MODES, help="only with these policies")
    options = parser.parse_args()
    modes = [options.mode] if options.mode else _MODES
    return command_line(lambda: _run(options.modules, modes))


def _run(names, modes):
    ready = environment.prepare(browser=True)
    try:
        found = groups(ready)
        if unknown := set(names) - {name for group in found for name in group.tested}:
            raise Failure(f"no tests on the CRM: {', '.join(sorted(unknown))}")
        faults = run_groups(ready, found, names, modes)
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()
    if faults:
        raise Failure(f"{len(faults)} tests are not as listed: see above")
    say("all tests are as they should be")


def run_groups(ready, found, names, modes):
    """Run what is named of some groups, or all; print a line for each module and mode.

    :return: a line for each test that is not as listed
    """
    faults = []
    for group in found:
        wanted = [name for name in group.tested if not names or name in names]
        if not wanted:
            continue
        with ready.state.lock(group.name, f"waiting for another run of {group.name}"):
            for mode in modes:
                for module in wanted:
                    faults += _compare(ready, group, mode, module)
    return faults


def _compare(ready, group, mode, module):
    stock = outcomes(ready, group, "stock", module)
    differs = foreign_list.differing(stock, outcomes(ready, group, mode, module))
    faults = [*foreign_list.faults(module, differs, foreign_list.listed(mode))]
    passed = sum(outcome == "passed" for outcome, _why in stock.values())
    print(
        f"{module:<28} {mode:<8} {len(stock):>4} tests, {passed} pass in Odoo alone,"
        f" {len(differs)} differ",
        *(f"    {line}" for line in (*foreign_list.silent(stock), *faults)),
        sep="\n",
        flush=True,
    )
    return faults


def groups(ready):
    """Return Odoo's modules that build on the CRM and have tests.

    What the modules ``test_…`` expect goes by what is installed: each has a database of
    its own.
    """
    known = {
        path.parent.name: _depends(path)
        for place in (*ready.source.addons, ready.source.root / "odoo" / "addons")
        for path in place.glob("*/__manifest__.py")
        if path.parent.name != addon.NAME
    }
    building = sorted(name for name in known if "crm" in _closure(known, name))
    tests = [name for name in building if name.startswith("test_")]
    bridges = [name for name in building if name not in (*_CORE, *tests)]
    with_tests = [name for name in bridges if _has_tests(ready, name)]
    return [
        Group("suites_core", tuple(addon.depends()), _CORE),
        Group("suites_bridges", tuple(bridges), tuple(with_tests)),
        *(Group(f"suites_{name}", (name,), (name,)) for name in tests),
    ]


def _has_tests(ready, module):
    tests = folder(ready, module).glob("tests/test_*.py")
    return any(re.search(r"^    def test_", file.read_text(), re.M) for file in tests)


def _depends(manifest):
    content = ast.parse(manifest.read_text(encoding="utf-8")).body[-1].value
    return ast.literal_eval(content).get("depends", [])


def _closure(known, module):
    """Return a module with all that it builds on."""
    reached, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += known.get(name, [])
    return reached
