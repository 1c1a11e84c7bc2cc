"""``script/lifecycle`` knows which versions there are to update from."""

import pytest

from devenv import history, lifecycle_command
from devenv.console import Failure


@pytest.fixture(autouse=True)
def known(monkeypatch):
    found = {"19.0.1.0.0": "a1", "19.0.2.0.0": "b2"}
    monkeypatch.setattr(history, "earlier", lambda: found)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, ["19.0.1.0.0", "19.0.2.0.0"]),
        ([], ["19.0.1.0.0", "19.0.2.0.0"]),
        (["19.0.2.0.0"], ["19.0.2.0.0"]),
    ],
)
def test_versions_to_update_from(asked, expected):
    assert lifecycle_command.versions_of(asked) == expected


def test_an_unknown_version_is_refused_with_those_that_there_are():
    with pytest.raises(Failure, match="19.0.7.7.7: there are 19.0.1.0.0, 19.0.2.0.0"):
        lifecycle_command.versions_of(["19.0.7.7.7", "19.0.1.0.0"])
