"""``script/check``: do the records of a database hold?"""

import argparse

from . import environment
from .console import Failure, command_line, say

# before each sentence, among what Odoo says
MARK = "check: "
# Odoo's shell ends with a failure where anything is found, and commits nothing
CODE = f"""
check = env["crm.record.check"]._check_run()
for sentence in check._check_sentences():
    print("{MARK}" + sentence)
if check.line_ids:
    raise SystemExit(1)
"""


def main():
    parser = argparse.ArgumentParser(
        prog="script/check",
        description="Check the same as CRM > Configuration > Check the Records: that"
        " the rows of the ledger follow each other without a gap, that an opportunity"
        " is in one stage at a time, that the last row is the opportunity as it is"
        " stored, and that last contacts, big-deal alerts and links of invoices are"
        " what they follow from.",
    )
    parser.add_argument(
        "database", nargs="?", help="name of the database (default: that of the demo)"
    )
    options = parser.parse_args()
    return command_line(lambda: _check(options.database))


def _check(database):
    ready = environment.prepare()
    database = database or ready.server.database("demo")
    log = ready.state.fresh_log("check")
    say(f"checking {database}")
    try:
        ready.run_shell(database, log, CODE)
    except Failure:
        raise Failure(f"{database} has faults (log: {log})") from None
    finally:
        _tell(log)
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()


def _tell(log):
    """Print the sentences among what Odoo says."""
    for line in log.read_text().splitlines():
        if line.startswith(MARK):
            say(line.removeprefix(MARK))
