# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the add-on adds to the operations of stock Odoo; the bar is a ratio of 1.10."""

import itertools
from datetime import date, timedelta

from harness import Side, compare
from lxml import etree

LEADS = 2000
MINUTES = itertools.count(2, 2)


def people(env):
    """Two agents, and somebody who sees all opportunities."""
    groups = ("salesman", "salesman", "salesman_all_leads")
    return env["res.users"].create(
        [
            {
                "name": f"Bench {number}",
                "login": f"bench-{number}-{env.cr.now().timestamp()}",
                "group_ids": [(4, env.ref(f"sales_team.group_sale_{group}").id)],
            }
            for number, group in enumerate(groups)
        ]
    )


def prepare(env):
    """An agent with a pipeline of opportunities in two stages."""
    user, colleague, manager = people(env)
    stages = env["crm.stage"].search([("is_won", "=", False)], limit=2)
    leads = env["crm.lead"].with_context(tracking_disable=True)
    leads = leads.create(
        [
            {
                "name": f"Opportunity {number}",
                "type": "opportunity",
                "user_id": user.id,
                "stage_id": stages[0].id,
                "probability": 30,
            }
            for number in range(LEADS)
        ]
    )
    env.cr.commit()  # the history of the creation has its own time
    return {
        "user_id": user.id,
        "user_ids": [user.id, colleague.id],
        "manager_id": manager.id,
        "open_ids": leads.ids[700:1000],  # to win and lose, each once
        "reason_id": env["crm.lost.reason"].search([], limit=1).id,
        "stage_ids": stages.ids,
        "lead_ids": leads.ids,
        "form": view_specification(env, user, "form"),
        "card": view_specification(env, user, "kanban"),
    }


def view_specification(env, user, view_type, view_id=False):
    """What the web client asks for when it opens a view of opportunities."""
    model = env["crm.lead"].with_user(user)
    views = model.get_views([(view_id, view_type)])
    tree = etree.fromstring(views["views"][view_type]["arch"])
    return specification(views["models"], "crm.lead", tree)


def specification(models, model, tree):
    fields = models[model]["fields"]
    result = {}
    for node in tree.xpath("//field[not(ancestor::field)]"):
        field = fields[node.get("name")]
        result[field["name"]] = {}
        if field["type"] == "many2one":
            result[field["name"]] = {"fields": {"display_name": {}}}
        elif field["type"] in ("one2many", "many2many") and len(node):
            sub = etree.fromstring(etree.tostring(node[0]))
            result[field["name"]] = {
                "fields": specification(models, field["relation"], sub)
            }
    return result


def create(env, data, number):
    env["crm.lead"].create({"name": f"One {number}", "stage_id": data["stage_ids"][0]})


def create_batch(env, data, number):
    env["crm.lead"].with_context(tracking_disable=True).create(
        [
            {"name": f"Many {number}", "stage_id": data["stage_ids"][0]}
            for _index in range(200)
        ]
    )


def later(env):
    """Let moves be minutes apart: what is back within a minute was a slip of the mouse,
    which is rare, and costs more."""
    env.cr._now = env.cr.now() + timedelta(minutes=next(MINUTES))


def move(env, data, number):
    later(env)
    lead = env["crm.lead"].browse(data["lead_ids"][0])
    lead.web_save({"stage_id": data["stage_ids"][number % 2]}, {"stage_id": {}})


def move_untracked(env, data, number):
    later(env)
    lead = env["crm.lead"].browse(data["lead_ids"][1])
    lead = lead.with_context(tracking_disable=True)
    lead.stage_id = data["stage_ids"][number % 2]


def move_batch(env, data, number):
    later(env)
    leads = env["crm.lead"].browse(data["lead_ids"][100:200])
    leads.write({"stage_id": data["stage_ids"][number % 2]})


def move_batch_untracked(env, data, number):
    later(env)
    leads = env["crm.lead"].browse(data["lead_ids"][1000:2000])
    leads = leads.with_context(tracking_disable=True)
    leads.write({"stage_id": data["stage_ids"][number % 2]})


def revenue(env, data, number):
    save(env, data, 2, {"expected_revenue": 100 + number})


def closing_date(env, data, number):
    save(env, data, 3, {"date_deadline": date(2027, 1, 1) + timedelta(number)})


def salesperson(env, data, number):
    env = env(user=data["manager_id"])  # an agent would lose sight of it
    save(env, data, 4, {"user_id": data["user_ids"][number % 2]})


def save(env, data, index, vals):
    lead = env["crm.lead"].browse(data["lead_ids"][index])
    lead.web_save(vals, dict.fromkeys(vals, {}))


def lose(env, data, number):
    lead = env["crm.lead"].browse(data["open_ids"].pop())
    lead.action_set_lost(lost_reason_id=data["reason_id"])


def win(env, data, number):
    lead = env["crm.lead"].browse(data["open_ids"].pop())
    lead.action_set_won()


def search_list(env, data, number):
    env["crm.lead"].web_search_read(
        [("type", "=", "opportunity")],
        {"name": {}, "stage_id": {"fields": {"display_name": {}}}},
        limit=80,
    )


def kanban(env, data, number):
    read_board(env, {"name": {}, "expected_revenue": {}})


def kanban_cards(env, data, number):
    read_board(env, data["card"])


def read_board(env, card):
    env["crm.lead"].web_read_group(
        [("type", "=", "opportunity")],
        ["stage_id"],
        ["expected_revenue:sum"],
        auto_unfold=True,
        unfold_read_specification=card,
        unfold_read_default_limit=80,
    )


def form(env, data, number):
    lead = env["crm.lead"].browse(data["lead_ids"][500 + number])
    lead.web_read(data["form"])


def run(stock, plus):
    writing = {
        "create 1": create,
        "create 200, untracked": create_batch,
        "move 1 (kanban drag)": move,
        "move 1, untracked": move_untracked,
        "move 100": move_batch,
        "move 1000, untracked": move_batch_untracked,
        "edit the revenue": revenue,
        "edit the expected closing": closing_date,
        "change the salesperson": salesperson,
        "lose": lose,
        "win": win,
    }
    reading = {
        "search 80 (list)": search_list,
        "kanban": kanban,
        "kanban, whole cards": kanban_cards,
        "open the form": form,
    }
    sides = Side(stock, prepare), Side(plus, prepare)
    for operations in (writing, reading):
        for side in sides:
            side.tidy_up()
        compare(*sides, operations)
