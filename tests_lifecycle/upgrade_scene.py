"""What is done with earlier versions of the add-on."""

from upgrade_kept import (
    CONDITIONS_KEPT,
    DIGEST_KEPT,
    KEPT,
    LATER_KEPT,
    LEDGER,
    VIEWS_KEPT,
)

# Moves, a loss that is reopened, a merge, a share, an alert, a notification, a
# handover, a loss with a note, an invoice and a call campaign. The second stage has a
# target, in days, which is a field of Odoo's.
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
# before 19.0.8.0.0, a rule without a closing rate told of nothing
rule["minimum_probability"] = 10
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
noted, billed = env["crm.lead"].create(
    [{"name": name, "type": "opportunity"} for name in ("Noted", "Billed")]
)
noted.action_set_lost(lost_reason_id=reason.id, lost_note="No budget this year")
env["account.chart.template"].try_loading(
    "generic_coa", company=env.company, install_demo=False
)
customers = env["res.partner"].create(
    [{"name": name, "user_id": heir.id} for name in ("Siam", "Mekong")]
)
valve = env["product.product"].create(
    {"name": "Valve", "list_price": 50, "invoice_policy": "order"}
)
order = env["sale.order"].create(
    {
        "partner_id": customers[0].id,
        "opportunity_id": billed.id,
        "order_line": [(0, 0, {"product_id": valve.id})],
    }
)
order.action_confirm()
order._create_invoices()
run = env(user=admin)["crm.lead.opening.run"]._opening_preview(customers)
run.campaign_id = env["utm.campaign"].create({"name": "Spring"})
run.action_run()
env.cr.commit()
# the handover has ended the other one
env["crm.lead.share"].create({"lead_id": moved.id, "user_id": rep.id})
env.ref("opportunity_plus.ir_cron_alert").method_direct_trigger()
env.cr.commit()
"""
# Stages with conditions.
CONDITIONS_WORK = """
partner = env["ir.model.fields"]._get("crm.lead", "partner_id")
stages[1].write(
    {
        "condition_field_ids": [(4, partner.id)],
        "condition_quotation": True,
        "condition_when_skipped": True,
    }
)
env.cr.commit()
"""
DIGEST_WORK = """
env.cr.execute(
    "INSERT INTO crm_pipeline_digest (user_id, date, email, subject, body)"
    " VALUES (%s, '2026-03-02', 'rep@example.com', 'Your pipeline', '<p>Up</p>')",
    [rep.id],
)
env.cr.commit()
"""
# A checklist with a tick, targets of teams, a snooze, products and a template.
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
env.cr.commit()
"""
# Own views that inherit from those that later versions have merged.
VIEWS_WORK = """
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
# since which version there is something to do, and to keep
SCENES = (
    ("19.0.1.0.0", WORK, KEPT),
    ("19.0.2.0.0", CONDITIONS_WORK, {"ledger": LEDGER} | CONDITIONS_KEPT),
    ("19.0.3.0.0", LATER_WORK, LATER_KEPT),
    ("19.0.4.0.0", DIGEST_WORK, DIGEST_KEPT),
    ("19.0.7.0.0", VIEWS_WORK, VIEWS_KEPT),
)
