# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Reports on a ledger of a million rows, as each role; the bar is 2 times the bare SQL
that yields the same numbers, without rights, filters and currencies."""

import os
import statistics
import time
from datetime import date, datetime, timedelta

from harness import environment
from reports_statements import BARE_BRIDGE, BARE_PIPELINE, PIPELINE
from visibility import people

from odoo import api
from odoo.modules.registry import Registry

LEADS = int(os.environ.get("BENCHMARK_LEADS", "120000"))
ROWS = LEADS * 25 // 3  # 8 or 9 for each opportunity
TEAMS, AGENTS = 25, 250
ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "9"))
MONEY = ("expected_revenue", "weighted_revenue")


def prepare(env):
    """A sales organisation and the ledger of two years, made by set-based SQL."""
    agents = people(env, "Seller", "sales_team.group_sale_salesman", AGENTS)
    leader = people(env, "Head", "opportunity_plus.group_supervisor", 1)
    teams = env["crm.team"].create(
        [
            {
                "name": f"Sellers {number}",
                "user_id": leader.id if number == 0 else agents[-1 - number].id,
                "crm_team_member_ids": [
                    (0, 0, {"user_id": member.id}) for member in agents[number::TEAMS]
                ],
            }
            for number in range(TEAMS)
        ]
    )
    fill(env, agents, teams)
    return readers(env, agents, leader, teams[0])


def fill(env, agents, teams):
    stages = env["crm.stage"].search([("is_won", "=", False)])
    parameters = {
        "leads": LEADS,
        "stages": stages.ids,
        "stage_count": len(stages),
        "won": env["crm.stage"].search([("is_won", "=", True)], limit=1).id,
        "agents": agents.ids,
        "agent_count": len(agents),
        "teams": teams.ids,
        "team_count": len(teams),
        "company": env.company.id,
    }
    env.flush_all()
    for statement in PIPELINE:
        env.cr.execute(statement, parameters)


def readers(env, agents, leader, team):
    """Who is measured, and the condition for what each of them sees."""
    members = ", ".join(map(str, agents[::TEAMS].ids))
    own = f"user_id = {leader.id} OR team_id = {team.id} OR user_id IN ({members})"
    seen = "lead_id IN (SELECT id FROM crm_lead WHERE {})"
    return {
        "admin": (env.ref("base.user_admin").id, "TRUE"),
        "supervisor": (leader.id, seen.format(own)),
        "agent": (agents[0].id, seen.format(f"user_id = {agents[0].id}")),
    }


def operations():
    """(name, method, days, grouping, bare statement) of each report."""
    day, week, quarter, year = (
        date.today() - timedelta(days=days) for days in (1, 8, 92, 366)
    )
    team, stage = "team_id", "stage_id"
    return [
        ("pipeline yesterday", "pipeline_at", [day], team, BARE_PIPELINE),
        ("pipeline a quarter ago", "pipeline_at", [quarter], team, BARE_PIPELINE),
        ("bridge of a week", "bridge", [week, day], team, BARE_BRIDGE),
        ("bridge of a quarter", "bridge", [quarter, day], team, BARE_BRIDGE),
        ("bridge of a year", "bridge", [year, day], team, BARE_BRIDGE),
        ("bridge of a year, stages", "bridge", [year, day], stage, BARE_BRIDGE),
    ]


def measure(database, user_id, function):
    """Seconds, and the answer, in a transaction of its own."""
    with Registry(database).cursor(readonly=True) as cursor:
        env = api.Environment(cursor, user_id, {})
        start = time.perf_counter()
        answer = function(env)
        return time.perf_counter() - start, answer


def ask(method, days, key):
    return lambda env: getattr(env["crm.lead.revision"], method)(*days, group_by=key)


def bare(statement, days):
    start, end = (
        datetime.combine(day + timedelta(days=1), datetime.min.time())
        for day in (days[0], days[-1])
    )

    def run(env):
        env.cr.execute(statement, {"start": start, "end": end})
        return env.cr.fetchall()

    return run


def figures(answer, key):
    """The figures of a report, or of a bare statement, to be compared."""
    found = set()
    for group in answer:
        if isinstance(group, tuple):
            found.add((*group[:-1], round(float(group[-1]), 2)))
        elif "count" in group:
            total = round(group["weighted_revenue"], 2)
            found.add((group[key], group["count"], group[MONEY[0]], total))
        else:
            found |= {
                (group[key], name, one["count"], round(one["value"], 2))
                for name, one in group.items()
                if name not in (key, "slipped", "pulled_in") and one["count"]
            }
    return {tuple(float(v) if not isinstance(v, str) else v for v in f) for f in found}


def run(_stock, plus):
    with environment(plus) as env:
        users = prepare(env)
        env.company.partner_id.tz = "UTC"
    with Registry(plus).cursor() as cursor:
        cursor.connection.autocommit = True
        cursor.execute("VACUUM ANALYZE crm_lead_revision")
        cursor.connection.autocommit = False
    compare(plus, users)


def compare(plus, users):
    print(f"{ROWS:,} rows of {LEADS:,} opportunities, {TEAMS} teams, {AGENTS} agents")
    print(f"{'report':26}{'role':>12}{'bare SQL':>12}{'report':>12}{'ratio':>8}")
    for name, method, days, key, statement in operations():
        for role, (user_id, mine) in users.items():
            plain = bare(statement.format(mine=mine, key=key), days)
            ours = ask(method, days, key)
            rounds = []
            for number in range(-1, ROUNDS):
                seconds, expected = measure(plus, user_id, plain)
                taken, found = measure(plus, user_id, ours)
                if number >= 0:  # the first fills caches
                    rounds.append((seconds, taken))
                elif different := figures(expected, key) ^ figures(found, key):
                    print("other numbers:", different)
            report(name, role, rounds)


def report(name, role, rounds):
    seconds, ours = (
        statistics.median(column) * 1000 for column in zip(*rounds, strict=True)
    )
    ratio = statistics.median(mine / bare for bare, mine in rounds)
    print(f"{name:26}{role:>12}{seconds:10.1f}ms{ours:10.1f}ms{ratio:8.2f}", flush=True)
