# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Conversion and success over a ledger of a million rows; the bar is 2 times the bare
SQL of the same figures, which knows the opportunities of the reader beforehand."""

import statistics
import time
from datetime import datetime

from harness import environment
from visibility import people

from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import SQL

LEADS = 120_000
AGENTS, TEAMS = 100, 10
ROUNDS = 7
PERIODS = {
    "year": ("2025-12-01", "2026-11-30"),
    "month": ("2026-10-01", "2026-10-31"),
}

PIPELINE = (
    "DELETE FROM crm_lead",
    "DELETE FROM crm_lead_revision",
    """
    INSERT INTO crm_lead (id, name, type, active, stage_id, user_id, team_id,
                          won_status, probability, expected_revenue, priority,
                          company_id, create_date, create_uid, write_date)
    SELECT number, 'Opportunity ' || number, 'opportunity', TRUE, (%(stages)s)[1],
           (%(agents)s)[1 + number %% %(agent_count)s],
           (%(teams)s)[1 + number %% %(agent_count)s %% %(team_count)s],
           'pending', 50, 1000 + number %% 999, '0', %(company)s,
           TIMESTAMP '2025-12-01' + number * INTERVAL '4 minutes', 1, now()
      FROM generate_series(1, %(leads)s) number
    """,
    # eight or nine rows each, half of which begin a stay; some go back, some are lost
    """
    INSERT INTO crm_lead_revision (
        lead_number, lead_id, lead_name, date_from, date_to, date_out, stage_id,
        from_stage_id, outcome, expected_revenue, probability, salesperson_id, team_id,
        company_id, is_stay, changed, token, door)
    WITH step AS (
        SELECT lead.*, step, abs(hashint4(lead.id * 31 + step)) AS chance,
               lead.create_date + step * INTERVAL '2 days'
               + abs(hashint4(lead.id + step)) %% 40 * INTERVAL '1 hour' AS moment,
               step %% 2 = 0 AS is_stay
          FROM crm_lead lead,
               generate_series(0, 7 + lead.id %% 2) step
    ),
    stay AS (
        SELECT step.*,
               CASE WHEN step >= 8 - id %% 3 AND id %% 2 = 0 THEN
                    CASE WHEN id %% 4 = 0 THEN 'won' ELSE 'lost' END
                    ELSE 'open' END AS outcome,
               (%(stages)s)[LEAST(%(stage_count)s, 1 + GREATEST(
                   0, step / 2 - (chance %% 7 = 0)::integer))] AS stage_then
          FROM step
    )
    SELECT id, id, name, moment, lead(moment) OVER life,
           CASE WHEN is_stay AND outcome = 'open'
                THEN lead(moment, 2) OVER life END,
           CASE WHEN outcome = 'won' THEN %(won)s ELSE stage_then END,
           NULL, outcome, expected_revenue, 50, user_id, team_id, company_id,
           is_stay, CASE WHEN is_stay THEN 'stage_id' ELSE 'expected_revenue' END,
           md5(id || '-' || step), 'screen'
      FROM stay
    WINDOW life AS (PARTITION BY id ORDER BY step)
    """,
    "ANALYZE crm_lead, crm_lead_revision",
)
# what somebody would write who knows the opportunities
BARE_ROWS = """
    SELECT id, lead_number, outcome, date_from, date_out, team_id, stage_id,
           from_stage_id, merged_into_id, stage_deadline, TRUE AS is_asked,
           round(COALESCE(expected_revenue, 0), 2) AS amount
      FROM crm_lead_revision
     WHERE is_stay AND date_from < %(until)s AND lead_number = ANY(%(ids)s)
"""
ALL_ROWS = BARE_ROWS.replace("lead_number = ANY(%(ids)s)", "lead_number > 0")


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


def bare(cursor, ids, period, statement):
    """Seconds of the figures of known opportunities."""
    since, until = period
    rows = SQL(ALL_ROWS if ids is None else BARE_ROWS, until=until, ids=ids)
    query = SQL(
        statement,
        rows=rows,
        since=since,
        until=until,
        now=datetime.now(),
        is_lax=True,
        present_value=SQL("COALESCE(present.expected_revenue, 0)"),
    )
    start = time.perf_counter()
    cursor.execute(query)
    cursor.fetchall()
    return time.perf_counter() - start


def run(_stock, plus):
    from odoo.addons.opportunity_plus.models.conversion import (
        statements,
        success_statements,
    )

    with environment(plus) as env:
        users = prepare(env)
    operations = {
        "conversion": statements.FIGURES,
        "success": success_statements.SUCCESS,
    }
    with Registry(plus).cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE is_stay)"
                       " FROM crm_lead_revision")  # fmt: skip
        print("{:,} rows, {:,} stays".format(*cursor.fetchone()))
    print(f"{'operation':34}{'bare':>10}{'page':>10}{'ratio':>8}{'queries':>9}")
    for name, statement in operations.items():
        for span, days in PERIODS.items():
            for role, user in users.items():
                label = f"{name}, {span}, {role}"
                measure(plus, user, label, name, days, statement)


def measure(database, user, label, name, days, statement):
    pairs, queries = [], 0
    for number in range(-1, ROUNDS):
        with Registry(database).cursor() as cursor:
            env = api.Environment(cursor, user, {})
            is_all = env.user.has_group("sales_team.group_sale_salesman_all_leads")
            ids = None if is_all else env["crm.lead"].search([]).ids
            history = env["crm.lead.stage.history"]
            period = history._conversion_period(*days)
            known = bare(cursor, ids, (period.since, period.until), statement)
        with Registry(database).cursor() as cursor:
            history = api.Environment(cursor, user, {})["crm.lead.stage.history"]
            before, start = cursor.sql_log_count, time.perf_counter()
            getattr(history, name)(*days)
            seconds = time.perf_counter() - start
            queries = cursor.sql_log_count - before
        if number >= 0:  # the first fills caches
            pairs.append((known, seconds))
    sides = [statistics.median(side) * 1000 for side in zip(*pairs, strict=True)]
    ratio = statistics.median(page / known for known, page in pairs)
    times = "".join(f"{side:8.1f}ms" for side in sides)
    print(f"{label:34}{times}{ratio:8.2f}{queries:9}", flush=True)
