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
    with environment(plus) as env:
        switch_on(env)
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


def switch_on(env):
    """Let agents see what is theirs alone, as in a new company, and the leader be a
    supervisor. Scoring stays as it was, to be compared with Odoo's."""
    env["res.company"].search([]).opportunity_agents_see_unassigned = False
    leader = env["res.users"].search([("login", "=", "bench-Leader-0")])
    leader.group_ids += env.ref("opportunity_plus.group_supervisor")
