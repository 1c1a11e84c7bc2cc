# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What targets add to the operations of the add-on; the bar is a ratio of 1.10 to the
same without targets. Then the daily job over 100,000 stalled opportunities and a change
of a target over as many running stays, each beside the bare SQL of the same effect."""

import os
import time

import overhead
from harness import Side, compare, environment

COUNT = int(os.environ.get("BENCHMARK_COUNT", "100000"))
SALESPEOPLE = 20

PIPELINE = """
    INSERT INTO crm_lead (name, type, active, stage_id, user_id, company_id,
                          won_status, probability, automated_probability,
                          create_date, create_uid, write_date, write_uid,
                          expected_revenue)
    SELECT 'Stalled ' || number, 'opportunity', TRUE, %(stage)s,
           (%(users)s)[1 + mod(number, %(people)s)], 1, 'pending', 30, 30,
           now() - INTERVAL '60 days' - mod(number, 30) * INTERVAL '1 day', 2,
           now(), 2, 1000
      FROM generate_series(1, %(count)s) number
"""
BARE_TARGET = """
    WITH stays AS (
        UPDATE crm_lead_revision
           SET stage_deadline = date_from + INTERVAL '9 days'
         WHERE stage_id = %(stage)s AND is_stay AND outcome = 'open'
           AND date_out IS NULL
     RETURNING lead_id, stage_deadline
    )
    UPDATE crm_lead
       SET stage_deadline = stays.stage_deadline
      FROM stays
     WHERE crm_lead.id = stays.lead_id
"""
BARE_JOB = """
    WITH stalled AS (
        INSERT INTO crm_lead_stall (lead_id, stay_id, plan_id, plan_number, date,
                                    date_told)
        SELECT lead.id, stay.id, %(plan)s, %(plan)s, now(), now()
          FROM crm_lead lead
          JOIN crm_lead_revision stay ON stay.lead_number = lead.id AND stay.is_stay
           AND stay.outcome = 'open' AND stay.date_out IS NULL
         WHERE lead.stage_deadline < now()
     RETURNING id, lead_id
    )
    INSERT INTO mail_activity (oplus_stall_id, res_id, res_model, res_model_id,
                               res_name, user_id, activity_type_id, summary,
                               date_deadline, active, create_uid, write_uid,
                               create_date, write_date)
    SELECT stalled.id, lead.id, 'crm.lead', %(model)s, lead.name, lead.user_id,
           %(type)s, 'Call', now()::date, TRUE, 1, 1, now(), now()
      FROM stalled
      JOIN crm_lead lead ON lead.id = stalled.lead_id
"""


class TargetSide(Side):
    """The same database, with the targets switched on or off."""

    def __init__(self, database, data, days):
        super().__init__(database, lambda _env: data)
        self.days = days

    def run(self, operation, number):
        with environment(self.database) as env:
            stages = env["crm.stage"].browse(self.data["stage_ids"])
            if stages[0].rotting_threshold_days != self.days:
                stages.rotting_threshold_days = self.days
        super().run(operation, number + 1)  # caches are filled again
        return super().run(operation, number)


def run(_stock, plus):
    with environment(plus) as env:
        data = overhead.prepare(env)
    compare(
        *(TargetSide(plus, data, days) for days in (0, 5)),
        {
            "create 1": overhead.create,
            "move 1 (kanban drag)": overhead.move,
            "move 100": overhead.move_batch,
            "move 1000, untracked": overhead.move_batch_untracked,
            "kanban": overhead.kanban,
            "kanban, all fields of cards": overhead.kanban_cards,
            "open the form": overhead.form,
        },
        labels=("without", "targets"),
    )
    many(plus)


def many(plus):
    """Measure what concerns very many opportunities at once."""
    with environment(plus) as env:
        parameters = prepare(env)
    with environment(plus) as env:
        env.cr.execute("ANALYZE crm_lead; ANALYZE crm_lead_revision")
        env.registry.clear_cache()
    stage_id = parameters["stage"]
    change = measure(plus, set_target(stage_id, 8))
    bare = measure(plus, statement(BARE_TARGET, parameters))
    report("change of a target", change, bare)
    with environment(plus) as env:
        env.company.opportunity_working_days = True
    report("the same in working days", measure(plus, set_target(stage_id, 7)), bare)
    with environment(plus) as env:
        env.company.opportunity_working_days = False
    job = measure(plus, run_job)
    with environment(plus) as env:
        told = env["crm.lead.stall"].search_count([("date_told", "!=", False)])
        planned = env["mail.activity"].search_count([("oplus_stall_id", "!=", False)])
        env.cr.execute("DELETE FROM mail_activity WHERE oplus_stall_id IS NOT NULL")
        env.cr.execute("DELETE FROM crm_lead_stall")
    report(
        f"job ({planned:,} activities, {told:,} told)",
        job,
        measure(plus, statement(BARE_JOB, parameters)),
    )


def prepare(env):
    """Make salespeople, a stage with a plan, and opportunities that are stalled."""
    people = [{"name": f"Person {n}", "login": f"p{n}"} for n in range(SALESPEOPLE)]
    group = env.ref("sales_team.group_sale_salesman")
    users = env["res.users"].create(
        [{**person, "group_ids": [(4, group.id)]} for person in people]
    )
    plan = make_plan(env)
    stage = env["crm.stage"].create({"name": "Many", "activity_plan_id": plan.id})
    parameters = {
        "stage": stage.id,
        "plan": plan.id,
        "type": plan.template_ids.activity_type_id.id,
        "model": env["ir.model"]._get_id("crm.lead"),
        "users": users.ids,
        "people": SALESPEOPLE,
        "count": COUNT,
    }
    env.cr.execute(PIPELINE, parameters)
    env["crm.lead.revision"]._revision_backfill()
    return parameters


def make_plan(env):
    """Make a plan of one call."""
    template = {"summary": "Call", "responsible_type": "on_demand"}
    return env["mail.activity.plan"].create(
        {
            "name": "Plan",
            "res_model": "crm.lead",
            "company_id": False,
            "template_ids": [(0, 0, template)],
        }
    )


def run_job(env):
    env["crm.lead.stall"].with_context(cron_id=1)._cron_stalled()


def set_target(stage_id, days):
    def change(env):
        env["crm.stage"].browse(stage_id).rotting_threshold_days = days

    return change


def statement(text, parameters):
    return lambda env: env.cr.execute(text, parameters)


def measure(database, function):
    with environment(database) as env:
        start = time.perf_counter()
        function(env)
        env.flush_all()
        env.cr.commit()
        return time.perf_counter() - start


def report(name, seconds, bare):
    print(
        f"{COUNT:,}: {name:44}{seconds:8.2f} s{bare:10.2f} s bare SQL,"
        f" ratio {seconds / bare:.1f}",
        flush=True,
    )
