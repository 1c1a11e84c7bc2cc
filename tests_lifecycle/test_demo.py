"""What the demonstration data tell of the past holds.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import devenv
from devenv import addon, databases
from devenv.checking import CODE


def test_the_ledger_of_the_demo_database_holds():
    environment = devenv.prepare()
    name = environment.server.database("demonstrated")
    databases.drop(environment, name)
    try:
        databases.install(environment, name, [addon.NAME], "demo", "--with-demo")
        environment.run_shell(name, environment.state.fresh_log("demo-check"), CODE)
    finally:
        databases.drop(environment, name)
