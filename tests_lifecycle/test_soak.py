"""What ``script/soak`` judges, over calls and rows that are made up.

The command itself takes minutes and is no part of ``script/test``.
"""

import os
import subprocess
import sys
from itertools import islice

from devenv.soaking import client, judging, killing, plan, reading

KINDS = ("revenue", "batch", "reopen", "contact", "customer")


def _call(kind, number=7):
    return plan.Call(number, kind, (0,), False, 0)


def _ended(kind, end, leads=(11,), answer=None):
    return judging.Ended(_call(kind), [*leads], end, answer, "said so")


def _findings(kind, end, counts, leads=(11,)):
    """What is found if a call has left these numbers of rows or things."""
    one = _ended(kind, end, leads)
    key = one.call.words if kind == "reopen" else one.call.amount
    if kind in judging.MAKING:
        things = {"contact": [], "customer": []}
        things[kind] = [(one.call.words, count) for count in counts]
        return [*judging.judge_things([one], *things.values())]
    rows = [
        (key, lead, count) for lead, count in zip(leads, counts, strict=True) if count
    ]
    return [*judging.judge_rows([one], rows, [])]


def _error(name, message="no"):
    return client.end_of({"data": {"name": name, "message": message}})


def test_what_was_answered_is_there_once():
    for kind in KINDS:
        assert not _findings(kind, client.ANSWERED, [1])
        (lost,) = _findings(kind, client.ANSWERED, [0])
        assert lost.startswith(f"{kind} 7, answered: left [")
        assert _findings(kind, client.ANSWERED, [2])


def test_two_things_of_one_call_or_half_a_thing_are_found():
    for end in (client.ANSWERED, client.CUT):
        assert _findings("customer", end, [1, 1])
        assert _findings("customer", end, [0])
    assert not _findings("customer", client.CUT, [])


def test_what_was_refused_left_nothing():
    for end in (client.REFUSED, client.CONFLICT):
        assert not _findings("revenue", end, [0])
        assert _findings("revenue", end, [1])


def test_what_was_cut_off_is_there_as_a_whole_or_not_at_all():
    two = (11, 12)
    assert not _findings("batch", client.CUT, [0, 0], two)
    assert not _findings("batch", client.CUT, [1, 1], two)
    assert _findings("batch", client.CUT, [1, 0], two)
    assert _findings("batch", client.CUT, [2, 2], two)


def test_a_closing_that_was_taken_back_leaves_two_rows():
    def findings(end, closed, undone):
        rows = [[(7, 11, count)] for count in (closed, undone)]
        return [*judging.judge_undone([_ended("undo", end)], *rows)]

    assert not findings(client.ANSWERED, 1, 1)
    assert findings(client.ANSWERED, 1, 0) == ["undo 7, answered: left (1, 0) rows"]
    assert findings(client.ANSWERED, 1, 2)
    # the closing may have been answered, and its undoing refused
    assert not findings(client.REFUSED, 1, 0)
    assert findings(client.REFUSED, 1, 1)
    assert not findings(client.CUT, 1, 1)
    assert findings(client.CUT, 0, 1)


def test_each_share_is_told_once():
    def findings(end, *told):
        return [*judging.judge_shares([_ended("share", end)], told, [])]

    once = ["admin", 11, "agent0", 1]
    assert not findings(client.ANSWERED, once)
    assert findings(client.ANSWERED)
    assert findings(client.ANSWERED, [*once[:3], 2])
    assert findings(client.REFUSED, once)
    assert not findings(client.CUT)
    assert not findings(client.CUT, once)
    assert len(findings(client.ANSWERED, ["supervisor", *once[1:]])) == 2


def test_a_share_that_was_withdrawn_is_gone():
    ended = [_ended("unshare", client.ANSWERED, answer=[3])]
    assert not [*judging.judge_shares(ended, [], [[4]])]
    assert [*judging.judge_shares(ended, [], [[3]])]


def test_handovers_come_as_far_as_the_answer_said():
    ran = [_ended("handover", client.ANSWERED, answer=[5])]
    given_back = [*ran, _ended("handover_undo", client.ANSWERED, answer=[5])]
    assert not [*judging.judge_handovers(ran, [[5, "done"], [6, "draft"]])]
    assert [*judging.judge_handovers(ran, [[5, "draft"]])]
    assert [*judging.judge_handovers(ran, [[5, "done"], [6, "done"]])]
    assert [*judging.judge_handovers(ran, [[5, "undone"]])]
    assert not [*judging.judge_handovers(given_back, [[5, "undone"]])]
    assert [*judging.judge_handovers(given_back, [[5, "done"]])]


def test_only_kills_excuse_what_was_cut_off():
    ended = [_ended("move", end) for end in client.ENDS]
    assert len([*judging.judge_ends(ended, is_killing=True)]) == 2
    (conflict, cut, fault) = judging.judge_ends(ended, is_killing=False)
    assert conflict == "move 7: conflict: said so"
    assert cut == "move 7: cut off: said so"
    assert fault == "move 7: fault: said so"


def test_how_a_call_ended():
    assert _error("odoo.exceptions.UserError") == client.REFUSED
    refused = "odoo.addons.opportunity_plus.exceptions.ReopeningRefused"
    assert _error(refused) == client.REFUSED
    assert _error("psycopg2.errors.SerializationFailure") == client.CONFLICT
    assert _error("psycopg2.errors.AdminShutdown") == client.CUT
    assert _error("builtins.KeyError") == client.FAULT
    constraint = "The operation cannot be completed: An opportunity has one row"
    assert _error("odoo.exceptions.ValidationError", constraint) == client.CONFLICT


def test_a_job_that_was_run_by_hand_answers_with_its_exception():
    def end(words):
        answer = {"tag": "display_exception", "params": {"data": {"debug": words}}}
        return client.end_of_job(answer)

    assert end("psycopg2.errors.AdminShutdown") == (
        client.CUT,
        "psycopg2.errors.AdminShutdown",
    )
    assert end("KeyError")[0] == client.FAULT


def test_the_same_seed_is_the_same_plan():
    first, again, other = (
        [*islice(plan.calls_of(seed, 2), 50)] for seed in ("a", "a", "b")
    )
    assert first == again != other
    numbers = [
        call.number for one in range(3) for call in islice(plan.calls_of("a", one), 50)
    ]
    assert len({*numbers}) == len(numbers)


def test_the_log_tells_of_errors_that_are_no_conflicts(tmp_path):
    log = tmp_path / "odoo.log"
    log.write_text(
        "2026-01-31 10:00:00,123 7 ERROR soak odoo.sql_db: bad query: UPDATE\n"
        "ERROR: could not serialize access due to concurrent update\n"
        "2026-01-31 10:00:00,124 7 INFO soak odoo.service.model:"
        " SERIALIZATION_FAILURE, 4 tries left, try again in 0.5 sec...\n"
        "2026-01-31 10:00:00,125 7 ERROR soak odoo.addons.x: It failed.\n"
        "2026-01-31 10:00:00,126 7 ERROR soak odoo.sql_db: bad query: SELECT\n"
        "ERROR: terminating connection due to administrator command\n"
        "2026-01-31 10:00:00,127 7 ERROR soak odoo.addons.y: It failed too.\n"
        "Traceback (most recent call last):\n"
        "psycopg2.errors.SerializationFailure: could not serialize access\n"
        "\n"
    )
    assert reading.retries_in(log) == 1
    serialization = "psycopg2.errors.SerializationFailure: could not serialize access"
    assert [*reading.errors_in(log, is_killing=True)] == [
        "odoo.addons.x: It failed.",
        f"odoo.addons.y: It failed too. {serialization}",
    ]
    assert len(reading.errors_in(log, is_killing=False)) == 3


def test_only_workers_of_its_own_process_are_killed():
    waiting = [sys.executable, "-c", "input()"]
    with (
        subprocess.Popen(waiting, stdin=subprocess.PIPE) as worker,
        subprocess.Popen([*waiting, "gevent"], stdin=subprocess.PIPE) as other,
    ):
        found = killing.workers_of(os.getpid())
        for process in (worker, other):
            process.communicate(b"\n")
    assert worker.pid in found
    assert other.pid not in found
    assert os.getpid() not in found
