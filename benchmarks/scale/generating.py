# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Three years of a sales organisation, in a database without the add-on."""

import os
import time

from harness import environment
from money import documents
from visibility import people

from .statements import PIPELINE

# one agent for so many opportunities, within these bounds
PER_AGENT, FEWEST, MOST, TEAMS = 400, 25, 250, 25
STAGES = ("Contacted", "Demonstrated", "Negotiated")
INVOICES = 60  # of the one with much of everything


def run(stock, _plus):
    count = int(os.environ["BENCHMARK_OPPORTUNITIES"])
    with environment(stock) as env:
        organisation = organise(env, min(MOST, max(FEWEST, count // PER_AGENT)))
        for title, statement in PIPELINE.items():
            start = time.perf_counter()
            env.cr.execute(statement, organisation | {"count": count})
            print(f"{title:44}{time.perf_counter() - start:8.1f} s", flush=True)
    with environment(stock) as env:
        # the last one has a long history, and many documents too
        documents(env, env["crm.lead"].browse(count + 1), INVOICES).action_post()


def organise(env, number):
    """Make stages, agents and teams; return what the statements have to know."""
    env["crm.stage"].create(
        [{"name": name, "sequence": 10 + index} for index, name in enumerate(STAGES)]
    )
    agents = people(env, "Agent", "sales_team.group_sale_salesman", number)
    leader = people(env, "Leader", "sales_team.group_sale_salesman", 1)
    teams = env["crm.team"].create(
        [
            {
                "name": f"Team {index}",
                "user_id": leader.id if index == 0 else agents[-1 - index].id,
                "crm_team_member_ids": [
                    (0, 0, {"user_id": member.id}) for member in agents[index::TEAMS]
                ],
            }
            for index in range(TEAMS)
        ]
    )
    # scoring learns from all of them
    env["ir.config_parameter"].set_param("crm.pls_start_date", "2000-01-01")
    env.flush_all()
    return {
        "agents": agents.ids,
        "agent_count": number,
        "teams": teams.ids,
        "team_count": TEAMS,
        **of_odoo(env),
    }


def of_odoo(env):
    """What the statements have to know of Odoo's own records."""
    stages = env["crm.stage"].search([], order="sequence, id")
    fields = env["ir.model.fields"]
    known = ("stage_id", "expected_revenue", "won_status", "lost_reason_id")
    opened = stages.filtered(lambda stage: not stage.is_won)
    return {
        "stages": opened.ids,
        "stage_count": len(opened),
        "won": (stages - opened)[:1].id,
        "reason": env["crm.lost.reason"].search([], limit=1).id,
        "company": env.company.id,
        "currency": env.company.currency_id.id,
        "customer": env["res.partner"].create({"name": "Customer", "lang": False}).id,
        "model": env["ir.model"]._get_id("crm.lead"),
        "call": env.ref("mail.mail_activity_data_call").id,
        "note": env.ref("mail.mt_note").id,
        "comment": env.ref("mail.mt_comment").id,
        **{f"field_{name}": fields._get("crm.lead", name).id for name in known},
    }
