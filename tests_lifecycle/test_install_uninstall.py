"""The add-on leaves a database as it found it.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import pytest
import snapshot

import devenv
from devenv import addon, databases
from devenv.odoo_log import warnings_in

# Opportunities in every stage, one of them lost, in a database without the add-on.
# Odoo notes what a module's files say of it: now, and not at the installation.
SCENE = """
env["ir.module.module"].update_list()
stages = env["crm.stage"].search([])
leads = env["crm.lead"].create(
    [{"name": stage.name, "type": "opportunity"} for stage in stages]
)
env.cr.commit()
for lead, stage in zip(leads, stages):
    lead.stage_id = stage
    env.cr.commit()
leads[0].action_set_lost()
agents = env.ref("sales_team.group_sale_salesman")
env["res.users"].create(
    {"name": "Mai", "login": "mai", "group_ids": [(4, agents.id)]}
)
env.cr.commit()
"""
# A role of the add-on is in use when it goes.
UNINSTALL = f"""
supervisors = env.ref("{addon.NAME}.group_supervisor")
agents = env.ref("sales_team.group_sale_salesman")
user = env["res.users"].search([("login", "=", "mai")])
user.group_ids = [(3, agents.id), (4, supervisors.id)]
env.cr.commit()
module = env["ir.module.module"].search([("name", "=", "{addon.NAME}")])
module.button_immediate_uninstall()
env.cr.commit()
"""
# What Odoo itself leaves behind when any module comes and goes: the table, and what
# is in the row.
LEFT_BY_ODOO = {
    # removal asks the vacuum job to run soon
    ("ir_cron_trigger", ""),
    # each change of modules tells other workers to reload
    ("orm_signaling_registry", ""),
}


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
def before_and_after(environment, database):
    """Return the schema and the rows before installation and after removal."""
    before = _take(environment, database)
    log = databases.install(environment, database, [addon.NAME], "lifecycle-install")
    environment.run_shell(database, log, UNINSTALL)
    return before, _take(environment, database), warnings_in(log)


def _take(environment, database):
    return (
        snapshot.schema(environment, database),
        snapshot.rows(environment, database),
    )


def test_the_log_is_clean(before_and_after):
    assert before_and_after[2] == []


def test_the_schema_is_as_before(before_and_after):
    (before, _), (after, _), _ = before_and_after
    assert sorted(after - before) == []
    assert sorted(before - after) == []


def test_the_data_is_as_before(before_and_after):
    (_, before), (_, after), _ = before_and_after
    assert _unexplained(after - before) == []
    assert _unexplained(before - after) == []


def _unexplained(rows):
    return sorted(
        (table, row)
        for table, row in rows
        if not any(table == left and text in row for left, text in LEFT_BY_ODOO)
    )
