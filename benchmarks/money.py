# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Opportunities with 300 invoices against those with 3; the bar is a ratio of 1.20."""

import statistics
import time

from harness import Side, compare, environment
from overhead import view_specification

from odoo import api
from odoo.modules.registry import Registry

LEADS = 100_000
AMOUNTS = ("quoted", "ordered", "invoiced", "credited", "paid", "due")


def preparation(number):
    """Opportunities with this many invoices each, of three orders."""

    def prepare(env):
        leader = user(env, "opportunity_plus.group_supervisor")
        team = env["crm.team"].create({"name": "Bench", "user_id": leader.id})
        lead = env["crm.lead"].create(
            {"name": "Bench", "type": "opportunity", "team_id": team.id}
        )
        invoices = documents(env, lead, number)
        invoices.action_post()
        return {
            "user_id": leader.id,
            "lead_id": lead.id,
            "form": view_specification(env, leader, "form"),
        }

    return prepare


def user(env, group):
    vals = {"name": "Bench", "login": f"bench-{env.cr.now().timestamp()}"}
    return env["res.users"].create({**vals, "group_ids": [(4, env.ref(group).id)]})


def documents(env, lead, number):
    """Orders of as many lines, each line on an invoice of its own."""
    if not env["account.journal"].search_count([("type", "=", "sale")]):
        env["account.chart.template"].try_loading("generic_coa", company=env.company)
    partner = env["res.partner"].create({"name": "Bench"})
    product = env["product.product"].create({"name": "Bench", "type": "service"})
    line = {"product_id": product.id, "price_unit": 100}
    orders = env["sale.order"].create(
        [
            {
                "partner_id": partner.id,
                "opportunity_id": lead.id,
                "order_line": [(0, 0, line) for _index in range(number // 3)],
            }
            for _index in range(3)
        ]
    )
    orders.action_confirm()
    return env["account.move"].create(
        [
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_line_ids": [(0, 0, {**line, "sale_line_ids": [(4, sold.id)]})],
            }
            for sold in orders.order_line
        ]
    )


def form(env, data, number):
    env["crm.lead"].browse(data["lead_id"]).web_read(data["form"])


def amounts(env, data, number):
    lead = env["crm.lead"].browse(data["lead_id"])
    lead.web_read({f"amount_{name}": {} for name in AMOUNTS})


PIPELINE = (
    """
    INSERT INTO crm_lead (name, type, active, stage_id, user_id, won_status,
                          company_id, create_date, write_date)
    SELECT 'Money ' || number, 'opportunity', TRUE, %(stage)s, %(user)s, 'pending',
           %(company)s, now(), now()
      FROM generate_series(1, %(leads)s) number
    """,
    """
    INSERT INTO account_move (name, move_type, state, date, invoice_date, journal_id,
                              company_id, currency_id, partner_id, auto_post,
                              invoice_user_id, payment_state, amount_untaxed_signed,
                              amount_total_signed, amount_residual,
                              amount_residual_signed, opportunity_id)
    SELECT 'MONEY/' || lead.id || '/' || number, 'out_invoice', 'posted',
           CURRENT_DATE - number, CURRENT_DATE - number, %(journal)s, %(company)s,
           %(currency)s, %(partner)s, 'no', %(user)s,
           CASE WHEN lead.id %% 50 = 0 THEN 'not_paid' ELSE 'paid' END, 100, 110,
           CASE WHEN lead.id %% 50 = 0 THEN 110 ELSE 0 END,
           CASE WHEN lead.id %% 50 = 0 THEN 110 ELSE 0 END, lead.id
      FROM crm_lead lead, generate_series(1, 2) number
     WHERE lead.name LIKE 'Money %%'
    """,
    """
    INSERT INTO account_move_opportunity_rel (move_id, lead_id)
    SELECT id, opportunity_id FROM account_move WHERE name LIKE 'MONEY/%%'
    """,
    """
    INSERT INTO account_move_line (move_id, account_id, company_id, currency_id,
                                   journal_id, date, display_type, parent_state,
                                   balance, amount_currency, reconciled, date_maturity)
    SELECT move.id, %(account)s, move.company_id, move.currency_id, move.journal_id,
           move.date, kind, 'posted', amount, amount, move.amount_residual = 0,
           CASE WHEN kind = 'payment_term' THEN move.date END
      FROM account_move move,
           (VALUES ('product', -100), ('tax', -10), ('payment_term', 110))
           AS line (kind, amount)
     WHERE move.name LIKE 'MONEY/%%'
    """,
    "ANALYZE crm_lead, account_move, account_move_line, account_move_opportunity_rel",
)


def fill(env, user_id):
    """A pipeline of years with two invoices for each opportunity, 2 % unpaid."""
    parameters = {
        "leads": LEADS,
        "stage": env["crm.stage"].search([], limit=1).id,
        "user": user_id,
        "company": env.company.id,
        "currency": env.company.currency_id.id,
        "journal": env["account.journal"].search([("type", "=", "sale")], limit=1).id,
        "account": env["account.account"].search([], limit=1).id,
        "partner": env.company.partner_id.id,
    }
    for statement in PIPELINE:
        env.cr.execute(statement, parameters)


FILTERS = {
    "won but not invoiced": ("oplus_is_to_invoice", "=", True),
    "invoiced but unpaid": ("oplus_is_unpaid", "=", True),
    "overdue": ("oplus_is_overdue", "=", True),
    "due": ("amount_due", ">", 0),
    "nothing invoiced": ("amount_invoiced", "=", 0),
}


def filters(database, user_id):
    """Print what a search with each filter takes among many opportunities."""
    with environment(database) as env:
        fill(env, user_id)
    print(f"{LEADS:,} opportunities, {2 * LEADS:,} invoices")
    for name, term in FILTERS.items():
        times = [search(database, user_id, term) for _round in range(6)]
        # the first fills caches
        print(f"{name:34}{statistics.median(times[1:]) * 1000:8.1f}ms", flush=True)


def search(database, user_id, term):
    """Seconds of one page of a filtered list."""
    with Registry(database).cursor() as cursor:
        leads = api.Environment(cursor, user_id, {})["crm.lead"]
        start = time.perf_counter()
        leads.web_search_read([("type", "=", "opportunity"), term], {"name": {}}, 0, 80)
        return time.perf_counter() - start


def run(_stock, plus):
    sides = [Side(plus, preparation(number)) for number in (3, 300)]
    compare(
        *sides,
        {"open the form": form, "amounts alone": amounts},
        ("3", "300"),
    )
    filters(plus, sides[0].data["user_id"])
