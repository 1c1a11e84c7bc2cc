"""The add-on leaves a database as it found it.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import pytest

import devenv
from devenv import addon, databases, lifecycle, snapshot
from devenv.odoo_log import warnings_in

# Opportunities in every stage, one of them lost, in a database without the add-on that
# has a won stage of its own, and in two companies some that lack what the add-on's
# forms ask for.
# Odoo notes what a module's files say of it: now, and not at the installation.
SCENE = """
env["ir.module.module"].update_list()
env["crm.stage"].create({"name": "Signed", "is_won": True, "sequence": 100})
stages = env["crm.stage"].search([])
leads = env["crm.lead"].create(
    [{"name": stage.name, "type": "opportunity"} for stage in stages]
)
env.cr.commit()
for lead, stage in zip(leads, stages):
    lead.stage_id = stage
    env.cr.commit()
leads[0].action_set_lost()
call = {"summary": "Call"}
env["mail.activity.plan"].create(
    {"name": "Ours", "res_model": "crm.lead", "template_ids": [(0, 0, call)]}
)
todo = env.ref("mail.mail_activity_data_todo")
env["mail.activity.type"].create({"name": "Visit", "triggered_next_type_id": todo.id})
agents = env.ref("sales_team.group_sale_salesman")
companies = env.company | env["res.company"].create({"name": "Abroad"})
env["res.users"].create(
    {
        "name": "Mai",
        "login": "mai",
        "group_ids": [(4, agents.id)],
        "company_id": env.company.id,
        "company_ids": [(6, 0, companies.ids)],
    }
)
customer = env["res.partner"].create({"name": "Siam Trading"})
env["crm.lead"].create(
    [
        {
            "name": name,
            "type": "opportunity",
            "company_id": company.id,
            "partner_id": customer.id,
            "user_id": False,
            "team_id": False,
        }
        for name in ("To edit", "To move", "To win", "To lose", "To quote")
        for company in companies
    ]
)
env.cr.commit()
"""
# An agent works with them after the installation, in the form.
ARRIVAL = """
from odoo.tests import Form

env["res.company"].create({"name": "Later"})
reason = env["crm.lost.reason"].search([], limit=1)
mai = env["res.users"].search([("login", "=", "mai")])
for company in mai.company_ids:
    leads = env(user=mai)["crm.lead"].with_context(allowed_company_ids=company.ids)
    found = leads.search([("company_id", "=", company.id)])
    of_name = {lead.name: lead for lead in found}
    for name in ("To win", "To lose", "To quote", "To edit"):
        with Form(of_name[name], "crm.crm_lead_view_form") as form:
            form.phone = "+66 2 123 4567"
    with Form(of_name["To move"], "crm.crm_lead_view_form") as form:
        form.stage_id = env["crm.stage"].search([], limit=2)[1]
    of_name["To win"].action_set_won_rainbowman()
    of_name["To lose"].action_set_lost(lost_reason_id=reason.id)
    action = of_name["To quote"].action_sale_quotations_new()
    leads.env["sale.order"].with_context(**action["context"]).create({})
env.cr.commit()
"""
# A role of the add-on and its types of activities are in use when it goes.
SUPERVISED = f"""
closing = env.ref("{addon.NAME}.mail_activity_type_closing")
call = env["mail.activity.plan.template"].search([("summary", "=", "Call")])
call.write({{"activity_type_id": closing.id, "summary": "Call"}})
visit = env["mail.activity.type"].search([("name", "=", "Visit")])
visit.triggered_next_type_id = closing
lines = env["crm.pipeline.template.line"].search([("activity_ids", "!=", False)])
lines[0]._template_plan()
supervisors = env.ref("{addon.NAME}.group_supervisor")
agents = env.ref("sales_team.group_sale_salesman")
user = env["res.users"].search([("login", "=", "mai")])
user.group_ids = [(3, agents.id), (4, supervisors.id)]
env.cr.commit()
"""


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module")
def database(environment):
    name = environment.server.database("lifecycle")
    databases.copy(environment, databases.template(environment), name)
    environment.run_shell(name, environment.state.fresh_log("lifecycle"), SCENE)
    yield name
    databases.drop(environment, name)


@pytest.fixture(scope="module")
def before(environment, database):
    return snapshot.take(environment, database)


@pytest.fixture(scope="module")
def installed(environment, database, before):
    """Return the log of the installation."""
    return databases.install(environment, database, [addon.NAME], "lifecycle-install")


@pytest.fixture(scope="module")
def arrived(environment, database, installed):
    """Return a copy of the database in which somebody works with the add-on."""
    name = environment.server.database("lifecycle_arrival")
    databases.copy(environment, database, name)
    log = environment.state.fresh_log("lifecycle-arrival")
    environment.run_shell(name, log, ARRIVAL)
    assert warnings_in(log) == []
    yield name
    databases.drop(environment, name)


@pytest.fixture(scope="module")
def before_and_after(environment, database, before, installed, arrived):
    """Return what the database held before installation and holds after removal."""
    environment.run_shell(database, installed, SUPERVISED + lifecycle.UNINSTALL)
    return before, snapshot.take(environment, database), warnings_in(installed)


def test_companies_keep_the_ways_of_odoo_and_later_ones_do_not(environment, arrived):
    policies = environment.sql(
        "SELECT opportunity_agents_see_unassigned IS TRUE,"
        " opportunity_probability_policy, name = 'Later' FROM res_company",
        arrived,
    )
    assert sorted(policies) == [
        [False, "fixed", True],
        [True, "automatic", False],
        [True, "automatic", False],
    ]


def test_won_stages_from_before_are_won(environment, arrived):
    found = environment.sql(
        "SELECT name ->> 'en_US', category FROM crm_stage ORDER BY sequence", arrived
    )
    assert [category for _name, category in found] == [
        *["in_progress"] * (len(found) - 2),
        *["won"] * 2,
    ]
    assert found[-1][0] == "Signed"


def test_incomplete_opportunities_are_worked_with_and_stay_incomplete(
    environment, arrived
):
    found = environment.sql(
        "SELECT name, won_status, date_deadline IS NULL AND user_id IS NULL, phone,"
        " (SELECT count(*) FROM sale_order WHERE opportunity_id = crm_lead.id)"
        " FROM crm_lead WHERE name LIKE 'To %' ORDER BY name, company_id",
        arrived,
    )
    phone = "+66 2 123 4567"
    expected = [
        ["To edit", "pending", True, phone, 0],
        ["To lose", "lost", True, phone, 0],
        # the phone is that of the customer they share
        ["To move", "pending", True, phone, 0],
        ["To quote", "pending", True, phone, 1],
        ["To win", "won", True, phone, 0],
    ]
    assert found == [row for row in expected for _company in range(2)]


def test_the_log_is_clean(before_and_after):
    assert before_and_after[2] == []


def test_the_schema_is_as_before(before_and_after):
    before, after, _log = before_and_after
    assert snapshot.schema_changes(before, after) == []


def test_the_data_is_as_before(before_and_after):
    before, after, _log = before_and_after
    assert snapshot.row_changes(before, after) == []
