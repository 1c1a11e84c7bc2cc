# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The order in which everything is measured."""

import os

from harness import environment

from . import jobs, reading, reporting, writing
from .results import Results
from .sides import prepare


def run(stock, plus):
    """Measure two generated databases, which differ in the add-on alone.

    The environment names the number of opportunities, and the files that results are
    added to, as JSON and as a picture.
    """
    for database in (stock, plus):
        with environment(database) as env:
            let_lead(env)
    count = int(os.environ["BENCHMARK_OPPORTUNITIES"])
    results = Results(count, os.environ.get("BENCHMARK_JSON"))
    sides = prepare(stock), prepare(plus)
    for side in sides:
        side.tidy_up()
    for part in (reading, reporting, writing, jobs):
        part.measure(*sides, results)
        results.save()
    if picture := os.environ.get("BENCHMARK_SVG"):
        results.draw(picture)


def let_lead(env):
    """Let the leader see what the team does: as a supervisor, or without the add-on,
    which knows them, as somebody who sees all documents."""
    group = env.ref("opportunity_plus.group_supervisor", raise_if_not_found=False)
    leader = env["res.users"].search([("login", "=", "bench-Leader-0")])
    leader.group_ids += group or env.ref("sales_team.group_sale_salesman_all_leads")
