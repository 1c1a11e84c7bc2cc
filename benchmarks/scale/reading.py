# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lists, boards and forms, per role."""

import overhead
import visibility
from harness import environment, pairs_of

from odoo.addons.mail.tools.discuss import Store

from .results import ADMIN, ODOO, ORDER
from .sides import as_role

LEAST, SECONDS = 5, 3
DOMAIN = [("type", "=", "opportunity")]
ORDERS = ("date_deadline asc", "expected_revenue desc", "silence_days desc")


def groups(env, data, number):
    """What a board asks for before its cards: columns, sums, coloured bars."""
    env["crm.lead"].web_read_group(DOMAIN, ["stage_id"], ["expected_revenue:sum"])
    visibility.progress_bar(env["crm.lead"])


def cards(env, data, number):
    overhead.read_board(env, data["card"])


def sorted_cards(env, data, number):
    order = data["order"] and f"{data['order']} nulls last, id desc"
    leads = env["crm.lead"].with_context(oplus_board_order=bool(order))
    leads.web_read_group(
        DOMAIN,
        ["stage_id"],
        ["expected_revenue:sum"],
        auto_unfold=True,
        unfold_read_specification=data["card"],
        unfold_read_default_limit=80,
        order=order,
    )


def whole_list(env, data, number):
    env["crm.lead"].web_search_read(DOMAIN, data["list"], limit=80)


def form(env, data, number):
    shown = data["shown"][env.uid]
    env["crm.lead"].browse(shown[number % len(shown)]).web_read(data["form"])


def rich_form(env, data, number):
    env["crm.lead"].browse(data["rich_id"]).web_read(data["form"])


def chatter(env, data, number):
    """What a form asks for after the opportunity itself."""
    lead = env["crm.lead"].browse(data["rich_id"])
    found = env["mail.message"]._message_fetch(domain=None, thread=lead)
    Store().add(found["messages"]).get_result()


def activities(env, data, number):
    """What Odoo's report of activities opens with."""
    months = ["date:month", "subtype_id"]
    env["crm.activity.report"].formatted_read_group([], months, ["__count"])


def by_name(env, data, number):
    """Find one by a part of its name."""
    domain = [*DOMAIN, ("name", "ilike", f"y {data['rich_id'] // 2}")]
    env["crm.lead"].web_search_read(domain, visibility.COLUMNS, limit=80)


def plain(operation):
    return lambda env, data, number: operation(env["crm.lead"])


OPERATIONS = {
    "board, columns": groups,
    "board, cards": cards,
    "list of 80": overhead.search_list,
    "list of 80, all columns": whole_list,
    "search by name": by_name,
    "activities by month": activities,
    "form": form,
}
RICH = {
    "form, long history and many documents": rich_form,
    "its messages": chatter,
}


def compare(results, name, first, second, operation):
    pairs = pairs_of(first, second, operation, LEAST, most=SECONDS)
    results.pair(name, pairs, again=(second, operation))


def measure(stock, plus, results):
    results.section("Reading", ODOO)
    for role in ("admin", "agent", "supervisor"):
        sides = as_role(stock, role), as_role(plus, role)
        for name, operation in OPERATIONS.items():
            compare(results, f"{name}: {role}", *sides, operation)
    sides = as_role(stock, "admin"), as_role(plus, "admin")
    for name, operation in RICH.items():
        compare(results, f"{name}: admin", *sides, operation)
    with environment(plus.database) as env:
        # as in a new company; until here agents saw the same as in Odoo alone
        env["res.company"].search([]).opportunity_agents_see_unassigned = False
    measure_roles(plus, results)
    measure_orders(plus, results)


def measure_roles(plus, results):
    """What somebody who may see a part waits for, beside an administrator."""
    results.section("Searching as somebody who sees a part", ADMIN)
    admin = as_role(plus, "admin")
    for role in ("agent", "supervisor", "all documents", "finance"):
        side = as_role(plus, role)
        for name, operation in visibility.OPERATIONS.items():
            compare(results, f"{name}: {role}", admin, side, plain(operation))
        if role != "finance":  # has no board
            compare(results, f"board, cards: {role}", admin, side, cards)


def measure_orders(plus, results):
    results.section("Sorted boards", ORDER)
    for role in ("admin", "supervisor", "agent"):
        usual = as_role(plus, role, order=None)
        for order in ORDERS:
            ordered = as_role(plus, role, order=order)
            compare(results, f"by {order}: {role}", usual, ordered, sorted_cards)
