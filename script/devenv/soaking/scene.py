"""Who takes part in the soak, and on what: a database of its own."""

from typing import NamedTuple

from .. import addon, databases

# many calls meet on the first; the others are so many that a handover needs its job
HOT, OTHERS = 12, 230
AGENTS = ("agent0", "agent1", "agent2")
# whose opportunities are handed over in batches
LEAVERS = ("leaver0", "leaver1")
# an amount from here on makes a big deal
BIG = 10_000_000

# Odoo's shell runs this after the names above have been set.
CODE = """
from datetime import timedelta

from odoo import fields

env = env(context={"tracking_disable": True, "no_reset_password": True})


def user(login, group):
    return env["res.users"].create(
        {
            "name": login,
            "login": login,
            "password": login,
            "email": f"{login}@example.com",
            "notification_type": "inbox",
            "group_ids": [(4, env.ref(group).id)],
        }
    )


admin = env.ref("base.user_admin")
admin.write(
    {
        "notification_type": "inbox",
        "group_ids": [(4, env.ref("sales_team.group_sale_manager").id)],
    }
)
leader = user("supervisor", "opportunity_plus.group_supervisor")
people = [user(login, "sales_team.group_sale_salesman") for login in AGENTS + LEAVERS]
team = env["crm.team"].create(
    {
        "name": "Soak",
        "user_id": leader.id,
        "crm_team_member_ids": [(0, 0, {"user_id": one.id}) for one in people],
    }
)
plan = env["mail.activity.plan"].create(
    {
        "name": "Stalled",
        "res_model": "crm.lead",
        "template_ids": [
            (
                0,
                0,
                {
                    "activity_type_id": env.ref("mail.mail_activity_data_todo").id,
                    "summary": "Soak plan",
                    "responsible_type": "on_demand",
                },
            )
        ],
    }
)
stages = env["crm.stage"].search([("is_won", "=", False)])
stages.write({"rotting_threshold_days": 3, "escalation_days": 1})
stages.write({"activity_plan_id": plan.id})
company = env.company
company.opportunity_auto_create = True
company.opportunity_remind_days = 5
company.opportunity_weekly_digest = True
env["crm.lost.reason"].create({"name": "Soak"})
rule = {
    "user_ids": [(4, admin.id)],
    "notify_salesperson": True,
    "notify_fell_below": True,
    "notify_lost": True,
    "notify_slipped": True,
    "channel_activity": True,
}
env["crm.big.deal.rule"].create(
    [
        rule | {"name": "Expected", "minimum_amount": BIG},
        rule
        | {
            "name": "Weighted",
            "minimum_amount": BIG / 10,
            "measure": "weighted",
            "rearm": "margin",
        },
    ]
)
today = fields.Date.today()
leads = env["crm.lead"].create(
    [
        {
            "name": f"Soak {number}",
            "type": "opportunity",
            "stage_id": stages[number % len(stages)].id,
            "team_id": team.id,
            "date_deadline": today + timedelta(days=number % 9),
            "user_id": (
                people[number % len(AGENTS)]
                if number < HOT
                else people[len(AGENTS) + number % len(LEAVERS)]
            ).id,
        }
        for number in range(HOT + OTHERS)
    ]
)
env["crm.lead.share"].create(
    [
        {"lead_id": lead.id, "user_id": one.id, "access": "write"}
        for lead in leads[:HOT]
        for one in people[: len(AGENTS)]
        if one != lead.user_id
    ]
)
# Odoo's own jobs send mails and ask services; here nothing leaves this machine
own = env["ir.model.data"].search([("model", "=", "ir.cron"), ("module", "=", ADDON)])
env["ir.cron"].search([("id", "not in", own.mapped("res_id"))]).active = False
env["ir.config_parameter"].set_param("iap.endpoint", "http://127.0.0.1:9")
env.cr.commit()
"""

# what clients have to know, each as one list of ids
LEADS = "SELECT id FROM crm_lead WHERE name ~ '^Soak [0-9]+$' ORDER BY id"
STAGES = "SELECT id FROM crm_stage WHERE is_won IS NOT TRUE ORDER BY sequence, id"
WON = "SELECT id FROM crm_stage WHERE is_won ORDER BY sequence, id"
REASON = "SELECT id FROM crm_lost_reason WHERE name->>'en_US' = 'Soak'"
USERS = "SELECT id FROM res_users WHERE login = ANY('{%s}') ORDER BY login"
JOBS = (
    "SELECT res_id FROM ir_model_data WHERE model = 'ir.cron'"
    f" AND module = '{addon.NAME}' ORDER BY name"
)

# Ten days pass: what has happened so far is moved into the past as a whole, so that
# what follows from its moments stays as it was. Some opportunities are stalled then.
# One transaction; each statement sees what was committed while the first one waited.
CHOSEN = "name ~ '^Soak [0-9]+$' AND mod(id, 4) = {share}"
DAYS_PASS = f"""
    SELECT id FROM crm_lead WHERE {CHOSEN} ORDER BY id FOR UPDATE;
    UPDATE crm_lead_revision
       SET date_from = date_from - interval '10 days',
           date_to = date_to - interval '10 days',
           date_out = date_out - interval '10 days',
           date_clock = date_clock - interval '10 days',
           stage_deadline = stage_deadline - interval '10 days'
     WHERE lead_number IN (SELECT id FROM crm_lead WHERE {CHOSEN});
    UPDATE crm_lead_stall
       SET date_told = date_told - interval '10 days',
           date_escalated = date_escalated - interval '10 days'
     WHERE lead_id IN (SELECT id FROM crm_lead WHERE {CHOSEN});
    UPDATE crm_lead
       SET date_last_stage_update = date_last_stage_update - interval '10 days',
           stage_deadline = stage_deadline - interval '10 days'
     WHERE {CHOSEN}
"""


class Scene(NamedTuple):
    """The ids of what the clients work on; of agents by their login."""

    database: str
    leads: list[int]
    stages: list[int]
    won: int
    reason: int
    agents: dict[str, int]
    leavers: list[int]
    jobs: list[int]


def make(ready):
    """Make the database and return its :class:`Scene`."""
    name = ready.server.database("soak")
    databases.copy(ready, databases.template(ready), name)
    databases.install(ready, name, [addon.NAME], "soak-install")
    names = {"HOT": HOT, "OTHERS": OTHERS, "BIG": BIG}
    names |= {"AGENTS": AGENTS, "LEAVERS": LEAVERS, "ADDON": addon.NAME}
    given = "".join(f"{key} = {value!r}\n" for key, value in names.items())
    ready.run_shell(name, ready.state.fresh_log("soak-scene"), given + CODE)

    def ids(statement):
        return [id_ for (id_,) in ready.sql(statement, name)]

    return Scene(
        database=name,
        leads=ids(LEADS),
        stages=ids(STAGES),
        won=ids(WON)[0],
        reason=ids(REASON)[0],
        agents=dict(zip(AGENTS, ids(USERS % ",".join(AGENTS)), strict=True)),
        leavers=ids(USERS % ",".join(LEAVERS)),
        jobs=ids(JOBS),
    )
