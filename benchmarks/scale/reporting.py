# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every report, per role, beside the bare SQL of the same figures."""

from datetime import date, timedelta

import conversion
import reports
import status
from harness import environment, medians, pairs_of

from .report_statements import SIMPLE
from .results import SQL
from .sides import Asking, clocked

LEAST, SECONDS = 3, 3


def measure(_stock, plus, results):
    results.section("Reports", SQL)
    readers = find_readers(plus.database)
    for role, (user_id, mine) in readers.items():
        for name, bare, ours, compared in operations(mine):
            sides = [Asking(plus.database, user_id, ask) for ask in (bare, ours)]
            pairs = pairs_of(*sides, None, LEAST, 1, SECONDS)
            results.pair(f"{name}: {role}", pairs)
            expected, found = compared(*(side.answer for side in sides))
            if different := expected ^ found:
                print("other figures:", sorted(different, key=str)[:4])
    measure_digest(plus, readers["admin"][0], results)


def find_readers(database):
    """Who is measured, and the condition for what each of them sees."""
    with environment(database) as env:
        # what the bare statements take for the end of a day
        env.company.partner_id.tz = "UTC"
        users = env["res.users"]
        agents = users.search([("login", "=like", "bench-Agent-%")], order="id")
        leader = users.search([("login", "=", "bench-Leader-0")])
        team = env["crm.team"].search([("user_id", "=", leader.id)])
        return reports.readers(env, agents, leader, team)


def operations(mine):
    """(name, bare SQL, report, what makes their answers comparable) of each."""
    for name, method, period, statement in reports.operations():
        bare = clocked(reports.bare(statement.format(mine=mine), period))
        yield name, bare, clocked(reports.ask(method, period)), same(reports.figures)
        if mine == "TRUE":  # of those who see all
            page = "pipeline_page" if method == "pipeline_at" else "bridge_page"
            yield f"{name}, page", bare, clocked(reports.ask(page, period)), unknown
    for span, known in {"year": 366, "month": 32}.items():
        period = [str(date.today() - timedelta(days=ago)) for ago in (known, 1)]
        for operation in (*conversion.OPERATIONS, status.OPERATION):
            yield passing(f"{operation[0]}, {span}", operation, period)
    yield passing("conversion, pivot", conversion.PIVOT, None)
    for name, statement, ask in SIMPLE:
        yield name, clocked(rows_of(statement, mine)), clocked(ask), same(rounded)


def passing(name, operation, period):
    """The same of what passes the stages; see :mod:`conversion`."""
    _name, ask, statements, comparable = operation

    def bare(env):
        known = conversion.known_of(env, period)
        return conversion.bare(env.cr, *known, *statements)

    def compared(expected, found):
        return (
            conversion.compared(*comparable(expected)),
            conversion.compared(*found),
        )

    return name, bare, clocked(lambda env: [*map(list, ask(env, period))]), compared


def rows_of(statement, mine):
    def run(env):
        env.cr.execute(statement.format(mine=mine))
        return env.cr.fetchall()

    return run


def same(figures):
    return lambda expected, found: (figures(expected), figures(found))


def unknown(_expected, _found):
    """The page shows the figures of the same method, and their total."""
    return set(), set()


def rounded(rows):
    return {
        tuple(
            round(float(cell or 0), 2)
            if cell is None or _is_number(cell)
            else str(cell)
            for cell in row
        )
        for row in rows
    }


def _is_number(cell):
    return hasattr(cell, "__float__")


def measure_digest(plus, user_id, results):
    """The weekly digest has no statement of its own to stand beside."""

    def write(env):
        env["crm.pipeline.digest.preview"]._preview_content()

    side = Asking(plus.database, user_id, clocked(write))
    seconds, _seconds, _ratio = medians(pairs_of(side, side, None, LEAST, 1, SECONDS))
    results.add("weekly digest: admin", seconds)
