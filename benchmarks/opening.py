# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Importing a list of 10,000 customers in the way of the web client, each of whom
becomes an opportunity; compared with the same import where nothing is opened. What the
job does after the import is measured apart, and so is a call campaign for 10,000.

Each is imported once, batch by batch in turn."""

import time

from harness import environment

from odoo import SUPERUSER_ID
from odoo.fields import Command

ROWS, BATCH, SALESPEOPLE = 10_000, 1000, 5
NAMES = ["name", "email", "phone", "city", "is_company", "user_id/.id"]


def prepare(env):
    """Salespeople, and an administrator who imports; their ids."""
    env = env(context={"tracking_disable": True, "no_reset_password": True})
    sells = [Command.link(env.ref("sales_team.group_sale_salesman").id)]
    users = env["res.users"].create(
        [
            {
                "name": f"Salesperson {number}",
                "login": f"benchmark_opening_{number}",
                "group_ids": sells,
            }
            for number in range(SALESPEOPLE)
        ]
    )
    return env.ref("base.user_admin").id, users.ids


def rows(kind, number, salespeople):
    """A batch of the list; one customer in two has a salesperson."""
    first = number * BATCH
    return [
        [
            f"{kind} customer {row}",
            f"{kind}{row}@example.com",
            f"+66 2 {row:07}",
            "Bangkok",
            "True",
            str(salespeople[row % SALESPEOPLE]) if row % 2 else "",
        ]
        for row in range(first, first + BATCH)
    ]


def load(database, user_id, batch, opens):
    """Seconds and statements of the import of a batch, its commit included."""
    with environment(database, user_id) as env:
        if opens is not None:
            env.company.sudo().opportunity_auto_create = opens
        env.flush_all()
        context = {"import_file": True, "tracking_disable": True}
        partners = env["res.partner"].with_context(context)
        statements, start = env.cr.sql_log_count, time.perf_counter()
        result = partners.load(NAMES, batch)
        env.cr.commit()
        seconds = time.perf_counter() - start
        if result["messages"]:
            raise ValueError(result["messages"][0])
        return seconds, env.cr.sql_log_count - statements


def run(stock, plus):
    sides = {"stock": (stock, None), "setting off": (plus, False), "on": (plus, True)}
    people = {}
    for database in (stock, plus):
        with environment(database) as env:
            people[database] = prepare(env)
    totals = dict.fromkeys(sides, (0, 0))
    for number in range(-1, ROWS // BATCH):  # the first fills caches
        for kind, (database, opens) in sides.items():
            user_id, salespeople = people[database]
            batch = rows(kind, number, salespeople)
            measured = load(database, user_id, batch, opens)
            if number >= 0:
                totals[kind] = tuple(map(sum, zip(totals[kind], measured, strict=True)))
    base = totals["setting off"][0]
    for kind, (seconds, statements) in totals.items():
        line = f"{kind:12}{seconds:8.1f} s{statements:8} statements"
        print(f"{line}   ratio {seconds / base:.2f}", flush=True)
    seconds, _none = timed(plus, work)
    with environment(plus) as env:
        opened = env["crm.lead.opening"].search_count([("state", "=", "opened")])
    print(f"the job opened {opened:,} opportunities in {seconds:.1f} s", flush=True)
    call(plus, people[plus][0])


def timed(database, action, user_id=SUPERUSER_ID):
    start = time.perf_counter()
    with environment(database, user_id) as env:
        result = action(env)
    return time.perf_counter() - start, result


def work(env):
    env["crm.lead.opening.run"]._cron_opening()


def call(database, user_id):
    """A call campaign: its list, the page with the preview, the start and the job."""

    def prepare_run(env):
        domain = [("is_company", "=", True), ("name", "like", "customer")]
        partners = env["res.partner"].search(domain, limit=ROWS)
        return partners.oplus_action_call_campaign()["res_id"]

    def show(env):
        spec = {"opened_count": {}, "skipped_count": {}, "summary": {}}
        return env["crm.lead.opening.run"].browse(run_id).web_read(spec)

    def start(env):
        run = env["crm.lead.opening.run"].browse(run_id)
        run.campaign_id = env["utm.campaign"].create({"name": "Benchmark"})
        run.action_run()

    seconds, run_id = timed(database, prepare_run, user_id)
    print(f"call campaign: listed in {seconds:.1f} s", end="", flush=True)
    for label, action in (("previewed", show), ("started", start)):
        seconds, _none = timed(database, action, user_id)
        print(f", {label} in {seconds:.1f} s", end="", flush=True)
    seconds, _none = timed(database, work)
    with environment(database) as env:
        run = env["crm.lead.opening.run"].browse(run_id)
        print(f"; {run.opened_count:,} opened by the job in {seconds:.1f} s")
