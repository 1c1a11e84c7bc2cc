"""The list of the tests of others that differ, and what differs from the list."""

import re

from .state import ADDON

PATH = ADDON / "doc" / "odoo_tests.rst"
# what the second cell says of a test that differs whatever the policies are
ANY = "any"
_TEST = re.compile(r"``(\w+\.\w+\.\w+)``")


def listed(mode):
    """Return what explains it by name of each test that has to differ in a mode.

    Rows are of three cells: tests, with which policies, and why.
    """
    _title, *rows = PATH.read_text(encoding="utf-8").split("\n   * - ")
    cells = [row.split("\n     - ", 2) for row in rows]
    return {
        test: " ".join(reason.split("\n\n")[0].split())
        for tests, policies, reason in cells
        for test in _TEST.findall(tests)
        if policies in (ANY, mode)
    }


def differing(stock, plus):
    """Return the reason by name of each test that passes without the add-on alone."""
    missing = ["missing", "does not run"]
    return {
        test: f"{plus.get(test, missing)[0]}: {plus.get(test, missing)[1]}"
        for test, (outcome, _why) in stock.items()
        if outcome == "passed" and plus.get(test, missing)[0] != "passed"
    }


def silent(stock):
    """Yield the tests that do not pass without the add-on: they compare nothing."""
    for test, (outcome, why) in sorted(stock.items()):
        if outcome != "passed":
            yield f"{test} is not compared, {outcome} in Odoo alone: {why}"


def faults(module, differs, expected):
    """Yield what is wrong with the tests of a module.

    :param differs: the reasons by name of each test that differs
    :param expected: the names of those that should
    """
    expected = {test for test in expected if test.startswith(f"{module}.")}
    for test in sorted(differs.keys() - expected):
        yield f"{test} differs and is not listed ({differs[test]})"
    for test in sorted(expected - differs.keys()):
        yield f"{test} is listed and does not differ"
