"""``script/lifecycle``: what installing and removing the add-on does to a database."""

import argparse
import multiprocessing
import resource
import time
from functools import partial

from . import addon, checking, databases, environment, snapshot
from .console import Failure, command_line, megabytes, say
from .odoo_log import warnings_in
from .state import REPOSITORY

UNINSTALL = f"""
module = env["ir.module.module"].search([("name", "=", "{addon.NAME}")])
module.button_immediate_uninstall()
env.cr.commit()
"""
# Opportunities that moved twice, each tenth of them won and each other tenth lost; the
# list of modules is as Odoo finds it, which it notes now and not at the installation.
_YEARS = f"""
import sys
sys.path.insert(0, "{REPOSITORY / "benchmarks"}")
import backfill

backfill.LEADS, backfill.MOVES = %(opportunities)s, 2
backfill.prepare(env)
won = env["crm.stage"].search([("is_won", "=", True)], limit=1)
env.cr.execute('''
    UPDATE crm_lead
       SET active = mod(id, 10) <> 1,
           won_status = CASE mod(id, 10) WHEN 0 THEN 'won' ELSE 'lost' END,
           probability = CASE mod(id, 10) WHEN 0 THEN 100 ELSE 0 END,
           stage_id = CASE mod(id, 10) WHEN 0 THEN %%s ELSE stage_id END,
           date_closed = date_last_stage_update
     WHERE mod(id, 10) < 2
''', [won.id])
"""
_LISTED = """
env["ir.module.module"].update_list()
env.cr.commit()
"""
# What a ledger tells, whatever the ids of its rows.
_LEDGER = """
    SELECT count(*), count(DISTINCT lead_id), count(*) FILTER (WHERE is_stay),
           sum(hashtextextended(concat_ws(' ', lead_number, date_from, date_to,
               stage_id, outcome, expected_revenue, probability, salesperson_id), 0))
      FROM crm_lead_revision
"""


def main():
    parser = argparse.ArgumentParser(
        prog="script/lifecycle",
        description="Install, update, remove and install the add-on again, on an empty"
        " database, on one with demo data and on a large one, and compare what they"
        " hold.",
    )
    parser.add_argument(
        "--opportunities",
        type=int,
        default=100_000,
        metavar="N",
        help="how many the large one has (default: 100000)",
    )
    options = parser.parse_args()
    return command_line(lambda: _run(options.opportunities))


def _run(opportunities):
    ready = environment.prepare()
    makers = {
        "empty": _make_empty,
        "demo": _make_demo,
        f"{opportunities:,}": partial(_make_large, opportunities=opportunities),
    }
    try:
        with ready.state.lock("lifecycle", "waiting for another run of this command"):
            findings = [
                f"{label}: {finding}"
                for label, make in makers.items()
                for finding in Life(ready, label).run(make)
            ]
        if findings:
            told = "".join(f"\n    {line[:400]}" for line in findings)
            raise Failure(f"a database is not as it should be:{told}")
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _make_empty(ready, name, log):
    databases.copy(ready, databases.template(ready), name)
    ready.run_shell(name, log, _LISTED)


def _make_demo(ready, name, log):
    databases.drop(ready, name)
    databases.install(ready, name, addon.depends(), log.stem, "--with-demo")
    ready.run_shell(name, log, _LISTED)


def _make_large(ready, name, log, opportunities):
    databases.copy(ready, databases.template(ready), name)
    years = _YEARS % {"opportunities": opportunities}
    ready.run_shell(name, log, years + _LISTED)


class Life:
    """The steps of the add-on in one database, each with its time and memory."""

    def __init__(self, ready, label):
        self.ready, self.label = ready, label
        self.database = ready.server.database("lifecycle_command")
        self.log = ready.state.fresh_log("lifecycle-command")
        self.findings = []

    def run(self, make):
        """Take all steps; return what is not as it should be."""
        try:
            say(f"{self.label}: making the database")
            make(self.ready, self.database, self.log)
            self._steps()
        finally:
            databases.drop(self.ready, self.database)
        self._find("log", warnings_in(self.log))
        if not self.findings:
            say(f"{self.label}: nothing remains, and nothing was lost")
        return self.findings

    def _steps(self):
        before = self._taken()
        self._step("installing", self._odoo, "--init")
        ledger, first = self._ledger(), self._taken()
        self._step("updating", self._odoo, "--update")
        self._find("updated", _differences(ledger, self._ledger()))
        updated = self._taken()
        self._find("updated", snapshot.schema_changes(first, updated))
        self._step("removing", self._shell, UNINSTALL)
        after = self._taken()
        self._find("removed", snapshot.schema_changes(before, after))
        self._find("removed", snapshot.row_changes(before, after))
        self._step("installing again", self._odoo, "--init")
        again = self._taken()
        self._find("installed again", _differences(ledger, self._ledger()))
        self._find("installed again", snapshot.schema_changes(first, again))
        self._find("installed again", snapshot.size_changes(updated, again))
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
        self.findings += [f"{when}: {line}" for line in lines]


def _differences(expected, found):
    return [] if expected == found else [f"ledger: {found} in place of {expected}"]


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
