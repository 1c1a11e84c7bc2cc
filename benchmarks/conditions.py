# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the add-on adds to operations of stock Odoo where a stage asks for a field, a
quotation and a checklist, and the stages have targets and guidance; the bar is a ratio
of 1.10."""

import guidance
import overhead
from harness import Side, compare, environment

# opportunities that are moved
MOVED = [0, *range(100, 200)]
TARGET = 5  # days


def prepare(env):
    """Opportunities that have what the second stage asks for, on both sides."""
    data = overhead.prepare(env)
    leads = env["crm.lead"].browse([data["lead_ids"][index] for index in MOVED])
    leads.with_context(tracking_disable=True).referred = "A friend"
    customer = env["res.partner"].create({"name": "Bench"}).id
    orders = env["sale.order"].create(
        [
            {"partner_id": customer, "opportunity_id": lead.id, "validity_date": False}
            for lead in leads
        ]
    )
    orders.write({"state": "sent"})
    stages = env["crm.stage"].browse(data["stage_ids"])
    stages.rotting_threshold_days = TARGET
    if "condition_field_ids" in stages:
        guidance.guide(env, data)
        ask(env, stages, leads)
    env.cr.commit()
    return data


def ask(env, stages, leads):
    """Let the second stage ask, and tick the required point of the first one."""
    point = env["crm.stage.checkpoint"].create(
        {"name": "Needed", "stage_id": stages[0].id, "is_required": True}
    )
    leads.action_tick(point.id)
    field = env["ir.model.fields"]._get("crm.lead", "referred")
    stages[1].write(
        {
            "condition_field_ids": [(6, 0, field.ids)],
            "condition_quotation": True,
            "condition_checklist": True,
        }
    )


def run(stock, plus):
    sides = Side(stock, prepare), Side(plus, prepare)
    for side in sides:
        side.tidy_up()
    operations = {
        "move 1 (kanban drag)": overhead.move,
        "move 100": overhead.move_batch,
        "kanban, whole cards": overhead.kanban_cards,
        "open the form": overhead.form,
    }
    compare(*sides, operations)
    for database, side in zip((stock, plus), sides, strict=True):
        with environment(database) as env:
            tidy_up(env["crm.stage"].browse(side.data["stage_ids"]))


def tidy_up(stages):
    stages.rotting_threshold_days = 0
    if "condition_field_ids" in stages:
        stages.checkpoint_ids.unlink()
        nothing = {"condition_field_ids": [(5,)], "guidance": False}
        nothing |= {"condition_quotation": False, "condition_checklist": False}
        stages.write(nothing)
