"""Earlier versions of the add-on, from the history of the repository."""

import re
import subprocess
import tarfile
from io import BytesIO

from devenv import addon
from devenv.state import REPOSITORY

MANIFEST = f"{addon.NAME}/__manifest__.py"


def earlier(version):
    """Return the commit that a version was left behind with; None without a history."""
    commits = _git("log", "--format=%H", "--", MANIFEST)
    for commit in commits.decode().split() if commits else ():
        manifest = _git("show", f"{commit}:{MANIFEST}") or b""
        if re.search(rf'"version": "{re.escape(version)}"', manifest.decode()):
            return commit
    return None


def unpack(version, folder):
    """Put the add-on, as it was in a version, into a folder."""
    files = _git("archive", earlier(version), addon.NAME)
    with tarfile.open(fileobj=BytesIO(files)) as archive:
        archive.extractall(folder, filter="data")


def _git(*words):
    command = ["git", "-C", REPOSITORY, *words]
    answer = subprocess.run(command, capture_output=True, check=False)
    return None if answer.returncode else answer.stdout
