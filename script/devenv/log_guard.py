"""A plugin of pytest that fails a run for what its tests would let pass.

A warning or error in Odoo's log that no test expects, a Python warning and a
skipped test each count as a failed test, so they show in pytest's last line too.
What a test expects it mutes (``mute_logger``) or asserts (``assertLogs``), and
then the record never comes here.
"""

import logging
from pathlib import Path

import pytest

from .odoo_log import warnings_in


class Guard(logging.Handler):
    """Collects what must not happen, with the test that was running."""

    def __init__(self, install_log):
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        self.install_log = install_log
        self.running = "before the first test"
        self.findings = []

    def add(self, where, text):
        self.findings.append((where, text))

    def emit(self, record):
        self.add(self.running, self.format(record))

    def pytest_runtest_logstart(self, nodeid):
        self.running = nodeid

    def pytest_runtest_logreport(self, report):
        if report.skipped and not hasattr(report, "wasxfail"):
            self.add(report.nodeid, f"skipped: {report.longrepr}")

    def pytest_warning_recorded(self, warning_message, nodeid):
        message = warning_message
        where = f"{message.filename}:{message.lineno}"
        text = f"{message.category.__name__}: {message.message} ({where})"
        self.add(nodeid or self.running, text)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session):
        logging.getLogger().removeHandler(self)
        for line in warnings_in(self.install_log) if self.install_log else []:
            self.add("installation", line)
        for number, (where, text) in enumerate(self.findings, 1):
            _fail(session, f"{where} [log guard {number}]", text)
        if self.findings and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_addoption(parser):
    parser.addoption("--install-log", type=Path, help="a log of Odoo to check as well")


def pytest_configure(config):
    guard = Guard(config.getoption("--install-log"))
    logging.getLogger().addHandler(guard)
    config.pluginmanager.register(guard, "log-guard")


def _fail(session, name, text):
    """Report a finding the way pytest reports a failed test."""
    report = pytest.TestReport(
        nodeid=name,
        location=(name, None, name),
        keywords={},
        outcome="failed",
        longrepr=text,
        when="call",
    )
    # Not through the hook for reports, which would also print a mark of progress.
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    reporter.stats.setdefault("failed", []).append(report)
