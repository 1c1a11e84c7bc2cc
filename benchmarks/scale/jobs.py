# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What runs at night, or once; each in a process of its own, to see its memory."""

import alerts
import backfill
import deadlines
from harness import environment

from odoo import SUPERUSER_ID

from .results import ODOO, SQL
from .sides import alone, as_role
from .writing import both

TARGET = 5  # days
ROUNDS = 3  # of scoring
BARE_REBUILT = "INSERT INTO crm_lead_revision SELECT * FROM bench_kept"


def measure(stock, plus, results):
    results.section("Scoring", ODOO)
    # the first run changes nearly all rates, the next ones none
    told = [alone(as_system(side), score) for side in (stock, plus)]
    report(results, "scoring, first", told[1], told[0])
    sides = as_system(stock), as_system(plus)
    pairs = [both(*sides, score, number) for number in range(ROUNDS)]
    memory = [side[2] or 0 for side in pairs[0]]
    results.pair("scoring, again", pairs, memory_mb=memory)
    results.section("Jobs", SQL, has_bar=False)
    plus = as_system(plus)
    measure_stalled(plus, results)
    report(results, "check of the records", alone(plus, check))
    measure_alerts(plus, results)
    measure_backfill(plus, results)


def as_system(side):
    return as_role(side, "system", system=SUPERUSER_ID)


def report(results, name, ours, base=None, **more):
    """Add a row from what :func:`alone` has told of one or two sides."""
    sides = [side for side in (base, ours) if side]
    if told := ours[3]:
        more["told"] = told
    results.add(
        name,
        ours[0],
        base and base[0],
        queries=[side[1] for side in sides],
        memory_mb=[side[2] or 0 for side in sides],
        **more,
    )


def score(env, data, number):
    env["crm.lead"]._cron_update_automated_probabilities()


def measure_stalled(plus, results):
    """One stage gets a target and a plan: all that is in it for long is stalled."""
    with environment(plus.database) as env:
        stage = env["crm.stage"].search([("is_won", "=", False)])[1]
        plan = deadlines.make_plan(env)
        stage.activity_plan_id = plan
        parameters = {
            "stage": stage.id,
            "plan": plan.id,
            "type": plan.template_ids.activity_type_id.id,
            "model": env["ir.model"]._get_id("crm.lead"),
        }
    target = told_nothing(deadlines.set_target(stage.id, TARGET))
    bare = alone(plus, undone(deadlines.BARE_TARGET, parameters))
    report(results, "change of a target", alone(plus, target), bare)
    bare = alone(plus, undone(deadlines.BARE_JOB, parameters))
    report(results, "stalled opportunities", alone(plus, stalled), bare)


def told_nothing(function):
    return lambda env, data, number: function(env) and None


def undone(statement, parameters):
    """A bare statement of which nothing is left."""

    def run(env, data, number):
        env.cr.execute(statement, parameters)
        env.cr.rollback()

    return run


def stalled(env, data, number):
    deadlines.run_job(env)
    env.flush_all()
    count = env["mail.activity"].search_count([("oplus_stall_id", "!=", False)])
    return f"{count:,} activities"


def check(env, data, number):
    faults = env["crm.record.check"]._check_faults()
    found = [f"{name}: {len(ids):,}" for name, ids in faults.items()]
    return ", ".join(found) or "nothing found"


def measure_alerts(plus, results):
    with environment(plus.database) as env:
        alerts.make_rules(env, plus.data["stage_ids"])
    report(results, "alerts, nothing changed", alone(plus, evaluate))
    with environment(plus.database) as env:
        env.cr.execute(alerts.SCORING)
    report(results, "alerts, one in 1,000 crosses", alone(plus, evaluate))


def evaluate(env, data, number):
    before = env["crm.big.deal.alert"].search_count([])
    env["crm.big.deal.rule"]._cron_alert_evaluate()
    return f"{env['crm.big.deal.alert'].search_count([]) - before:,} alerts"


def measure_backfill(plus, results):
    """Forget the ledger, and rebuild it from the chatter; at last, since it forgets
    what was not tracked."""
    with environment(plus.database) as env:
        backfill.forget(env)
    ours = alone(plus, rebuild)
    with environment(plus.database) as env:
        env.cr.execute("CREATE TABLE bench_kept AS SELECT * FROM crm_lead_revision")
        backfill.forget(env)
    bare = alone(plus, told_nothing(lambda env: env.cr.execute(BARE_REBUILT)))
    with environment(plus.database) as env:
        env.cr.execute("DROP TABLE bench_kept")
    report(results, "back-fill", ours, bare)


def rebuild(env, data, number):
    env["crm.lead.revision"]._revision_backfill()
    env.cr.execute("SELECT count(*) FROM crm_lead_revision")
    return f"{env.cr.fetchone()[0]:,} rows"
