# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the add-on adds to the operations of stock Odoo; the bar is a ratio of 1.10."""

from harness import Side, compare
from lxml import etree

LEADS = 2000


def prepare(env):
    """An agent with a pipeline of opportunities in two stages."""
    user = env["res.users"].create(
        {
            "name": "Bench",
            "login": f"bench-{env.cr.now().timestamp()}",
            "group_ids": [(4, env.ref("sales_team.group_sale_salesman").id)],
        }
    )
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
        "stage_ids": stages.ids,
        "lead_ids": leads.ids,
        "form": view_specification(env, user, "form"),
        "card": view_specification(env, user, "kanban"),
    }


def view_specification(env, user, view_type):
    """What the web client asks for when it opens a view of opportunities."""
    model = env["crm.lead"].with_user(user)
    views = model.get_views([(False, view_type)])
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


def move(env, data, number):
    lead = env["crm.lead"].browse(data["lead_ids"][0])
    lead.web_save({"stage_id": data["stage_ids"][number % 2]}, {"stage_id": {}})


def move_untracked(env, data, number):
    lead = env["crm.lead"].browse(data["lead_ids"][1])
    lead = lead.with_context(tracking_disable=True)
    lead.stage_id = data["stage_ids"][number % 2]


def move_batch(env, data, number):
    leads = env["crm.lead"].browse(data["lead_ids"][100:200])
    leads.write({"stage_id": data["stage_ids"][number % 2]})


def move_batch_untracked(env, data, number):
    leads = env["crm.lead"].browse(data["lead_ids"][1000:2000])
    leads = leads.with_context(tracking_disable=True)
    leads.write({"stage_id": data["stage_ids"][number % 2]})


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
