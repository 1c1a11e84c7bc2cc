"""What installing, updating and removing the add-on does to a database."""

import multiprocessing
import resource
import time
from tempfile import TemporaryDirectory

from . import addon, checking, databases, history, shipped, snapshot
from .console import Failure, megabytes, say
from .odoo_log import warnings_in

UNINSTALL = f"""
module = env["ir.module.module"].search([("name", "=", "{addon.NAME}")])
module.button_immediate_uninstall()
env.cr.commit()
"""
# What a ledger tells, whatever the ids of its rows.
_LEDGER = """
    SELECT count(*), count(DISTINCT lead_id), count(*) FILTER (WHERE is_stay),
           sum(hashtextextended(concat_ws(' ', lead_number, date_from, date_to,
               stage_id, outcome, expected_revenue, probability, salesperson_id), 0))
      FROM crm_lead_revision
"""
_COMPARISONS = (snapshot.design_changes, snapshot.size_changes, shipped.changes)
_LONGEST = 400


def tried(ready, label, make, versions=()):
    """Install and remove the add-on in copies of a database, of this version and of
    earlier ones that are updated to it; return how much is not as it should be.

    :param make: makes the database that is copied
    """
    base = ready.server.database("lifecycle_base")
    try:
        say(f"{label}: making the database")
        make(ready, base, ready.state.fresh_log("lifecycle-base"))
        life = Life(ready, label)
        findings = life.run(base)
        for version in versions if life.installed else ():
            findings += Upgrade(life, version).run(base)
        return findings
    finally:
        databases.drop(ready, base)


class Life:
    """The steps of this version in one database, each with its time and memory."""

    # what the database holds before and after the installation, and its ledger
    before = installed = ledger = None

    def __init__(self, ready, label):
        self.ready, self.label = ready, label
        self.database = ready.server.database("lifecycle_command")
        self.log = ready.state.fresh_log(f"lifecycle-{label.replace(' ', '')}")
        self.findings = 0

    def run(self, base):
        """Take all steps in a copy; return how much is not as it should be."""
        try:
            databases.copy(self.ready, base, self.database)
            self._steps()
            self._find("log", warnings_in(self.log))
        except Failure as failure:
            self._find("failed", [failure])
        finally:
            databases.drop(self.ready, self.database)
        if not self.findings:
            say(f"{self.label}: nothing remains, and nothing was lost")
        return self.findings

    def _steps(self):
        self.before = self._taken()
        self._step("installing", self._odoo, "--init")
        self.ledger, self.installed = self._ledger(), self._taken()
        self._update_and_remove()
        self._step("installing again", self._odoo, "--init")
        self._compare("installed again")

    def _update_and_remove(self):
        self._step("updating", self._odoo, "--update")
        self._compare("updated")
        self._step("removing", self._shell, UNINSTALL)
        after = self._taken()
        self._find("removed", snapshot.schema_changes(self.before, after))
        self._find("removed", snapshot.row_changes(self.before, after))

    def _compare(self, when):
        """Find what is not as the installation made it."""
        taken, ledger = self._taken(), self._ledger()
        if ledger != self.ledger:
            self._find(when, [f"ledger: {ledger} in place of {self.ledger}"])
        for changes in _COMPARISONS:
            self._find(when, changes(self.installed, taken))
        self._shell(checking.CODE)

    def _taken(self):
        return snapshot.take(self.ready, self.database)

    def _step(self, name, action, *arguments):
        seconds, memory = _measured(lambda: action(*arguments))
        say(f"{self.label}: {name} took {seconds:.0f} s and {megabytes(memory)}")

    def _odoo(self, option):
        failure = f"{option} failed in {self.database}"
        self.ready.run_odoo(self.database, self.log, failure, f"{option}={addon.NAME}")

    def _shell(self, code):
        self.ready.run_shell(self.database, self.log, code)

    def _ledger(self):
        return self.ready.sql(_LEDGER, self.database)

    def _find(self, when, lines):
        for line in lines:
            say(f"{self.label}: {when}: {line}"[:_LONGEST])
        self.findings += len(lines)


class Upgrade(Life):
    """The update from an earlier version, compared with an installation of this one.

    :param fresh: the life of this version in the same database
    """

    def __init__(self, fresh, version):
        super().__init__(fresh.ready, f"{fresh.label}, {version}")
        self.version = version
        self.before, self.installed = fresh.before, fresh.installed
        self.ledger = fresh.ledger

    def _steps(self):
        self._step("installing", self._install_earlier)
        self._update_and_remove()

    def _install_earlier(self):
        # what an earlier version says in its log is no finding
        log = self.ready.state.fresh_log("lifecycle-earlier")
        failure = f"{self.version} cannot be installed in {self.database}"
        with TemporaryDirectory() as folder, self.ready.addon_in(folder):
            history.unpack(self.version, folder)
            self.ready.run_odoo(self.database, log, failure, f"--init={addon.NAME}")


def _measured(action):
    """Do something in a process of its own; return its seconds and the peak memory, in
    bytes, of the largest process that it has started."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def work():
        try:
            action()
        except Failure as failure:
            raise SystemExit(f"    {failure}") from None
        sender.send(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)

    start = time.monotonic()
    process = context.Process(target=work, daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        raise Failure("a step failed: see above")
    return time.monotonic() - start, receiver.recv()
