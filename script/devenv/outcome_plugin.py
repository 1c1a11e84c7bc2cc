"""A plugin of pytest that writes down what became of each test, and why."""

import json
from pathlib import Path


class Outcomes:
    """Collects an outcome and a reason by the name that pytest gives a test.

    A test has failed if anything of it has: its class, a part, or cleaning up.
    """

    def __init__(self, path):
        self.path = path
        self.found = {}

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self._note(report.nodeid, "failed", _reason(str(report.longrepr)))
        elif report.skipped:
            self._note(report.nodeid, "skipped", _reason(str(report.longrepr)))
        elif report.when == "call":
            self._note(report.nodeid, "passed")

    def _note(self, test, outcome, reason=""):
        if self.found.get(test, ["passed"])[0] == "passed":
            self.found[test] = [outcome, reason]

    def pytest_sessionfinish(self):
        self.path.write_text(json.dumps(self.found, indent=1))


def _reason(text):
    """Return what an exception says, of the account that pytest gives of it."""
    lines = text.strip().splitlines() or [""]
    told = [line for line in lines if line.startswith("E  ")]
    return (told or lines[-1:])[0].removeprefix("E").strip()[:200]


def pytest_addoption(parser):
    parser.addoption("--outcomes", type=Path, help="the file to write to")


def pytest_configure(config):
    if path := config.getoption("--outcomes"):
        config.pluginmanager.register(Outcomes(path), "outcomes")
