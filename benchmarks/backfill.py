# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rebuilding the history from a million tracking values; the bar is 2 times the
bare INSERT ... SELECT of as many rows."""

import resource
import time

from harness import environment

LEADS = 100_000
MOVES = 10  # per opportunity, so a million tracking values

YEARS_OF_USE = (
    "DELETE FROM mail_tracking_value; DELETE FROM crm_lead",
    """
    INSERT INTO crm_lead (id, name, type, active, stage_id, user_id, won_status,
                          probability, create_date, create_uid, write_date,
                          date_last_stage_update, expected_revenue)
    SELECT number, 'Opportunity ' || number, 'opportunity', TRUE,
           (%(stages)s)[1 + %(moves)s %% %(count)s], 2, 'pending', 30,
           TIMESTAMP '2020-01-01' + number * INTERVAL '1 minute', 2, now(),
           TIMESTAMP '2020-01-01' + number * INTERVAL '1 minute'
           + %(moves)s * INTERVAL '1 month', 1000
      FROM generate_series(1, %(leads)s) number
    """,
    """
    INSERT INTO mail_message (id, model, res_id, message_type, date, create_uid,
                              create_date)
    SELECT 10000000 + lead.id * %(moves)s + move, 'crm.lead', lead.id,
           'notification', lead.create_date + move * INTERVAL '1 month', 2,
           lead.create_date + move * INTERVAL '1 month'
      FROM crm_lead lead, generate_series(1, %(moves)s) move
    """,
    """
    INSERT INTO mail_tracking_value (field_id, mail_message_id, create_uid,
        create_date, old_value_integer, new_value_integer)
    SELECT %(field)s, 10000000 + lead.id * %(moves)s + move, 2,
           lead.create_date + move * INTERVAL '1 month',
           (%(stages)s)[1 + (move - 1) %% %(count)s],
           (%(stages)s)[1 + move %% %(count)s]
      FROM crm_lead lead, generate_series(1, %(moves)s) move
    """,
    "ANALYZE crm_lead, mail_message, mail_tracking_value",
)
# such as that of a stall to its stay, which is never used again here
REFERENCES = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
      FROM pg_constraint
     WHERE contype = 'f' AND confrelid = 'crm_lead_revision'::regclass
"""


def prepare(env):
    """Opportunities with years of stage changes in their chatter."""
    stages = env["crm.stage"].search([("is_won", "=", False)]).ids
    field = env["ir.model.fields"]._get("crm.lead", "stage_id")
    parameters = {
        "leads": LEADS,
        "moves": MOVES,
        "field": field.id,
        "stages": stages,
        "count": len(stages),
    }
    for statement in YEARS_OF_USE:
        env.cr.execute(statement, parameters)


def forget(env):
    """Empty the ledger, whatever refers to it."""
    env.cr.execute(REFERENCES)
    for (statement,) in env.cr.fetchall():
        env.cr.execute(statement)
    env.cr.execute("TRUNCATE crm_lead_revision")


def timed(env, action):
    start = time.perf_counter()
    action()
    env.cr.commit()
    return time.perf_counter() - start


def run(_stock, plus):
    with environment(plus) as env:
        prepare(env)
    with environment(plus) as env:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        backfill = timed(env, env["crm.lead.revision"]._revision_backfill)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        env.cr.execute("SELECT count(*) FROM crm_lead_revision")
        ((rows,),) = env.cr.fetchall()
        env.cr.execute("SELECT count(*) FROM mail_tracking_value")
        ((values,),) = env.cr.fetchall()
        env.cr.execute("CREATE TEMP TABLE kept AS SELECT * FROM crm_lead_revision")
        forget(env)
        env.cr.commit()
        insert = "INSERT INTO crm_lead_revision SELECT * FROM kept"
        bare = timed(env, lambda: env.cr.execute(insert))
        again = timed(env, env["crm.lead.revision"]._revision_backfill)
    print(f"tracking values {values:,}, rows {rows:,}")
    print(f"bare INSERT ... SELECT {bare:8.1f} s")
    print(f"back-fill              {backfill:8.1f} s   ratio {backfill / bare:.2f}")
    print(f"back-fill again        {again:8.1f} s   nothing left to do")
    print(f"memory of the server process grew by {grown / 1024:.0f} MB")
