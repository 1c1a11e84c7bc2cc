"""Databases of earlier versions of the add-on are brought up to date.

The earlier versions come from the history of the repository, where there is one.
"""

import pytest
from history import earlier, unpack
from upgrade_scene import FAULTS, KEPT, LATER_KEPT, LATER_WORK, LEDGER, WORK

import devenv
from devenv import addon, databases
from devenv.odoo_log import warnings_in

BEFORE = ("19.0.1.0.0", "19.0.2.0.0", "19.0.4.0.0", "19.0.7.0.0")
# what earlier versions have none of
LATER = dict.fromkeys(BEFORE[1:], {"ledger": LEDGER})
LATER |= dict.fromkeys(BEFORE[2:], {"ledger": LEDGER} | LATER_KEPT)


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


@pytest.fixture(scope="module", params=[one for one in BEFORE if earlier(one)])
def upgraded(request, environment, tmp_path_factory):
    """Return what the database held before and after, and the log of the update."""
    version, folder = request.param, tmp_path_factory.mktemp("earlier")
    unpack(version, folder)
    kept = KEPT | LATER.get(version, {})
    name = environment.server.database("upgrade")
    databases.copy(environment, databases.template(environment), name)
    with environment.addon_in(folder):
        databases.install(environment, name, [addon.NAME], "upgrade-before")
        work = WORK + (LATER_WORK if LATER_KEPT.items() <= kept.items() else "")
        environment.run_shell(name, environment.state.fresh_log("upgrade-work"), work)
    before = _take(environment, name, kept)
    assert all(before[name] for name in LATER_KEPT if name in kept)
    log = environment.state.fresh_log("upgrade")
    environment.run_odoo(name, log, "no upgrade", f"--update={addon.NAME}")
    environment.run_shell(name, log, FAULTS)
    yield before, _take(environment, name, kept), warnings_in(log)
    databases.drop(environment, name)


def _take(environment, database, kept):
    return {name: environment.sql(sql, database) for name, sql in kept.items()}


if any(map(earlier, BEFORE)):

    def test_nothing_is_lost_by_an_upgrade(upgraded):
        before, after, _log = upgraded
        assert after == before

    def test_the_log_of_the_upgrade_is_clean(upgraded):
        assert upgraded[2] == []
