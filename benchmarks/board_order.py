# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Sorted boards of 100,000 opportunities; the bar is 1.5 times the same board in Odoo's
own order. *Today* of an agent with 400 of them, of a supervisor with 8,000 and of
somebody who sees all, beside the board of the same user. Each opportunity has mails,
and every other one a meeting."""

import os
import statistics
import time

import contacts
import overhead
from harness import environment

from odoo import api
from odoo.modules.registry import Registry

COUNT = int(os.environ.get("BENCHMARK_COUNT", "100000"))
AGENTS, PEOPLE = COUNT // 400, 20
ROUNDS = 11
ORDERS = (
    *("date_deadline", "expected_revenue", "prorated_revenue", "probability"),
    *("stage_deadline", "silence_days", "create_date", "write_date"),
)

PIPELINE = """
    INSERT INTO crm_lead (name, type, active, stage_id, user_id, company_id, priority,
                          won_status, probability, automated_probability,
                          create_date, create_uid, write_date, write_uid,
                          date_deadline, stage_deadline, expected_revenue,
                          prorated_revenue)
    SELECT 'Opportunity ' || number, 'opportunity', TRUE,
           (%(stages)s)[1 + chance[1] %% %(stage_count)s],
           (%(agents)s)[1 + number %% %(agent_count)s], 1, (chance[2] %% 4)::text,
           'pending', chance[3] %% 99, 30,
           now() - chance[4] %% 200 * INTERVAL '1 day', 1,
           now() - chance[5] %% 100000 * INTERVAL '1 minute', 1,
           CASE WHEN chance[6] %% 9 > 0 THEN now()::date + chance[6] %% 300 - 30 END,
           CASE WHEN chance[1] %% 3 > 0
                THEN now() + (chance[4] %% 900 - 100) * INTERVAL '1 hour' END,
           chance[2] %% 90000, (chance[2] %% 90000) * (chance[3] %% 99) / 100.0
      FROM generate_series(1, %(count)s) number,
           LATERAL (SELECT array_agg(abs(hashint4(number * 7 + salt))) AS chance
                      FROM generate_series(1, 6) salt) random
"""
# every other opportunity has a next step
STEPS = """
    INSERT INTO mail_activity (res_id, res_model, res_model_id, user_id,
                               activity_type_id, date_deadline, active, create_uid,
                               write_uid, create_date, write_date)
    SELECT id, 'crm.lead', %(model)s, user_id, %(call)s,
           now()::date + id %% 20 - 6, TRUE, 1, 1, now(), now()
      FROM crm_lead
     WHERE id %% 2 = 0
"""


def run(_stock, plus):
    with environment(plus) as env:
        users, cards = prepare(env)
    print(f"{'operation':34}{'odoo':>10}{'sorted':>10}{'ratio':>8}{'queries':>13}")
    for role, user in users.items():
        for name in ORDERS:
            for way in ("asc", "desc"):
                measure(
                    plus, user, f"{role}: {name} {way}", *board(cards, f"{name} {way}")
                )
        measure(plus, user, f"{role}: more cards", *more(cards))
    for role, user in users.items():
        measure(plus, user, f"{role}: Today", *today(cards))
        measure(plus, user, f"{role}: Today by stage", *today_by_stage(cards))


def prepare(env):
    """An agent with 400 opportunities, others with the rest; set-based SQL."""
    group = env.ref("sales_team.group_sale_salesman")
    names = [f"Board {number}" for number in range(PEOPLE)]
    agents = env["res.users"].create(
        [{"name": name, "login": name, "group_ids": [(4, group.id)]} for name in names]
    )
    agent, *others = agents.ids
    owners = [agent, *(others[number % len(others)] for number in range(AGENTS - 1))]
    manager = overhead.people(env)[2]
    stages = env["crm.stage"].search([("is_won", "=", False)])
    env.cr.execute("DELETE FROM crm_lead")
    parameters = {
        "stages": stages.ids,
        "stage_count": len(stages),
        "agents": owners,
        "agent_count": AGENTS,
        "count": COUNT,
        "model": env["ir.model"]._get_id("crm.lead"),
        "call": env.ref("mail.mail_activity_data_call").id,
    }
    env.cr.execute(PIPELINE, parameters)
    env.cr.execute(STEPS, parameters)
    contacted(env, agent)
    env["crm.lead.revision"]._revision_backfill()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    users = {"manager": manager.id, "supervisor": leader(env, agents), "agent": agent}
    return users, overhead.view_specification(env, manager, "kanban")


def leader(env, agents):
    """A supervisor who leads a team of all these agents."""
    name, group = "Board leader", env.ref("opportunity_plus.group_supervisor")
    user = {"name": name, "login": name, "group_ids": [(4, group.id)]}
    user = env["res.users"].create(user)
    team = env["crm.team"].create({"name": name, "user_id": user.id})
    team.member_ids = agents
    return user.id


def contacted(env, agent):
    """Mails and meetings of all opportunities, and the last contact found from them."""
    env.cr.execute("SELECT array_agg(id) FROM crm_lead")
    values = {
        "ids": env.cr.fetchone()[0],
        "user": agent,
        "customer": env["res.partner"].create({"name": "Board buyer"}).id,
        "comment": env.ref("mail.mt_comment").id,
        "note": env.ref("mail.mt_note").id,
    }
    for statement in (contacts.MESSAGES, contacts.MEETINGS):
        env.cr.execute(statement, values)
    env["crm.lead.contact.state"]._state_fill()


def board(cards, order):
    """The board in Odoo's order, and sorted."""

    def read(env, **context):
        leads = env["crm.lead"].with_context(**context)
        return leads.web_read_group(
            [("type", "=", "opportunity")],
            ["stage_id"],
            ["expected_revenue:sum"],
            auto_unfold=True,
            unfold_read_specification=cards,
            unfold_read_default_limit=40,
            order=context.get("order"),
        )

    def read_sorted(env):
        read(env, oplus_board_order=True, order=f"{order} nulls last, id desc")

    return read, read_sorted


def more(cards):
    """The second page of a column."""

    def read(env, order=None):
        domain = [("type", "=", "opportunity"), ("stage_id", "=", stage(env))]
        env["crm.lead"].web_search_read(domain, cards, limit=80, order=order)

    return read, lambda env: read(env, "date_deadline asc nulls last, id desc")


def stage(env):
    return env["crm.stage"].search([("is_won", "=", False)], limit=1).id


def today(cards):
    def read(env):
        env["crm.lead"].with_context(oplus_today=True).web_search_read(
            [
                ("type", "=", "opportunity"),
                ("oplus_attention", "!=", False),
            ],
            {**cards, "oplus_attention": {}},
            limit=40,
            count_limit=10001,
            order="oplus_attention asc nulls last, prorated_revenue desc nulls last,"
            " id desc",
        )

    return board(cards, "")[0], read


def today_by_stage(cards):
    def read(env):
        env["crm.lead"].with_context(oplus_today=True).web_read_group(
            [("type", "=", "opportunity"), ("oplus_attention", "!=", False)],
            ["stage_id"],
            ["expected_revenue:sum"],
            auto_unfold=True,
            unfold_read_specification=cards,
            unfold_read_default_limit=40,
        )

    return board(cards, "")[0], read


def measure(database, user, label, plain, ordered):
    pairs = []
    for number in range(-1, ROUNDS):
        pair = [timed(database, user, operation) for operation in (plain, ordered)]
        if number >= 0:  # the first fills caches
            pairs.append(pair)
    sides = [
        statistics.median(side[0] for side in sides) * 1000
        for sides in zip(*pairs, strict=True)
    ]
    ratio = statistics.median(ours[0] / odoo[0] for odoo, ours in pairs)
    times = "".join(f"{side:8.1f}ms" for side in sides)
    queries = " -> ".join(str(side[1]) for side in pairs[-1])
    print(f"{label:34}{times}{ratio:8.2f}{queries:>13}", flush=True)


def timed(database, user, operation):
    with Registry(database).cursor() as cursor:
        env = api.Environment(cursor, user, {})
        statements, start = cursor.sql_log_count, time.perf_counter()
        operation(env)
        return time.perf_counter() - start, cursor.sql_log_count - statements
