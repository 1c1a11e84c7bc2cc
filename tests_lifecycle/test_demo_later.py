"""The demo data are loaded into a database that people work with already.

``script/test`` runs this with pytest alone, since Odoo is started by the test.
"""

import json

import pytest
from demo_scene import DIGESTS

import devenv
from devenv import addon, databases
from devenv.checking import CODE
from devenv.history import earlier, unpack
from devenv.odoo_log import warnings_in

MARK, MAILS = "loaded: ", "mails: "
# its demo was a few opportunities, of which some have the ids of those of the year
BEFORE = "19.0.8.0.0"
DEALS = "SELECT id, name, stage_id, won_status FROM crm_lead ORDER BY id"
# The company has deals, other stages than Odoo's, and baht of its own.
OWN = """
# Odoo's own demo needs its first stage: another team has it
team = env["crm.team"].create({"name": "Our team"})
env.ref("crm.stage_lead1").team_ids = team
env["crm.stage"].create({"name": "Ours", "sequence": 1})
baht = env.ref("base.THB")
baht.active = True
env["res.currency.rate"].create(
    {"currency_id": baht.id, "name": env.cr.now().date(), "company_rate": 31}
)
env["crm.lead"].create(
    [{"name": f"Ours {number}", "type": "opportunity"} for number in range(3)]
)
env.cr.commit()
"""
LOAD = """
import json
from odoo.modules.loading import force_demo

def told():
    leads = env["crm.lead"].with_context(active_test=False)
    return {
        "failures": env["ir.demo_failure"].search([]).mapped("error"),
        "ours": leads.search_count([("name", "like", "Ours %%")]),
        "opportunities": leads.search_count([("type", "=", "opportunity")]),
        "rates": [
            rate.company_rate
            for rate in env.ref("base.THB").rate_ids
            if (env.cr.now().date() - rate.name).days < 500
        ],
    }

before = told()
force_demo(env)
env.cr.commit()
after = told()
env["crm.demo.year"]._demo_play()
env.cr.commit()
print(%(mark)r + json.dumps([before, after, told()]))
"""


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module")
def loaded(environment):
    """Return what there was before, after loading the demo, and after playing its year
    again; the log; and which digests tell other than the pages."""
    name = environment.server.database("demo_later")
    databases.copy(environment, databases.installed(environment), name)
    log = environment.state.fresh_log("demo-later-loaded")
    code = OWN + LOAD % {"mark": MARK} + DIGESTS % {"mark": MAILS} + CODE
    environment.run_shell(name, log, code)
    yield _printed(log, MARK), warnings_in(log), _printed(log, MAILS)
    databases.drop(environment, name)


def _printed(log, mark):
    (line,) = (line for line in log.read_text().splitlines() if mark in line)
    return json.loads(line.partition(mark)[2])


def test_the_demo_is_there_and_nothing_else_is_gone(loaded):
    before, after, _again = loaded[0]
    assert after["failures"] == []
    assert after["ours"] == before["ours"] == 3
    assert after["opportunities"] > 100


def test_the_rates_of_the_company_stay_its_own(loaded):
    before, after, _again = loaded[0]
    assert after["rates"] == before["rates"] == [31]


def test_there_is_no_second_year(loaded):
    _before, after, again = loaded[0]
    assert again == after


def test_the_mails_of_the_week_say_what_their_links_show(loaded):
    count, others = loaded[2]
    assert count >= 3
    assert others == []


def test_the_log_is_clean(loaded):
    assert loaded[1] == []


if BEFORE in earlier():

    def test_an_update_leaves_an_earlier_demo_as_it_is(environment, tmp_path):
        unpack(BEFORE, tmp_path)
        name = environment.server.database("demo_later")
        databases.copy(environment, databases.demo_template(environment), name)
        with environment.addon_in(tmp_path):
            databases.install(environment, name, [addon.NAME], "demo-before")
        before = environment.sql(DEALS, name)
        log = environment.state.fresh_log("demo-updated")
        environment.run_odoo(name, log, "no update", f"--update={addon.NAME}")
        assert before
        assert environment.sql(DEALS, name) == before
        assert warnings_in(log) == []
        databases.drop(environment, name)
