"""What a live chat makes of its visitors, with Odoo's module ``crm_livechat``.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import pytest

import devenv
from devenv import addon, databases
from devenv.odoo_log import warnings_in

# An operator of each role.
SCENE = """
operators = env["res.users"].create(
    [
        {
            "name": name,
            "login": name,
            "group_ids": [
                (4, env.ref(group).id),
                (4, env.ref("im_livechat.im_livechat_group_user").id),
            ],
        }
        for name, group in (
            ("agent", "sales_team.group_sale_salesman"),
            ("supervisor", "opportunity_plus.group_supervisor"),
            ("manager", "sales_team.group_sale_salesman_all_leads"),
        )
    ]
)
livechat = env["im_livechat.channel"].create(
    {"name": "Shop", "user_ids": [(6, 0, operators.ids)]}
)

def chat(operator):
    guest = env["mail.guest"].create({"name": "Visitor"})
    return env["discuss.channel"].create(
        {
            "name": "Visitor",
            "channel_type": "livechat",
            "livechat_channel_id": livechat.id,
            "livechat_operator_id": operator.id,
            "channel_member_ids": [
                (0, 0, {"partner_id": operator.id}),
                (0, 0, {"guest_id": guest.id}),
            ],
        }
    )

"""
COMMANDS = """
def command(policy):
    for operator in operators:
        channel = chat(operator.partner_id).with_user(operator)
        channel.execute_command_lead(body=f"/lead {policy} {operator.name}")
        env.cr.commit()

env.company.opportunity_agents_see_unassigned = True
command("shown")
env.company.opportunity_agents_see_unassigned = False
command("hidden")
agents = env.ref("sales_team.group_sale_salesman")
agents.implied_ids |= env.ref("crm.group_use_lead")
command("lead")
"""
# The steps of a chatbot run as superuser for a visitor who is not logged in.
CHATBOT = """
script = env["chatbot.script"].create({"title": "Bot"})
team = env["crm.team"].create({"name": "Mills"})
public = env.ref("base.public_user")
for type_ in ("create_lead", "create_lead_and_forward"):
    step = env["chatbot.script.step"].create(
        {
            "step_type": type_,
            "message": "Thank you",
            "chatbot_script_id": script.id,
            "crm_team_id": team.id,
        }
    )
    channel = chat(script.operator_partner_id).with_user(public).sudo()
    step.with_user(public).sudo()._process_step(channel)
    lead = env["crm.lead"].search([("origin_channel_id", "=", channel.id)])
    lead.name = f"bot {type_}"
    env.cr.commit()
"""
MADE = """
    SELECT crm_lead.name, crm_lead.type, login
      FROM crm_lead LEFT JOIN res_users ON res_users.id = crm_lead.user_id
     ORDER BY crm_lead.id
"""


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module")
def made(environment):
    """Return what the live chat has opened, and the warnings in the log."""
    name = environment.server.database("livechat")
    databases.copy(environment, databases.template(environment), name)
    modules = [addon.NAME, "crm_livechat"]
    log = databases.install(environment, name, modules, "livechat")
    environment.run_shell(name, log, SCENE + COMMANDS + CHATBOT)
    yield environment.sql(MADE, name), warnings_in(log)
    databases.drop(environment, name)


def _named(made, word):
    return [row for row in made[0] if row[0].startswith(word)]


def test_who_may_not_leave_it_unassigned_becomes_its_salesperson(made):
    assert _named(made, "hidden") == [
        ["hidden agent", "opportunity", "agent"],
        ["hidden supervisor", "opportunity", "supervisor"],
        ["hidden manager", "opportunity", None],
    ]
    assert _named(made, "lead") == [
        ["lead agent", "lead", "agent"],
        ["lead supervisor", "lead", "supervisor"],
        ["lead manager", "lead", None],
    ]


def test_where_agents_see_unassigned_ones_it_stays_unassigned(made):
    assert _named(made, "shown") == [
        [f"shown {role}", "opportunity", None]
        for role in ("agent", "supervisor", "manager")
    ]


def test_a_chatbot_opens_it_unassigned(made):
    assert _named(made, "bot") == [
        ["bot create_lead", "opportunity", None],
        ["bot create_lead_and_forward", "opportunity", None],
    ]


def test_the_log_is_clean(made):
    assert made[1] == []
