# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Conversion and success over a ledger of a million rows; the bar is 2 times the bare
SQL that yields the same numbers, and knows the opportunities of the reader."""

import os
import statistics
import time
from datetime import datetime

from conversion_statements import BARE_CONVERSION, BARE_SUCCESS, PIPELINE, bare_of
from harness import environment
from visibility import people

from odoo import api
from odoo.modules.registry import Registry

LEADS = int(os.environ.get("BENCHMARK_LEADS", "120000"))
AGENTS, TEAMS = 100, 10
ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "7"))
PERIODS = {
    "year": ("2025-12-01", "2026-11-30"),
    "month": ("2026-10-01", "2026-10-31"),
}
WHENEVER = datetime(1900, 1, 1), datetime(9000, 1, 1)
FIVE = ("advanced", "lost", "still_here", "moved_back", "left")
CREATED = ("created_won", "created_lost", "created_open")


def prepare(env):
    """A year of 120,000 opportunities, made by set-based SQL."""
    agents = people(env, "Seller", "sales_team.group_sale_salesman", AGENTS)
    leader = people(env, "Head", "opportunity_plus.group_supervisor", 1)
    teams = env["crm.team"].create(
        [
            {
                "name": f"Region {number}",
                "user_id": leader.id if number == 0 else agents[number].id,
                "crm_team_member_ids": [
                    (0, 0, {"user_id": member.id}) for member in agents[number::TEAMS]
                ],
            }
            for number in range(TEAMS)
        ]
    )
    stages = env["crm.stage"].search([], order="sequence, id")
    won = stages.filtered("is_won")[:1]
    opened = stages - stages.filtered("is_won")
    env.flush_all()
    parameters = {
        "leads": LEADS,
        "stages": opened.ids,
        "stage_count": len(opened),
        "won": won.id,
        "agents": agents.ids,
        "agent_count": AGENTS,
        "teams": teams.ids,
        "team_count": TEAMS,
        "company": env.company.id,
    }
    for statement in PIPELINE:
        env.cr.execute(statement, parameters)
    admin = env.ref("base.user_admin")
    return {"admin": admin.id, "supervisor": leader.id, "agent": agents[11].id}


def bare(cursor, ids, bounds, *names):
    """Return seconds and rows of bare statements about known opportunities."""
    parameters = {"ids": ids, "since": bounds[0], "until": bounds[1]}
    start = time.perf_counter()
    rows = []
    for statement in names:
        cursor.execute(bare_of(ids, statement), parameters)
        rows.append(cursor.fetchall())
    return time.perf_counter() - start, rows


def passing(rows):
    """The figures of stages, to be compared with those of the bare SQL."""
    for row in rows:
        stage = row["stage_id"]
        yield from (
            (stage, name, row[name], round(row["values"][name], 2)) for name in FIVE
        )
        days = round(row["median_days"] or 0, 6)
        yield stage, "leavers", row["leavers"], days
        yield from ((stage, name, row[name], 0) for name in ("running", "losses"))


def outcomes(told):
    """The same of what was closed and created."""
    for name in ("won", "lost", *CREATED):
        yield name, told[name]["count"], round(told[name]["value"], 2)


def compared(*parts):
    """Figures of both sides, without what counts nothing."""
    return {
        (*figure[:-1], round(figure[-1] or 0, 6))
        for figures in parts
        for figure in figures
        if figure[-2]
    }


def conversion(env, days):
    return [passing(env["crm.lead.stage.history"].conversion(*days))]


def success(env, days):
    return [outcomes(env["crm.lead.stage.history"].success(*days))]


def pivot(env, _days):
    """What the pivot *Conversion* opens with."""
    aggregates = ["__count", "rate:avg", "days:avg"]
    rows = env["crm.lead.conversion"]._read_group([], ["stage_id"], aggregates)
    return [[(stage.id, count, rate) for stage, count, rate, _days in rows]]


def arrived(parts):
    """Number and rate of each stage, from the bare figures of what became of them."""
    counts = {}
    for stage, name, count, _value in parts[0]:
        if name in FIVE:
            counts.setdefault(stage, {})[name] = count
    return [
        [
            (
                stage,
                sum(known.values()),
                100 * known.get("advanced", 0) / sum(known.values()),
            )
            for stage, known in counts.items()
        ]
    ]


# name, what is measured, the bare SQL, and what makes the figures of it comparable
OPERATIONS = (
    ("conversion", conversion, [BARE_CONVERSION], list),
    ("success", success, [BARE_SUCCESS], list),
)
PIVOT = ("pivot", pivot, [BARE_CONVERSION], arrived)


def run(_stock, plus):
    with environment(plus) as env:
        users = prepare(env)
    with Registry(plus).cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE is_stay)"
                       " FROM crm_lead_revision")  # fmt: skip
        print("{:,} rows, {:,} stays".format(*cursor.fetchone()))
    print(f"{'operation':34}{'bare':>10}{'page':>10}{'ratio':>8}{'queries':>9}")
    for role, user in users.items():
        for operation in OPERATIONS:
            for span, days in PERIODS.items():
                measure(plus, user, f"{operation[0]}, {span}, {role}", operation, days)
        measure(plus, user, f"pivot, always, {role}", PIVOT)


def known_of(env, days):
    """The opportunities of a reader, None for all, and the bounds of a period."""
    is_all = env.user.has_group("sales_team.group_sale_salesman_all_leads")
    leads = env["crm.lead"].with_context(active_test=False)
    ids = None if is_all else leads.search([]).ids
    if days is None:
        return ids, WHENEVER
    period = env["crm.lead.stage.history"]._conversion_period(*days)
    return ids, (period.since, period.until)


def measure(database, user, label, operation, days=None):
    _name, ask, statements, comparable = operation
    pairs, queries = [], 0
    for number in range(-1, ROUNDS):
        with Registry(database).cursor() as cursor:
            env = api.Environment(cursor, user, {})
            known = known_of(env, days)
            seconds, expected = bare(cursor, *known, *statements)
        with Registry(database).cursor(readonly=True) as cursor:
            env = api.Environment(cursor, user, {})
            before, start = cursor.sql_log_count, time.perf_counter()
            found = ask(env, days)
            if number >= 0:  # the first fills caches
                pairs.append((seconds, time.perf_counter() - start))
            queries = cursor.sql_log_count - before
        if number < 0:
            different = compared(*comparable(expected)) ^ compared(*found)
            if different:
                print("other numbers:", sorted(different, key=str))
    report(label, pairs, queries)


def report(label, pairs, queries):
    sides = [statistics.median(side) * 1000 for side in zip(*pairs, strict=True)]
    ratio = statistics.median(page / known for known, page in pairs)
    times = "".join(f"{side:8.1f}ms" for side in sides)
    print(f"{label:34}{times}{ratio:8.2f}{queries:9}", flush=True)
