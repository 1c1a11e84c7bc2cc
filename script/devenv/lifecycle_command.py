"""``script/lifecycle``: the add-on comes, is updated and goes, in several databases."""

import argparse
from functools import partial

from . import addon, databases, environment, history
from .console import Failure, command_line
from .lifecycle import tried
from .state import REPOSITORY

# Opportunities that moved twice, each tenth of them won and each other tenth lost; of a
# hundred one is a lead and one is archived.
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
     WHERE mod(id, 10) < 2;
    UPDATE crm_lead
       SET type = CASE mod(id, 100) WHEN 2 THEN 'lead' ELSE type END,
           active = mod(id, 100) <> 3
     WHERE mod(id, 100) IN (2, 3)
''', [won.id])
"""
# What Odoo notes of a module at its installation or update, it notes now.
_LISTED = f"""
env["ir.module.module"].update_list()
env["ir.module.module"].search([("name", "=", "{addon.NAME}")]).url = ""
env.cr.commit()
"""
# The demo of the add-on changes records of Odoo's, and comes where all modules that it
# builds on have theirs: only the demo of Odoo is compared.
_DEMO_OF_ODOO = f"""
env["ir.module.module"].search([("name", "in", {addon.depends()})]).demo = False
"""


def main():
    parser = argparse.ArgumentParser(
        prog="script/lifecycle",
        description="Install, update, remove and install the add-on again, on an empty"
        " database, on one with demo data and on a large one, update the large one from"
        " each earlier version and remove it there, and compare what they hold.",
    )
    parser.add_argument(
        "--opportunities",
        type=int,
        default=100_000,
        metavar="N",
        help="how many the large one has (default: 100000)",
    )
    parser.add_argument(
        "--from",
        nargs="*",
        dest="versions",
        metavar="VERSION",
        help="the large one alone, and these earlier versions (default: all)",
    )
    options = parser.parse_args()
    return command_line(lambda: _run(options.opportunities, options.versions))


def _run(opportunities, asked):
    versions = versions_of(asked)
    ready = environment.prepare()
    makers = {} if asked is not None else {"empty": _make_empty, "demo": _make_demo}
    large = partial(_make_large, opportunities=opportunities)
    try:
        with ready.state.lock("lifecycle", "waiting for another run of this command"):
            findings = 0
            for label, make in makers.items():
                findings += tried(ready, label, make)
            findings += tried(ready, f"{opportunities:,}", large, versions)
        if findings:
            raise Failure(f"{findings} findings, above: something remains or differs")
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def versions_of(asked):
    """Return the versions to update from; without a history there are none."""
    known = history.earlier()
    if unknown := {*(asked or ())} - known.keys():
        raise Failure(
            f"no earlier version is {', '.join(sorted(unknown))}: there are"
            f" {', '.join(known) or 'none, for want of the history of the repository'}"
        )
    return asked or [*known]


def _make_empty(ready, name, log):
    databases.copy(ready, databases.template(ready), name)
    ready.run_shell(name, log, _LISTED)


def _make_demo(ready, name, log):
    databases.drop(ready, name)
    databases.install(ready, name, addon.depends(), log.stem, "--with-demo")
    ready.run_shell(name, log, _DEMO_OF_ODOO + _LISTED)


def _make_large(ready, name, log, opportunities):
    databases.copy(ready, databases.template(ready), name)
    years = _YEARS % {"opportunities": opportunities}
    ready.run_shell(name, log, years + _LISTED)
