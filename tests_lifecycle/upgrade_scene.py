"""What is done with earlier versions of the add-on, and what has to be there later."""

# Moves, a loss that is reopened, a merge, a share, an alert, a notification and a
# handover. The second stage has a target, in days, which is a field of Odoo's.
WORK = """
admin = env.ref("base.user_admin")
env.company.write(
    {
        "opportunity_agents_see_unassigned": True,
        "opportunity_lost_reason_required": False,
        "opportunity_probability_policy": "stage",
    }
)
rule = {"name": "Big", "minimum_amount": 1000, "user_ids": [(4, admin.id)]}
env["crm.big.deal.rule"].create(rule)
agents = env.ref("sales_team.group_sale_salesman")
rep, heir = env["res.users"].create(
    [
        {"name": name, "login": name, "group_ids": [(4, agents.id)]}
        for name in ("rep", "heir")
    ]
)
stages = env["crm.stage"].search([("is_won", "=", False)])
stages[1].rotting_threshold_days = 5
reason = env["crm.lost.reason"].search([], limit=1)
leads = env["crm.lead"].create(
    [
        {
            "name": name,
            "type": "opportunity",
            "user_id": rep.id,
            "expected_revenue": 100,
        }
        for name in ("Moved", "Lost", "Head", "Tail", "Big", "Waiting")
    ]
)
env.cr.commit()
moved, lost, head, tail, big, waiting = leads
waiting.stage_id = stages[1]
env.cr.commit()
for stage in stages[1:]:
    moved.stage_id = stage
    env.cr.commit()
moved.expected_revenue = 700
lost.action_set_lost(lost_reason_id=reason.id)
env.cr.commit()
lost.action_unarchive()
env.cr.commit()
tail.stage_id = stages[1]
head.probability = 90
env.cr.commit()
(head | tail).merge_opportunity()
big.write({"expected_revenue": 5000, "probability": 90})
# it ended a silence until 19.0.9.0.0
env["mail.message"].create(
    {
        "model": "crm.lead",
        "res_id": big.id,
        "message_type": "user_notification",
        "body": "Call again",
        "mail_activity_type_id": env.ref("mail.mail_activity_data_call").id,
    }
)
env["crm.lead.share"].create({"lead_id": big.id, "user_id": heir.id})
env.cr.commit()
handover = env(user=admin)["crm.lead.handover"].create(
    {"user_id": rep.id, "successor_ids": [(4, heir.id)]}
)
handover.action_prepare()
handover.action_run()
env.cr.commit()
"""
# A checklist with a tick, targets of teams, a snooze, products and a template; and own
# views that inherit from those that later versions have merged.
LATER_WORK = """
from datetime import date, timedelta

points = env["crm.stage.checkpoint"].create(
    [
        {"stage_id": stages[1].id, "name": name, "is_required": name == "Budget"}
        for name in ("Budget", "Decider")
    ]
)
waiting.action_tick(points[0].id)
waiting.action_tick(points[1].id)
env.cr.commit()
waiting.action_tick(points[1].id, done=False)
env.cr.commit()
team = env["crm.team"].create({"name": "South"})
env["crm.stage.target"].create(
    {"stage_id": stages[1].id, "team_id": team.id, "days": 9}
)
waiting.action_snooze(date.today() + timedelta(9), "Budget in spring")
product = env["product.product"].create({"name": "Pump", "list_price": 70})
env["crm.lead.product.line"].create(
    {"lead_id": waiting.id, "product_id": product.id, "quantity": 3}
)
env["crm.pipeline.template"].create(
    {
        "name": "Ours",
        "line_ids": [
            (0, 0, {"name": "First", "point_ids": [(0, 0, {"name": "Called"})]}),
            (0, 0, {"name": "Second", "rotting_threshold_days": 4}),
        ],
    }
)
merged = (
    "crm_case_tree_view_oppor_search",
    "crm_case_tree_view_oppor_finding",
    "view_crm_case_opportunities_filter_finding",
    "crm_case_kanban_view_leads_card_finding",
    "crm_lead_view_form_finding",
    "quick_create_opportunity_form_finding",
    "crm_case_kanban_view_leads_contact_log",
)
for name in merged:
    if view := env.ref(f"opportunity_plus.{name}", False):
        view.create(
            {
                "name": f"Ours on {name}",
                "model": view.model,
                "inherit_id": view.id,
                "arch": "<data/>",
            }
        )
env.cr.commit()
"""
FAULTS = """
from datetime import timedelta

faults = env["crm.record.check"]._check_faults()
assert not faults, faults
running = env["crm.lead.revision"].search(
    [("is_stay", "=", True), ("outcome", "=", "open"), ("date_out", "=", False)]
)
assert "Waiting" in running.mapped("lead_name")
# the chatter knows seconds: the last move may be the same moment, and the same row
earned = env["crm.lead.revision"].search(
    [("lead_name", "=", "Moved"), ("changed", "like", "expected_revenue")]
)
assert earned.mapped("expected_revenue") == [700], earned
for stay in running:
    days = stay.stage_id.rotting_threshold_days
    due = stay.date_from + timedelta(days) if days else False
    assert stay.stage_deadline == stay.lead_id.stage_deadline == due, stay.lead_name
assert {stay.stage_id.rotting_threshold_days for stay in running} >= {0, 5}
for stage in env["crm.stage"].search([]):
    assert stage.active and stage.show_in_graph, stage.name
    assert stage.category == ("won" if stage.is_won else "in_progress"), stage.name
    assert stage.oplus_today_id == stage, stage.name
"""
STAYS = """
    SELECT lead_id, stage_id, from_stage_id, outcome, from_outcome, date_in, date_out,
           user_id, salesperson_id, team_id, company_id, expected_revenue, probability,
           date_deadline, lost_reason_id, reason, is_backfilled, is_interaction,
           merged_from
      FROM crm_lead_stage_history ORDER BY lead_id, merged_from NULLS FIRST, id
"""
LEDGER = """
    SELECT lead_number, lead_id, merged_into_id, lead_name, date_from, date_to,
           stage_id, from_stage_id, outcome, from_outcome, expected_revenue,
           probability, date_deadline, salesperson_id, team_id, company_id, user_id,
           door, lost_reason_id, reason, changed, named, is_backfilled, is_interaction,
           is_stay, date_out, stay_id
      FROM crm_lead_revision ORDER BY id
"""
TARGETS = "SELECT id, rotting_threshold_days FROM crm_stage ORDER BY id"
SETTINGS = """
    SELECT id, opportunity_agents_see_unassigned, opportunity_lost_reason_required,
           opportunity_probability_policy
      FROM res_company ORDER BY id
"""
KEPT = {
    "stays": STAYS,
    "settings": SETTINGS,
    "targets": TARGETS,
    "shares": "SELECT lead_id, user_id, access FROM crm_lead_share ORDER BY id",
    "alerts": "SELECT rule_id, lead_id, kind, amount FROM crm_big_deal_alert"
    " ORDER BY id",
    "receipts": "SELECT res_model, res_id, state FROM crm_lead_handover_line"
    " ORDER BY id",
    "opportunities": "SELECT id, name, stage_id, user_id, won_status, expected_revenue"
    " FROM crm_lead ORDER BY id",
}
# what 19.0.2.0.0 has none of
LATER_KEPT = {
    "points": "SELECT id, stage_id, name ->> 'en_US', sequence, is_required, team_id"
    " FROM crm_stage_checkpoint ORDER BY id",
    "ticks": "SELECT id, lead_id, checkpoint_id, is_done, is_current, user_id, date"
    " FROM crm_lead_tick ORDER BY id",
    "team targets": "SELECT stage_id, team_id, days FROM crm_stage_target ORDER BY id",
    "snoozes": "SELECT id, snooze_until, snooze_reason FROM crm_lead"
    " WHERE snooze_until IS NOT NULL ORDER BY id",
    "products": "SELECT lead_id, product_id, name, quantity, price_unit, discount"
    " FROM crm_lead_product_line ORDER BY id",
    "template": "SELECT line.name ->> 'en_US', line.sequence, line.category,"
    " line.rotting_threshold_days, point.name ->> 'en_US'"
    " FROM crm_pipeline_template template"
    " JOIN crm_pipeline_template_line line ON line.template_id = template.id"
    " LEFT JOIN crm_pipeline_template_point point ON point.line_id = line.id"
    " WHERE template.name ->> 'en_US' = 'Ours' ORDER BY line.id",
    "views": "SELECT count(*) FROM ir_ui_view WHERE name LIKE 'Ours on %'",
}
