"""What must hold when all is over: nothing lost, nothing doubled.

Each function yields findings, one line each. Nothing here changes the database.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from ..checking import CODE
from ..console import Failure
from . import statements
from .client import ANSWERED, CONFLICT, CUT, FAULT, REFUSED
from .plan import Call
from .reading import errors_in

# what writes its own amount to each of its opportunities, or its words to the ledger
WITH_AMOUNT = {"move", "revenue", "batch", "win", "lose", "assign"}
WITH_WORDS = {"reopen"}
# what creates one thing with its words
MAKING = {"contact", "customer"}
# rows of a closing and of its undoing, of which one follows the other
NONE, CLOSED, BOTH = (0, 0), (1, 0), (1, 1)
# states of handovers that calls have left, by what they did
RAN, GIVEN_BACK = {"done", "undone"}, {"undone"}
HANDING = {"handover": RAN, "handover_undo": GIVEN_BACK}


class Ended(NamedTuple):
    """A call that is over.

    :param leads: ids of its opportunities
    :param answer: see :func:`.doing.do`
    :param words: what the server said of it, if it was not answered
    """

    call: Call
    leads: list[int]
    end: str
    answer: object = None
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
        *judge_rows(ended, rows_of(statements.AMOUNTS), rows_of(statements.WORDS)),
        *judge_things(
            ended, rows_of(statements.CONTACTS), rows_of(statements.CUSTOMERS)
        ),
        *judge_undone(ended, rows_of(statements.AMOUNTS), rows_of(statements.UNDONE)),
        *judge_shares(ended, rows_of(statements.SHARED), rows_of(statements.SHARES)),
        *judge_handovers(ended, rows_of(statements.HANDOVERS)),
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
    parts = (f"(SELECT count(*) FROM {source})" for source in statements.LEFT.values())
    (counts,) = ready.sql(f"SELECT {', '.join(parts)}", scene.database)
    return dict(zip(statements.LEFT, counts, strict=True))


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
        call, words = one.call, one.words[:300]
        told = f"{call.kind} {call.number}, {one.end}: left {counts} times"
        yield f"{told} what it wrote; {words}"


def judge_undone(ended, amounts, undone):
    """Yield closings and their undoings that are lost, doubled, or half there.

    :param amounts: rows of the statement ``AMOUNTS``
    :param undone: those of ``UNDONE``
    """
    allowed = {ANSWERED: {BOTH}, CUT: {NONE, CLOSED, BOTH}}
    steps = [
        {(amount, lead): count for amount, lead, count in rows}
        for rows in (amounts, undone)
    ]
    for one in ended:
        if one.call.kind == "undo":
            counts = tuple(step.get((one.call.amount, *one.leads), 0) for step in steps)
            if counts not in allowed.get(one.end, {NONE, CLOSED}):
                yield f"undo {one.call.number}, {one.end}: left {counts} rows"


def judge_shares(ended, told, shares):
    """Yield shares that are lost or doubled, and withdrawn ones that are still there.

    :param told: rows of the statement ``SHARED``
    :param shares: those of ``SHARES``
    """
    left = {id_ for (id_,) in shares}
    asked = defaultdict(Counter)
    for one in ended:
        if one.call.kind == "share":
            asked[one.call.login, one.leads[0], one.call.reader][one.end] += 1
        elif one.call.kind == "unshare" and left.intersection(one.answer or ()):
            yield f"unshare {one.call.number}, {one.end}: the share is still there"
    found = Counter({tuple(key): count for *key, count in told})
    for key in asked.keys() | found.keys():
        yield from _judge_number(f"shares of {key}", asked[key], found[key])


def judge_handovers(ended, states):
    """Yield handovers that have not come as far as the answer said, or too many that
    have.

    :param states: rows of the statement ``HANDOVERS``
    """
    known = dict(map(tuple, states))
    for kind, reached in HANDING.items():
        calls = [one for one in ended if one.call.kind == kind]
        for one in calls:
            if any(known.get(id_) not in reached for id_ in one.answer or ()):
                yield f"{kind} {one.call.number}, {one.end}: it was not done"
        count = sum(state in reached for state in known.values())
        yield from _judge_number(kind, Counter(one.end for one in calls), count)


def _judge_number(name, ends, count):
    """Yield what is wrong with a number of things, of calls that ended like this."""
    if not ends[ANSWERED] <= count <= ends[ANSWERED] + ends[CUT]:
        yield f"{name}: {ends[ANSWERED]} answered, {count} found"


def judge_database(rows_of):
    """Yield what is doubled or not at its end.

    :param rows_of: runs a statement and returns its rows
    """
    for name, statement in statements.DOUBLED.items():
        rows = rows_of(statement)
        if rows:
            yield f"{name}: {len(rows)}, such as {rows[:3]}"
