"""``script/pictures``: the pictures of the manual, taken from the running demo."""

import argparse
import json
import shutil
import subprocess

from . import environment, server
from .browser import NAMES
from .console import Failure, command_line
from .state import REPOSITORY

CAMERA = REPOSITORY / "script" / "devenv" / "camera.py"
FOLDER = REPOSITORY / "opportunity_plus" / "static" / "description"
DESKTOP, PHONE = (1366, 768), (390, 844)
# name of the picture: who looks, at what address, how wide, and what shows that the
# page is complete
PICTURES = {
    "pipeline_status": (
        *("admin", "/odoo/pipeline-status", DESKTOP),
        ".o_report_chart canvas",
    ),
    "pipeline_over_time": (
        *("admin", "/odoo/pipeline-over-time", DESKTOP),
        ".o_report_chart canvas",
    ),
}


def main():
    parser = argparse.ArgumentParser(
        prog="script/pictures",
        description="Take the pictures of the manual from the running demo.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    options = parser.parse_args()
    if unknown := set(options.names) - set(PICTURES):
        parser.error(f"no such picture: {', '.join(unknown)}")
    return command_line(lambda: _take(options.names or [*PICTURES]))


def _take(names):
    ready = environment.prepare(browser=True)
    address = server.start(ready)
    shots = [
        {"file": str(FOLDER / f"{name}.png"), **_described(*PICTURES[name])}
        for name in names
    ]
    task = {"address": address, "chromium": _chromium(ready), "shots": shots}
    answer = subprocess.run(
        [ready.python, CAMERA],
        input=json.dumps(task).encode(),
        cwd=ready.state.folder,
        env=ready.environ(),
        check=False,
    )
    if answer.returncode:
        raise Failure("a picture could not be taken: see above")


def _described(login, path, size, complete):
    return {"login": login, "path": path, "size": size, "complete": complete}


def _chromium(ready):
    path = ready.environ()["PATH"]
    return next(filter(None, (shutil.which(name, path=path) for name in NAMES)))
