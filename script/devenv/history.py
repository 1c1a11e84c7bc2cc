"""Earlier versions of the add-on, from the history of the repository."""

import re
import subprocess
import tarfile
from io import BytesIO

from . import addon
from .state import REPOSITORY

MANIFEST = f"{addon.NAME}/__manifest__.py"
VERSION = re.compile(r'"version": "([\d.]+)"')


def earlier():
    """Return the last commits of the earlier versions, by version, the first one first;
    none without a history."""
    commits = _git("log", "--first-parent", "--format=%H", "--", MANIFEST)
    found, last = {}, "HEAD"
    for commit in commits.decode().split() if commits else ():
        manifest = _git("show", f"{commit}:{MANIFEST}") or b""
        if version := VERSION.search(manifest.decode()):
            found.setdefault(version[1], last)
        # before it was raised
        last = f"{commit}^"
    found.pop(VERSION.search((REPOSITORY / MANIFEST).read_text())[1], None)
    return dict(reversed(found.items()))


def unpack(version, folder):
    """Put the add-on, as it was in a version, into a folder."""
    files = _git("archive", earlier()[version], addon.NAME)
    # what the first releases of Python 3.10 and 3.11 do not know
    options = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(fileobj=BytesIO(files)) as archive:
        archive.extractall(folder, **options)


def _git(*words):
    command = ["git", "-C", REPOSITORY, *words]
    answer = subprocess.run(command, capture_output=True, check=False)
    return None if answer.returncode else answer.stdout
