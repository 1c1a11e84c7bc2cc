"""What the log of Odoo says of the soak."""

import re
from collections import Counter

# 2026-01-31 10:00:00,123 4711 ERROR soak odoo.modules.loading: Something is wrong.
_LINE = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) \S+ (\S+): (.*)")
_RETRY = re.compile(r"\d tries left, try again in")
# the logger of what ends a transaction, which Odoo then repeats; if it does not, the
# answer to the call says so
_STATEMENTS = "odoo.sql_db"
_CONFLICT = re.compile(
    "could not serialize|deadlock detected|lock timeout|could not obtain lock"
    "|current transaction is aborted|duplicate key value"
)
# what is left of a connection that was ended from outside
_CUT = re.compile(
    "terminating connection|connection already closed|closed the connection"
    "|cursor already closed|connection pointer is NULL"
    # of a job whose worker was killed three times
    r"|ir_cron: Job .* timed out"
)
# how many lines of a record tell what it is about
_LINES = 400


def retries_in(log):
    """Return how often Odoo has repeated a call or a batch after a conflict."""
    return len(_RETRY.findall(log.read_text(errors="replace")))


def errors_in(log, is_killing):
    """Return how often each error was logged that is no mere conflict.

    :param is_killing: connections of the database were cut on purpose
    """
    found = Counter()
    lines = log.read_text(errors="replace").splitlines()
    for place, line in enumerate(lines):
        if match := _LINE.match(line):
            text = "\n".join(_record(lines, place))
            is_cut = is_killing and _CUT.search(text)
            is_repeated = match[1] == _STATEMENTS and _CONFLICT.search(text)
            if not (is_cut or is_repeated):
                # the last words of a traceback say what went wrong
                _first, _newline, rest = text.rstrip().partition("\n")
                last = rest.rpartition("\n")[2]
                found[f"{match[1]}: {match[2][:160]} {last[:300]}".rstrip()] += 1
    return found


def _record(lines, place):
    """Yield the lines of one record of the log."""
    yield lines[place]
    for line in lines[place + 1 : place + _LINES]:
        if re.match(r"^\d{4}-\d\d-\d\d ", line):
            return
        yield line
