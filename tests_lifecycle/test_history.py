"""Earlier versions are taken from the history as they were at last."""

import subprocess

import pytest

from devenv import history

ME = ("-c", "user.name=Mai", "-c", "user.email=mai@example.com")


@pytest.fixture
def commit(tmp_path, monkeypatch):
    """Return what commits a file of the add-on to a repository of its own."""
    monkeypatch.setattr(history, "REPOSITORY", tmp_path)

    def git(*words):
        subprocess.run(["git", *ME, *words], cwd=tmp_path, check=True)

    def write(name, text):
        path = tmp_path / history.addon.NAME / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        git("add", ".")
        git("commit", "-q", "-m", name)

    git("init", "-q")
    return write


def test_the_last_state_of_a_version_is_that_before_the_next_one(commit, tmp_path):
    commit("__manifest__.py", '"version": "19.0.1.0.0"')
    commit("mended.py", "first")
    commit("mended.py", "last")
    commit("__manifest__.py", '"version": "19.0.2.0.0"')
    commit("mended.py", "later")
    assert [*history.earlier()] == ["19.0.1.0.0"]
    history.unpack("19.0.1.0.0", tmp_path / "folder")
    unpacked = tmp_path / "folder" / history.addon.NAME
    assert unpacked.joinpath("mended.py").read_text() == "last"


def test_a_version_that_was_raised_and_not_committed_leaves_one_behind(
    commit, tmp_path
):
    commit("__manifest__.py", '"version": "19.0.1.0.0"')
    commit("mended.py", "last")
    manifest = tmp_path / history.MANIFEST
    manifest.write_text('"version": "19.0.2.0.0"')
    assert history.earlier() == {"19.0.1.0.0": "HEAD"}


def test_there_are_none_without_a_history(tmp_path, monkeypatch):
    monkeypatch.setattr(history, "REPOSITORY", tmp_path)
    manifest = tmp_path / history.MANIFEST
    manifest.parent.mkdir()
    manifest.write_text('"version": "19.0.2.0.0"')
    assert history.earlier() == {}
