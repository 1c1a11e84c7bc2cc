"""A plugin of pytest that shares the test files between runs side by side.

Each run collects all files and claims one after the other, those with a browser
first because they take longest; a file that another run has claimed is passed over.
"""

from pathlib import Path

import pytest


class Lane:
    """One of the runs; ``claims`` is the folder that all of them use."""

    def __init__(self, claims):
        self.claims = claims
        self.decided = {}

    def takes(self, item):
        """Tell whether the file of a test is ours; the first to ask gets it."""
        if item.path not in self.decided:
            name = "-".join(item.path.parts[-2:])
            self.decided[item.path] = self._claim(name)
        return self.decided[item.path]

    def _claim(self, name):
        try:
            self.claims.joinpath(name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def pytest_collection_modifyitems(self, items):
        slow = {item.path for item in items if hasattr(item.cls, "browser_js")}
        items.sort(key=lambda item: item.path not in slow)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        """Answer for a test of another run, so that nothing runs or reports it."""
        if self.takes(item):
            return None
        # what was set up for the folder of an earlier test may end here
        item.session._setupstate.teardown_exact(nextitem)
        return True


def pytest_addoption(parser):
    parser.addoption("--claims", type=Path, help="a folder shared with another run")


def pytest_configure(config):
    if claims := config.getoption("--claims"):
        config.pluginmanager.register(Lane(claims), "lane")
