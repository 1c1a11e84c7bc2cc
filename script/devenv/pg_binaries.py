"""PostgreSQL's programs: installed ones, or Debian's packages, unpacked."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from . import apt, debs
from .console import Failure, say
from .state import folder_size

_OLDEST = 13
_NEEDED = ("initdb", "pg_ctl", "postgres")


class Binaries(NamedTuple):
    """A folder of programs and what they need in their environment."""

    folder: Path
    environ: dict


def ensure(state, home, version):
    """Return programs of the given major version, or of any if there is no data.

    :param home: where to unpack, since the account that runs them can enter it
    """
    for folder in _installed():
        major = _major(folder)
        if version in (None, str(major)) and major >= _OLDEST:
            return Binaries(folder, {})
    unpacked = _unpacked(state, home)
    if version not in (None, str(_major(unpacked.folder, unpacked.environ))):
        raise Failure(
            f"the databases need PostgreSQL {version}, which is gone:"
            f" install it, or start again without {state.folder}"
        )
    return unpacked


def _installed():
    """Return the folders of installed programs, newest version first."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    folders.sort(key=lambda folder: float(folder.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return [
        folder
        for folder in folders
        if all(os.access(folder / name, os.X_OK) for name in _NEEDED)
    ]


def _major(folder, environ=None):
    answer = subprocess.run(
        [folder / "postgres", "--version"],
        capture_output=True,
        text=True,
        env=environ,
        check=False,
    )
    match = re.search(r"\) (\d+)", answer.stdout)
    return int(match.group(1)) if match else 0


def _unpacked(state, home):
    root = home / "root"
    key = str(root)
    if not (state.is_done("postgresql", key) and root.is_dir()):
        _unpack(state, root)
        state.mark_done("postgresql", key)
    folder = next(root.glob("usr/lib/postgresql/*/bin"))
    libraries = {
        str(library.parent)
        for library in root.glob("usr/lib/**/*.so*")
        if "postgresql" not in library.parts
    }
    return Binaries(folder, {"LD_LIBRARY_PATH": os.pathsep.join(sorted(libraries))})


def _unpack(state, root):
    folder = state.path("debs", "postgresql")
    with apt.own_suites(state, "postgresql").indexed() as suites:
        say("fetching PostgreSQL (about 70 MB)")
        packages = suites.fetch(["postgresql"], folder, dependencies=True)
    say("unpacking PostgreSQL")
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    debs.unpack(packages, root, state)
    # The account that runs the programs only reads them.
    root.chmod(0o755)
    shutil.rmtree(folder)
    if not folder_size(root):
        raise Failure("Debian's PostgreSQL packages are empty: install postgresql")
