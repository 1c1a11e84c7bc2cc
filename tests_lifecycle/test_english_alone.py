"""The add-on comes and goes in a database that has English alone, as a new one has.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import devenv
from devenv import addon, databases, lifecycle
from devenv.odoo_log import warnings_in

ALONE = """
env["res.lang"].search([("code", "!=", "en_US")]).active = False
env.cr.commit()
"""
IS_THERE = "SELECT state FROM ir_module_module WHERE name = 'opportunity_plus'"


def test_it_is_installed_and_removed():
    environment = devenv.prepare()
    name = environment.server.database("english")
    databases.copy(environment, databases.template(environment), name)
    log = environment.state.fresh_log("english")
    environment.run_shell(name, log, ALONE)
    installing = databases.install(environment, name, [addon.NAME], "english-install")
    assert environment.sql(IS_THERE, name) == [["installed"]]
    environment.run_shell(name, log, lifecycle.UNINSTALL)
    assert environment.sql(IS_THERE, name) == [["uninstalled"]]
    assert [warnings_in(one) for one in (installing, log)] == [[], []]
    databases.drop(environment, name)
