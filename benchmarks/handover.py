# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Handing over 5,000 opportunities, each with an activity, in committed batches;
compared with Odoo where somebody writes the new salesperson in the same batches."""

import time

from harness import environment

from odoo.fields import Command

LEADS, CUSTOMERS, BATCH = 5000, 500, 200
QUIET = {"mail_auto_subscribe_no_notify": True, "mail_activity_quick_update": True}


def prepare(database):
    """A leaver with opportunities and activities; return who is involved."""
    with environment(database) as env:
        env = env(context={"tracking_disable": True, "no_reset_password": True} | QUIET)
        groups = ("manager", "salesman", "salesman", "salesman")
        users = env["res.users"].create(
            [
                {
                    "name": f"User {number}",
                    "login": f"benchmark_handover_{number}",
                    "group_ids": [
                        Command.link(env.ref(f"sales_team.group_sale_{group}").id)
                    ],
                }
                for number, group in enumerate(groups)
            ]
        )
        create_work(env, users[1])
        return users.ids


def create_work(env, leaver):
    partners = env["res.partner"].create(
        [{"name": f"Customer {number}"} for number in range(CUSTOMERS)]
    )
    stage = env["crm.stage"].search([("is_won", "=", False)], limit=1)
    leads = env["crm.lead"].create(
        [
            {
                "name": f"Opportunity {number}",
                "type": "opportunity",
                "user_id": leaver.id,
                "stage_id": stage.id,
                "partner_id": partners[number % CUSTOMERS].id,
            }
            for number in range(LEADS)
        ]
    )
    model = env["ir.model"]._get_id("crm.lead")
    env["mail.activity"].create(
        [
            {"res_model_id": model, "res_id": id_, "user_id": leaver.id}
            for id_ in leads.ids
        ]
    )


def by_hand(database, admin, leaver, successor):
    """What the same changes cost in Odoo: one write for each batch."""
    for model in ("crm.lead", "mail.activity"):
        while True:
            with environment(database, admin) as env:
                records = env[model].with_context(QUIET)
                domain = [("user_id", "=", leaver)]
                if not (batch := records.search(domain, limit=BATCH)):
                    break
                batch.write({"user_id": successor})


def timed(action, *args):
    start = time.perf_counter()
    result = action(*args)
    return time.perf_counter() - start, result


def preview(database, admin, leaver, *successors):
    with environment(database, admin) as env:
        links = [Command.link(user) for user in successors]
        handover = env["crm.lead.handover"].create(
            {"user_id": leaver, "successor_ids": links}
        )
        handover.action_prepare()
        return handover.id


def begin(database, admin, handover_id, action):
    with environment(database, admin) as env:
        getattr(env["crm.lead.handover"].browse(handover_id), action)()


def work(database):
    with environment(database) as env:
        env["crm.lead.handover"]._cron_handover()


def run(stock, plus):
    admin, leaver, successor, _other = prepare(stock)
    bare, _none = timed(by_hand, stock, admin, leaver, successor)
    users = prepare(plus)
    prepared, handover_id = timed(preview, plus, *users)
    print(f"written by hand in Odoo {bare:8.1f} s")
    print(f"preview                 {prepared:8.1f} s")
    for name, action in (("handover", "action_run"), ("undo", "action_undo")):
        begin(plus, users[0], handover_id, action)
        seconds, _none = timed(work, plus)
        print(f"{name:24}{seconds:8.1f} s   ratio {seconds / bare:.2f}")
    with environment(plus, users[0]) as env:
        handover = env["crm.lead.handover"].browse(handover_id)
        print(f"{handover.line_count:,} records, state {handover.state}")
