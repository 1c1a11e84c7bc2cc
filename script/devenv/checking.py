"""``script/check``: do the ledger and the last contacts of a database hold?"""

import argparse

from . import environment
from .console import Failure, command_line, say

# Odoo's shell ends with a failure where anything is found.
CODE = """
faults = env["crm.lead.revision"]._ledger_faults()
faults |= env["crm.lead.contact.state"]._state_faults()
for name, ids in faults.items():
    print(f"{name}: {len(ids)} opportunities, such as {ids[:10]}")
if faults:
    raise SystemExit(1)
"""


def main():
    parser = argparse.ArgumentParser(
        prog="script/check",
        description="Check that the rows of the ledger follow each other without a gap,"
        " that an opportunity is in one stage at a time, and that the last row is the"
        " opportunity as it is stored; and that the last contact of each opportunity is"
        " that of its messages and meetings.",
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
        raise Failure(f"{database} has faults: see above") from None
    finally:
        if ready.server.cluster and not ready.state.is_used_by_others():
            ready.server.cluster.stop()
    say("nothing found")
