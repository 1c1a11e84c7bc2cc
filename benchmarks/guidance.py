# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the add-on adds to operations of stock Odoo where the stages have guidance and
checklists, half ticked; the bar is a ratio of 1.10."""

import overhead
from harness import Side, compare, environment

POINTS = 6


def prepare(env):
    data = overhead.prepare(env)
    if "crm.stage.checkpoint" in env:
        guide(env, data)
    return data


def guide(env, data):
    """Describe the stages, and tick half of the points of all opportunities."""
    env["crm.stage"].browse(data["stage_ids"]).guidance = "<p>Ask who decides</p>"
    points = env["crm.stage.checkpoint"].create(
        [
            {"name": f"Point {number}", "stage_id": stage_id}
            for stage_id in data["stage_ids"]
            for number in range(POINTS)
        ]
    )
    for point in points[::2]:
        env["crm.lead"].browse(data["lead_ids"]).action_tick(point.id)
    env.cr.commit()


def run(stock, plus):
    sides = Side(stock, prepare), Side(plus, prepare)
    for side in sides:
        side.tidy_up()
    operations = {
        "move 1 (kanban drag)": overhead.move,
        "kanban, whole cards": overhead.kanban_cards,
        "open the form": overhead.form,
    }
    compare(*sides, operations)
    with environment(plus) as env:
        stages = env["crm.stage"].browse(sides[1].data["stage_ids"])
        stages.checkpoint_ids.unlink()
        stages.guidance = False
