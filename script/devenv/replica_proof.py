"""Which server answers what the CRM shows, and whether both say the same."""

import math
from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .console import Failure, say
from .report_walk import EXPORT, Walk
from .standby import Statements, wait_for_replay
from .visitor import Visitor

ROLES = ("admin", "supervisor", "agent")
# how far two answers may lie apart that count the time until now, in days or hours
_TOLERANCE = 0.05
# or that are a moment counted from now
_MOMENT = "%Y-%m-%d %H:%M:%S"
_LATER = timedelta(minutes=5)


class Answer(NamedTuple):
    """An answer, and the number of statements of each server that it took."""

    value: object
    replica: int
    primary: int


class Proof:
    """What is asked, and which server has answered."""

    def __init__(self, ready, standby, address, database):
        self.ready, self.standby = ready, standby
        # Odoo notes the device of a session with its first request, which they make
        self.visitors = [Visitor(address, database, login) for login in ROLES]
        wait_for_replay(ready, standby)
        self.primary_log = Statements(ready.server.cluster.log)
        self.replica_log = Statements(standby.server.cluster.log)
        self.answers = {}

    def a_move_is_written_and_shown(self):
        """Move an opportunity as the agent, who finds it moved on the replica."""
        agent = self.visitors[-1]
        lead, here, there = _free_move(agent)
        before = _open_by_stage(agent)
        move = agent.call, "crm.lead", "web_save", [lead], {"stage_id": there}, {}
        if not self._ask(*move).primary:
            raise Failure("the primary was not asked to move an opportunity")
        wait_for_replay(self.ready, self.standby)
        after = _open_by_stage(agent)
        before.subtract({here: 1, there: -1})
        if +before != +after:
            raise Failure(f"moved from {here} to {there}: {before} and not {after}")
        say("the primary has moved an opportunity, and the reports of the replica tell")

    def the_replica_answers(self):
        """Open all that the CRM shows: the primary has nothing to do with it."""
        for visitor in self.visitors:
            answers = self.answers[visitor.login] = self._walk(visitor)
            asked = {name: one for name, one in answers.items() if EXPORT not in name}
            wrong = "".join(
                f"\n    {name}: {one.replica} there, {one.primary} on the primary"
                for name, one in asked.items()
                if one.primary or not one.replica
            )
            if wrong:
                raise Failure(f"{visitor.login} is not answered by the replica:{wrong}")
            statements = sum(one.replica for one in asked.values())
            say(
                f"{visitor.login}: the replica answers {len(asked)} questions with"
                f" {statements} statements, the primary none of them"
            )

    def the_primary_answers_alone(self):
        """Ask the same again without the replica: the answers are the same."""
        for visitor in self.visitors:
            before, after = self.answers[visitor.login], self._walk(visitor)
            wrong = "".join(
                f"\n    {name}{difference}"
                for name in before
                if (difference := _difference(before[name].value, after[name].value))
            )
            if wrong:
                raise Failure(f"the primary tells {visitor.login} otherwise:{wrong}")

    def _walk(self, visitor):
        """Return the answers to all that a user opens, by what is asked."""
        found = {}

        def ask(name, function, *args, **kwargs):
            found[name] = self._ask(function, *args, **kwargs)
            return found[name].value

        Walk(visitor, ask).run()
        return found

    def _ask(self, function, *args, **kwargs):
        self.primary_log.take(), self.replica_log.take()
        value = function(*args, **kwargs)
        return Answer(value, self.replica_log.take(), self.primary_log.take())


def _free_move(visitor):
    """Return an open opportunity of the user, its stage, and one that asks nothing."""
    mine = [["user_id", "=", visitor.session["uid"]], ["won_status", "=", "pending"]]
    leads = visitor.call("crm.lead", "search_read", mine, ["stage_id"])
    stages = visitor.call("crm.stage", "search", [["is_won", "=", False]])
    for lead in leads:
        here = lead["stage_id"][0]
        for there in stages:
            asked = [lead["id"]], there
            if there != here and not visitor.call(
                "crm.lead", "oplus_stage_move_asks", *asked
            ):
                return lead["id"], here, there
    raise Failure("each stage asks for something")


def _open_by_stage(visitor):
    """Return the number of open opportunities by stage, of *Pipeline Status*."""
    today = str(date.today())
    told = visitor.call("crm.lead", "oplus_pipeline_status", today, today)
    figures = told["figures"]["open"]
    return Counter(
        {int(stage): one["count"] for stage, one in figures.items() if stage != "all"}
    )


def _difference(one, other, place=""):
    """Return where two answers differ, in words."""
    pairs = {}
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = {key: (one[key], other[key]) for key in one}
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = dict(enumerate(zip(one, other, strict=True)))
    if not pairs:
        told = f"{place}: {one!r}, and now {other!r}"
        return "" if one == other or _differs_by_time(one, other) else told
    found = (_difference(*pair, f"{place}/{key}") for key, pair in pairs.items())
    return next(filter(None, found), "")


def _differs_by_time(one, other):
    """Tell whether two values may differ by the seconds between the two answers."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, abs_tol=_TOLERANCE)
    try:
        first, last = (datetime.strptime(value, _MOMENT) for value in (one, other))
    except (TypeError, ValueError):
        return False
    return timedelta() <= last - first < _LATER
