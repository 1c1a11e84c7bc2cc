"""What must hold when all is over: nothing lost, nothing doubled.

Each function yields findings, one line each. Nothing here changes the database.
"""

from collections import defaultdict
from typing import NamedTuple

from ..checking import CODE
from ..console import Failure
from .client import ANSWERED, CONFLICT, CUT, FAULT, REFUSED
from .plan import Call
from .reading import errors_in
from .statements import AMOUNTS, CONTACTS, CUSTOMERS, DOUBLED, LEFT, WORDS

# what writes its own amount to each of its opportunities, or its words to the ledger
WITH_AMOUNT = {"move", "revenue", "batch", "win", "lose", "assign"}
WITH_WORDS = {"reopen"}
# what creates one thing with its words
MAKING = {"contact", "customer"}


class Ended(NamedTuple):
    """A call that is over.

    :param leads: ids of its opportunities
    :param words: what the server said of it, if it was not answered
    """

    call: Call
    leads: list[int]
    end: str
    words: str = ""


def findings_of(ready, scene, ended, log, is_killing):
    """Return all findings.

    :param log: that of Odoo
    :param is_killing: some calls were cut off on purpose
    """

    def rows_of(statement):
        return ready.sql(statement, scene.database)

    findings = [
        *judge_ends(ended, is_killing),
        *judge_rows(ended, rows_of(AMOUNTS), rows_of(WORDS)),
        *judge_things(ended, rows_of(CONTACTS), rows_of(CUSTOMERS)),
        *judge_database(rows_of),
    ]
    for error, count in errors_in(log, is_killing).items():
        findings.append(f"in the log of Odoo, {count} times: {error}")
    try:
        ready.run_shell(scene.database, ready.state.fresh_log("soak-check"), CODE)
    except Failure as failure:
        findings.append(f"script/check finds faults: {failure}")
    return findings


def left_in(ready, scene):
    """Return how much is there of each thing of ``LEFT``."""
    parts = (f"(SELECT count(*) FROM {source})" for source in LEFT.values())
    (counts,) = ready.sql(f"SELECT {', '.join(parts)}", scene.database)
    return dict(zip(LEFT, counts, strict=True))


def judge_ends(ended, is_killing):
    """Yield the calls that must not have ended as they did."""
    bad = {FAULT, CONFLICT} if is_killing else {FAULT, CONFLICT, CUT}
    for one in ended:
        if one.end in bad:
            yield f"{one.call.kind} {one.call.number}: {one.end}: {one.words[:300]}"


def judge_rows(ended, amounts, words):
    """Yield the calls whose rows in the ledger are lost, doubled, or too many.

    :param amounts: rows of the statement ``AMOUNTS``
    :param words: those of ``WORDS``
    """
    found = defaultdict(dict)
    for key, lead, count in [*amounts, *words]:
        found[key][lead] = count
    for one in ended:
        kind = one.call.kind
        if kind in WITH_AMOUNT | WITH_WORDS:
            key = one.call.amount if kind in WITH_AMOUNT else one.call.words
            yield from _judge(one, [found[key].get(lead, 0) for lead in one.leads])


def judge_things(ended, contacts, customers):
    """Yield contacts and openings that are lost or doubled.

    :param contacts: rows of the statement ``CONTACTS``
    :param customers: those of ``CUSTOMERS``
    """
    found = {"contact": defaultdict(list), "customer": defaultdict(list)}
    for kind, rows in (("contact", contacts), ("customer", customers)):
        for words, count in rows:
            found[kind][words].append(count)
    for one in ended:
        if one.call.kind in MAKING:
            counts = found[one.call.kind][one.call.words]
            # as many things as there are messages or opportunities of them
            yield from _judge(one, [len(counts), sum(counts)])


def _judge(one, counts):
    """Yield what is wrong with a call that has left this often what it wrote."""
    allowed = {ANSWERED: {1}, REFUSED: {0}, CONFLICT: {0}}.get(one.end, {0, 1})
    if not allowed.issuperset(counts) or len(set(counts)) > 1:
        call = one.call
        yield f"{call.kind} {call.number}, {one.end}: left {counts} times what it wrote"


def judge_database(rows_of):
    """Yield what is doubled or not at its end.

    :param rows_of: runs a statement and returns its rows
    """
    for name, statement in DOUBLED.items():
        rows = rows_of(statement)
        if rows:
            yield f"{name}: {len(rows)}, such as {rows[:3]}"
