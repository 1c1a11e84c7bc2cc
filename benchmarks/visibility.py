# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Searching as agent and supervisor among a million opportunities; the bar is 1.5
times the same search of an administrator."""

import statistics
import time

from harness import environment

from odoo import api
from odoo.modules.registry import Registry

LEADS = 1_000_000
TEAMS, AGENTS = 25, 250
SHARES = 300  # per agent and supervisor who is measured
ROUNDS = 9

PIPELINE = (
    "DELETE FROM crm_lead",
    """
    INSERT INTO crm_lead (id, name, type, active, stage_id, user_id, team_id,
                          won_status, probability, expected_revenue, priority,
                          company_id, create_date, create_uid, write_date,
                          date_last_stage_update)
    SELECT number, 'Opportunity ' || number, 'opportunity', chance[1] %% 5 > 0,
           (%(stages)s)[1 + chance[2] %% %(stage_count)s],
           -- team and salesperson agree: the members of a team are every 25th agent
           CASE WHEN chance[3] %% 20 > 0
                THEN (%(agents)s)[1 + chance[4] %% %(agent_count)s] END,
           (%(teams)s)[1 + chance[4] %% %(agent_count)s %% %(team_count)s],
           'pending', number %% 99, number %% 100000, (chance[5] %% 4)::text,
           CASE WHEN number %% 3 > 0 THEN %(company)s END,
           now() - number * INTERVAL '1 minute', 1, now(), now()
      FROM generate_series(1, %(leads)s) number,
           LATERAL (SELECT array_agg(abs(hashint4(number * 7 + salt))) AS chance
                      FROM generate_series(1, 5) salt) random
    """,
    """
    INSERT INTO crm_lead_share (lead_id, user_id, access, create_uid, create_date)
    SELECT DISTINCT (random() * (%(leads)s - 1))::integer + 1, reader, 'read', 1, now()
      FROM unnest(%(readers)s) reader, generate_series(1, %(shares)s)
    """,
    "ANALYZE crm_lead, crm_lead_share, crm_team, crm_team_member",
)


def prepare(env):
    """A sales organisation with a pipeline of years, made by set-based SQL."""
    agents = people(env, "Agent", "sales_team.group_sale_salesman", AGENTS)
    leader = people(env, "Leader", "opportunity_plus.group_supervisor", 1)
    teams = env["crm.team"].create(
        [
            {
                "name": f"Team {number}",
                "user_id": leader.id if number == 0 else agents[-1 - number].id,
                "crm_team_member_ids": [
                    (0, 0, {"user_id": member.id}) for member in agents[number::TEAMS]
                ],
            }
            for number in range(TEAMS)
        ]
    )
    stages = env["crm.stage"].search([("is_won", "=", False)])
    parameters = {
        "leads": LEADS,
        "stages": stages.ids,
        "stage_count": len(stages),
        "agents": agents.ids,
        "agent_count": len(agents),
        "teams": teams.ids,
        "team_count": len(teams),
        "company": env.company.id,
        "readers": [agents[0].id, leader.id],
        "shares": SHARES,
    }
    env.flush_all()
    for statement in PIPELINE:
        env.cr.execute(statement, parameters)
    admin = env.ref("base.user_admin")
    return {"admin": admin.id, "agent": agents[0].id, "supervisor": leader.id}


def people(env, name, group, number):
    users = env["res.users"].with_context(no_reset_password=True)
    vals = {"group_ids": [(6, 0, env.ref(group).ids)]}
    # besides those of benchmarks that ran before
    known = users.search_count([("login", "=like", f"bench-{name}-%")])
    return users.create(
        [
            {"name": f"{name} {index}", "login": f"bench-{name}-{index}", **vals}
            for index in range(known, known + number)
        ]
    )


DOMAIN = [("type", "=", "opportunity")]
COLUMNS = {
    "name": {},
    "expected_revenue": {},
    "stage_id": {"fields": {"display_name": {}}},
}


def search_list(leads):
    leads.web_search_read(DOMAIN, COLUMNS, limit=80)


def search_by_name(leads):
    leads.web_search_read([*DOMAIN, ("name", "ilike", "77777")], COLUMNS, limit=80)


def kanban(leads):
    leads.web_read_group(
        DOMAIN,
        ["stage_id"],
        ["expected_revenue:sum"],
        auto_unfold=True,
        unfold_read_specification=COLUMNS,
        unfold_read_default_limit=80,
    )


def progress_bar(leads):
    colors = {"planned": "success", "today": "warning", "overdue": "danger"}
    bar = {"field": "activity_state", "colors": colors}
    leads.read_progress_bar(DOMAIN, "stage_id", bar)


def count(leads):
    leads.search_count(DOMAIN)


OPERATIONS = {
    "list of 80": search_list,
    "search by name": search_by_name,
    "kanban": kanban,
    "progress bars": progress_bar,
    "count": count,
}


def measure(database, user_id, operation):
    """Seconds of one operation in a transaction of its own."""
    with Registry(database).cursor() as cursor:
        leads = api.Environment(cursor, user_id, {})["crm.lead"]
        start = time.perf_counter()
        operation(leads)
        return time.perf_counter() - start


def run(_stock, plus):
    with environment(plus) as env:
        users = prepare(env)
    print(f"{LEADS:,} opportunities, {TEAMS} teams, {AGENTS} agents")
    print(f"{'operation':20}{'admin':>10}{'agent':>18}{'supervisor':>18}")
    for name, operation in OPERATIONS.items():
        rounds = []
        for number in range(-1, ROUNDS):
            times = {
                role: measure(plus, user, operation) for role, user in users.items()
            }
            if number >= 0:  # the first fills caches
                rounds.append(times)
        print(f"{name:20}{line(rounds)}", flush=True)


def line(rounds):
    medians = {
        role: statistics.median(times[role] for times in rounds) for role in rounds[0]
    }
    cells = f"{medians['admin'] * 1000:8.1f}ms"
    for role in ("agent", "supervisor"):
        ratio = statistics.median(times[role] / times["admin"] for times in rounds)
        cells += f"{medians[role] * 1000:10.1f}ms{ratio:6.2f}"
    return cells
