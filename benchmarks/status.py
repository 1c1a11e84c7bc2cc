# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pipeline Status over a ledger of a million rows; the bar is 2 times the bare SQL that
yields the same numbers, and knows the opportunities of the reader."""

from conversion import CREATED, FIVE, PERIODS, measure, prepare
from conversion_statements import BARE_CONVERSION, BARE_OPEN, BARE_SUCCESS
from harness import environment

# names of figures on the page
PASSED = {name: name for name in FIVE} | {"lost": "lost_here"}


def page(env, days):
    """The figures of the page, in the shape of those of the bare SQL."""
    told = env["crm.lead"].oplus_pipeline_status(*days)
    figures = told["figures"]
    return [
        [*passing(told["stages"], figures)],
        [
            (name, one["count"], round(one["value"], 2))
            for name in ("won", "lost", *CREATED)
            for one in [figures[name]["all"]]
        ],
        [
            ("open", one["count"], round(one["value"], 2))
            for one in [figures["open"]["all"]]
        ],
    ]


def passing(stages, figures):
    for stage in stages:
        key = str(stage["id"])
        for name, theirs in PASSED.items():
            one = figures[theirs][key]
            yield stage["id"], name, one["count"], round(one["value"], 2)
        days = round(stage["median_days"] or 0, 6)
        yield stage["id"], "leavers", figures["leavers"][key]["count"], days
        for name in ("running", "losses"):
            yield stage["id"], name, figures[name][key]["count"], 0


def comparable(parts):
    """The bare figures of the stages that the page shows, and all that is open."""
    conversion, success, opened = parts
    shown = {stage for stage, *_rest in opened} | {
        stage
        for stage, name, *_rest in conversion
        if name in ("leavers", "running", "advanced")
    }
    return [
        [row for row in conversion if row[0] in shown],
        success,
        [("open", sum(row[2] for row in opened), sum(row[3] for row in opened))],
    ]


OPERATION = (
    "pipeline status",
    page,
    [BARE_CONVERSION, BARE_SUCCESS, BARE_OPEN],
    comparable,
)


def run(_stock, plus):
    with environment(plus) as env:
        users = prepare(env)
    print(f"{'operation':34}{'bare':>10}{'page':>10}{'ratio':>8}{'queries':>9}")
    for span, days in PERIODS.items():
        for role, user in users.items():
            measure(plus, user, f"pipeline status, {span}, {role}", OPERATION, days)
