"""Databases of earlier versions of the add-on are brought up to date.

The earlier versions come from the history of the repository, where there is one. Each
takes minutes: all are tried where this file is named, else the first and the last.
"""

from pathlib import Path

import pytest
from upgrade_scene import FAULTS, SCENES

import devenv
from devenv import addon, databases
from devenv.history import earlier, unpack
from devenv.odoo_log import warnings_in

BEFORE = earlier()


def number(version):
    return [int(part) for part in version.split(".")]


@pytest.fixture(scope="module")
def environment():
    return devenv.prepare()


def pytest_generate_tests(metafunc):
    if "upgraded" in metafunc.fixturenames:
        words = map(str, metafunc.config.invocation_params.args)
        is_named = any(Path(__file__).name in word for word in words)
        versions = [*BEFORE] if is_named else [*BEFORE][:: max(len(BEFORE) - 1, 1)]
        metafunc.parametrize("upgraded", versions, indirect=True, scope="module")


@pytest.fixture(scope="module")
def upgraded(request, environment, tmp_path_factory):
    """Return what the database held before and after, and the log of the update."""
    version, folder = request.param, tmp_path_factory.mktemp("earlier")
    unpack(version, folder)
    scenes = [scene for scene in SCENES if number(scene[0]) <= number(version)]
    kept = {name: sql for _since, _work, kept in scenes for name, sql in kept.items()}
    name = environment.server.database("upgrade")
    databases.copy(environment, databases.template(environment), name)
    with environment.addon_in(folder):
        databases.install(environment, name, [addon.NAME], "upgrade-before")
        work = "".join(work for _since, work, _kept in scenes)
        environment.run_shell(name, environment.state.fresh_log("upgrade-work"), work)
    before = _take(environment, name, kept)
    assert not [name for name, rows in before.items() if not rows]
    log = environment.state.fresh_log("upgrade")
    environment.run_odoo(name, log, "no upgrade", f"--update={addon.NAME}")
    environment.run_shell(name, log, FAULTS)
    yield before, _take(environment, name, kept), warnings_in(log)
    databases.drop(environment, name)


def _take(environment, database, kept):
    """Return the rows of each query as text, in one statement: each starts Python."""
    taken = [
        f"SELECT '{name}', array_agg(kept::text) FROM ({sql}) kept"
        for name, sql in kept.items()
    ]
    return dict(environment.sql(" UNION ALL ".join(taken), database))


if BEFORE:

    def test_nothing_is_lost_by_an_upgrade(upgraded):
        before, after, _log = upgraded
        assert after == before

    def test_the_log_of_the_upgrade_is_clean(upgraded):
        assert upgraded[2] == []
