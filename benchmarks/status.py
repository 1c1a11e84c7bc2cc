# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pipeline Status over a ledger of a million rows; the bar is 2 times the bare SQL of
the same figures, which knows the opportunities of the reader beforehand."""

import statistics
import time

from conversion import PERIODS, bare, prepare
from harness import environment

from odoo import api
from odoo.modules.registry import Registry

ROUNDS = 5
# what is open now, what was closed, what was created: number, value, weighted value
BARE_LEADS = (
    """
    SELECT stage_id, stage_deadline < now() AT TIME ZONE 'UTC' AS is_late,
           count(*), sum(expected_revenue), sum(prorated_revenue)
      FROM crm_lead
     WHERE type = 'opportunity' AND active AND won_status = 'pending' AND {mine}
     GROUP BY 1, 2
    """,
    *(
        f"""
    SELECT won_status, count(*), sum(expected_revenue), sum(prorated_revenue)
      FROM crm_lead
     WHERE type = 'opportunity' AND {name} >= %(since)s AND {name} < %(until)s
       AND {{mine}}
     GROUP BY 1
    """
        for name in ("date_closed", "create_date")
    ),
)


def run(_stock, plus):
    with environment(plus) as env:
        users = prepare(env)
    print(f"{'operation':34}{'bare':>10}{'page':>10}{'ratio':>8}{'queries':>9}")
    for span, days in PERIODS.items():
        for role, user in users.items():
            measure(plus, user, f"pipeline status, {span}, {role}", days)


def bare_page(cursor, ids, period):
    """Seconds of all figures of known opportunities."""
    from odoo.addons.opportunity_plus.models.conversion import statements

    seconds = bare(cursor, ids, period, statements.FIGURES)
    parameters = {"ids": ids, "since": period[0], "until": period[1]}
    mine = "TRUE" if ids is None else "id = ANY(%(ids)s)"
    start = time.perf_counter()
    for statement in BARE_LEADS:
        cursor.execute(statement.format(mine=mine), parameters)
        cursor.fetchall()
    return seconds + time.perf_counter() - start


def measure(database, user, label, days):
    pairs, queries = [], 0
    for number in range(-1, ROUNDS):
        with Registry(database).cursor() as cursor:
            env = api.Environment(cursor, user, {})
            is_all = env.user.has_group("sales_team.group_sale_salesman_all_leads")
            ids = None if is_all else env["crm.lead"].search([]).ids
            period = env["crm.lead.stage.history"]._conversion_period(*days)
            known = bare_page(cursor, ids, (period.since, period.until))
        with Registry(database).cursor() as cursor:
            leads = api.Environment(cursor, user, {})["crm.lead"]
            before, start = cursor.sql_log_count, time.perf_counter()
            leads.oplus_pipeline_status(*days)
            seconds = time.perf_counter() - start
            queries = cursor.sql_log_count - before
        if number >= 0:  # the first fills caches
            pairs.append((known, seconds))
    sides = [statistics.median(side) * 1000 for side in zip(*pairs, strict=True)]
    ratio = statistics.median(page / known for known, page in pairs)
    times = "".join(f"{side:8.1f}ms" for side in sides)
    print(f"{label:34}{times}{ratio:8.2f}{queries:9}", flush=True)
