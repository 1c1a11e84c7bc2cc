# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every report, per role, beside the bare SQL of the same figures."""

from datetime import date, timedelta
from functools import partial

import conversion
import overhead
import reports
import status
from harness import environment, medians, pairs_of

from .report_statements import SIMPLE
from .results import SQL
from .sides import Asking, alone, as_role, clocked

LEAST, SECONDS = 3, 3
# what the list *From Opportunity to Cash* opens with
MONEY = [("type", "=", "opportunity"), ("oplus_has_documents", "=", True)]


def measure(_stock, plus, results):
    results.section("Reports", SQL)
    readers = find_readers(plus.database)
    for role, (user_id, mine) in readers.items():
        for name, bare, ours, compared in operations(mine):
            sides = [Asking(plus.database, user_id, ask) for ask in (bare, ours)]
            pairs = pairs_of(*sides, None, LEAST, 1, SECONDS)
            more = {"memory_mb": [memory(plus, ours)]} if role == "admin" else {}
            results.pair(f"{name}: {role}", pairs, again=(sides[1], None), **more)
            expected, found = compared(*(side.answer for side in sides))
            if different := expected ^ found:
                print("other figures:", sorted(different, key=str)[:4])
    measure_alone(plus, readers["admin"][0], results)


def memory(plus, ours):
    """The megabytes by which a process of its own grows with a report."""

    def run(env, data, number):
        ours(env)

    _seconds, _queries, megabytes, _told = alone(as_role(plus, "admin"), run)
    return megabytes or 0


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
    for name, method, period, key, statement in reports.operations():
        bare = reports.bare(statement.format(mine=mine, key=key), period)
        ours = reports.ask(method, period, key)
        figures = partial(reports.figures, key=key)
        yield name, clocked(bare), clocked(ours), same(figures)
        if mine == "TRUE":  # of those who see all
            yield page(name, method, period, key, statement)
            ours = clocked(records(method, period))
            yield f"{name}, records", clocked(bare), ours, unknown
    for span, known in {"year": 366, "month": 32}.items():
        period = [str(date.today() - timedelta(days=ago)) for ago in (known, 1)]
        for operation in (*conversion.OPERATIONS, status.OPERATION):
            yield passing(f"{operation[0]}, {span}", operation, period)
        name, bare, _page, _compared = passing("", status.OPERATION, period)
        ours = clocked(status_leads(period))
        yield f"{status.OPERATION[0]}, records, {span}", bare, ours, unknown
    yield passing("conversion, pivot", conversion.PIVOT, None)
    for name, statement, ask in SIMPLE:
        yield name, clocked(rows_of(statement, mine)), clocked(ask), same(rounded)


def page(name, method, period, key, statement):
    """Ask for a page, which has the total beside the groups. That of a bridge is not
    their sum: what moves from group to group is no movement of the whole."""
    ours = "pipeline_page" if method == "pipeline_at" else "bridge_page"
    keys = [key] if method == "pipeline_at" else [key, "company_id"]  # the same of all
    statements = [
        reports.bare(statement.format(mine="TRUE", key=each), period) for each in keys
    ]

    def bare(env):
        return [ask(env) for ask in statements]

    asked = clocked(reports.ask(ours, period, key))
    return f"{name}, page", clocked(bare), asked, unknown


def records(method, period):
    """Ask for what is behind one figure of a report."""

    def ask(env):
        ledger = env["crm.lead.revision"]
        if method == "pipeline_at":
            return ledger.pipeline_records(*period)
        return ledger.bridge_records(*period, movement="won")

    return ask


def status_leads(period):
    return lambda env: env["crm.lead"].oplus_pipeline_status_leads("won", *period)


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


def measure_alone(plus, user_id, results):
    """What has no statement of its own to stand beside."""
    with environment(plus.database, user_id) as env:
        view = env.ref("opportunity_plus.crm_lead_view_list_finance")
        columns = overhead.view_specification(env, env.user, "list", view.id)

    def digest(env):
        env["crm.pipeline.digest.preview"]._preview_content()

    def money(env):
        env["crm.lead"].web_search_read(MONEY, columns, limit=80)

    for name, ask in {"weekly digest": digest, "money, list of 80": money}.items():
        side = Asking(plus.database, user_id, clocked(ask))
        pairs = pairs_of(side, side, None, LEAST, 1, SECONDS)
        results.add(f"{name}: admin", medians(pairs)[0])
