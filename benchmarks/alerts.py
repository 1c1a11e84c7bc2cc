# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What 20 active rules for big deals add to writing opportunities; the bar is a ratio
of 1.10 to the same without rules. Then a million opportunities are looked at again
after a scoring run, which must not need more memory than for a few."""

import resource
import time

import overhead
from harness import Side, compare, environment

RULES = 20
MILLION = 1_000_000

PIPELINE = """
    INSERT INTO crm_lead (name, type, active, stage_id, user_id, company_id, won_status,
                          probability, automated_probability, create_date, create_uid,
                          write_date, write_uid, expected_revenue)
    SELECT 'Opportunity ' || number, 'opportunity', TRUE, %(stage)s, %(user)s, 1,
           'pending', 30, 30, now(), 2, now(), 2, 1000 + mod(number, 100)
      FROM generate_series(1, %(count)s) number
"""
# what Odoo's scoring does: it lifts one in a thousand above the targets
SCORING = """
    UPDATE crm_lead
       SET probability = 80,
           expected_revenue = CASE WHEN mod(id, 1000) = 0 THEN 9000000
                                   ELSE expected_revenue END
     WHERE name LIKE 'Opportunity %'
"""


def switch(env, active):
    """Switch all rules on or off, without taking what is there for known."""
    env.cr.execute("UPDATE crm_big_deal_rule SET active = %s", [active])
    env.registry.clear_cache()


class RuleSide(Side):
    """The same database, with the rules switched on or off."""

    def __init__(self, database, data, active):
        super().__init__(database, lambda _env: data)
        self.active = active

    def run(self, operation, number):
        with environment(self.database) as env:
            switch(env, self.active)
        super().run(operation, number + 1)  # caches are filled again
        return super().run(operation, number)


def prepare(env):
    """A pipeline below the targets of the rules, of different kinds."""
    data = overhead.prepare(env)
    make_rules(env, data["stage_ids"])
    return data


def make_rules(env, stage_ids):
    env["crm.big.deal.rule"].create(
        [
            {
                "name": f"Rule {number}",
                "minimum_amount": 100_000 * (number + 1),
                "minimum_probability": 50 + number,
                "measure": "weighted" if number % 2 else "expected",
                "rearm": ("below", "margin", "never")[number % 3],
                "stage_ids": [(6, 0, stage_ids if number % 4 == 0 else [])],
                "domain": "[('email_from', '!=', False)]" if number % 5 == 0 else "[]",
                "user_ids": [(4, env.ref("base.user_admin").id)],
            }
            for number in range(RULES)
        ]
    )


def write(env, data, number):
    lead = env["crm.lead"].browse(data["lead_ids"][0])
    lead.web_save({"expected_revenue": 1000 + number % 2}, {"expected_revenue": {}})


def write_untracked(env, data, number):
    lead = env["crm.lead"].browse(data["lead_ids"][1])
    lead.with_context(tracking_disable=True).expected_revenue = 1000 + number % 2


def write_batch(env, data, number):
    leads = env["crm.lead"].browse(data["lead_ids"][100:200])
    leads.write({"expected_revenue": 1000 + number % 2})


def write_batch_untracked(env, data, number):
    leads = env["crm.lead"].browse(data["lead_ids"][1000:2000])
    leads = leads.with_context(tracking_disable=True)
    leads.write({"expected_revenue": 1000 + number % 2})


def cross_batch_untracked(env, data, number):
    """Not under the bar: each second round raises a thousand alerts."""
    leads = env["crm.lead"].browse(data["lead_ids"][1000:2000])
    leads = leads.with_context(tracking_disable=True)
    amount = 150_000 if number % 2 else 1000
    leads.write({"expected_revenue": amount, "probability": 80})


def run(_stock, plus):
    with environment(plus) as env:
        data = prepare(env)
    compare(
        *(RuleSide(plus, data, active) for active in (False, True)),
        {
            "write 1": write,
            "write 1, untracked": write_untracked,
            "write 100": write_batch,
            "write 1000, untracked": write_batch_untracked,
            "1000 that cross, untracked": cross_batch_untracked,
            "move 1 (kanban drag)": overhead.move,
            "kanban": overhead.kanban,
            "open the form": overhead.form,
        },
        labels=("without", "20 rules"),
    )
    look_at_a_million(plus, data)


def look_at_a_million(plus, data):
    parameters = {"stage": data["stage_ids"][0], "user": data["user_id"]}
    with environment(plus) as env:
        env.cr.execute(PIPELINE, parameters | {"count": MILLION})
        switch(env, True)
    for title in ("nothing changed", "after a scoring run", "again"):
        with environment(plus) as env:
            if title == "after a scoring run":
                env.cr.execute(SCORING)
                env.cr.commit()
            env.cr.execute("ANALYZE crm_lead")
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start = time.perf_counter()
            env["crm.big.deal.rule"]._cron_alert_evaluate()
            seconds = time.perf_counter() - start
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
            count = env["crm.big.deal.alert"].search_count([])
        print(
            f"{MILLION:,} opportunities, {title:20}{seconds:8.1f} s, {count:,} alerts,"
            f" memory of the server process grew by {grown / 1024:.0f} MB",
            flush=True,
        )
