"""Debian packages, fetched by apt into the state folder without root.

The lists and the archives are private; mirror, proxy and certificates are those
the machine is configured with. Nothing is installed on the system.
"""

import contextlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from .console import Failure, megabytes, run, say
from .state import file_sha256, folder_size

_KEYRINGS = (
    Path("/usr/share/keyrings/debian-archive-keyring.pgp"),
    Path("/usr/share/keyrings/debian-archive-keyring.gpg"),
)
_URI_LINE = re.compile(r"^'(\S+)' (\S+) (\d+) ?(\S*)$", re.MULTILINE)
_RELEASE = re.compile(r"^'(\S*)dists/[^/']*/InRelease'", re.MULTILINE)


_INSTALL = ("-y", "--no-install-recommends", "--download-only", "install")
_DOWNLOAD = ("download",)


class Archive(NamedTuple):
    """A package file as apt has announced it."""

    name: str
    size: int
    sha256: str

    def is_intact(self, folder):
        path = folder / self.name
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        return not self.sha256 or file_sha256(path) == self.sha256


class Suites:
    """Some Debian suites, seen through package lists of our own."""

    def __init__(self, state, name, label, options=()):
        self.state = state
        self.label = label
        self.folder = state.path("apt", name)
        self._options = [
            "-q",
            *_settings(
                Dir__State__lists=self.folder / "lists",
                Dir__Cache=self.folder / "cache",
                # Without the binary caches apt takes 96 MB less.
                Dir__Cache__pkgcache="",
                Dir__Cache__srcpkgcache="",
                Acquire__Languages="none",
                Acquire__GzipIndexes="true",
                Acquire__Retries="3",
                APT__Sandbox__User="root",
                Debug__NoLocking="1",
            ),
            *options,
        ]

    @contextlib.contextmanager
    def indexed(self):
        """Fetch the package lists for a while: they are big and soon out of date."""
        self._update()
        try:
            yield self
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def fetch(self, packages, folder, dependencies=False):
        """Fetch packages and return the paths of the files.

        With ``dependencies``, all that they need and the machine lacks comes too.
        """
        folder.joinpath("partial").mkdir(parents=True, exist_ok=True)
        words = _INSTALL if dependencies else _DOWNLOAD
        archives = self._announced([*words, *packages])
        missing = [item for item in archives if not item.is_intact(folder)]
        if missing:
            self._download([*words, *packages], folder, missing)
        return [folder / item.name for item in archives]

    def _update(self):
        say(f"fetching the package index of {self.label}")
        self.folder.joinpath("lists", "partial").mkdir(parents=True, exist_ok=True)
        self._run(["update"], f"the package index of {self.label} cannot be fetched")

    def _announced(self, words):
        # In an empty folder, since apt passes over files that are there already.
        empty = self.folder / "empty"
        empty.mkdir(exist_ok=True)
        cache = _settings(Dir__Cache__archives=empty)
        command = ["apt-get", *self._options, *cache, *words, "--print-uris"]
        answer = subprocess.run(
            command, cwd=empty, capture_output=True, text=True, check=False
        )
        if answer.returncode:
            reason = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Failure(f"{self.label} does not offer {words[-1]}: {reason}")
        return [
            Archive(name, int(size), checksum.partition("SHA256:")[2])
            for _uri, name, size, checksum in _URI_LINE.findall(answer.stdout)
        ]

    def _download(self, words, folder, missing):
        for item in missing:
            self._drop_spoiled(folder / item.name, item.size)
        total = sum(item.size for item in missing)
        before = folder_size(folder)
        self._run(
            [*_settings(Dir__Cache__archives=folder), *words],
            f"packages of {self.label} cannot be fetched",
            progress=lambda: (
                f"{megabytes(folder_size(folder) - before)} of {megabytes(total)}"
            ),
            cwd=folder,
        )
        for item in missing:
            if not item.is_intact(folder):
                folder.joinpath(item.name).unlink(missing_ok=True)
                raise Failure(f"{item.name} arrived damaged: run the command again")

    def _drop_spoiled(self, path, size):
        """Drop a file of full size but wrong content: apt would take it as it is."""
        if path.is_file() and path.stat().st_size >= size:
            path.unlink()

    def _run(self, words, failure, **options):
        run(
            ["apt-get", *self._options, *words],
            self.state.log("apt"),
            f"{failure}: check the network and the apt sources of this machine",
            keep_open=self.state.inherited,
            **options,
        )


def _settings(**settings):
    """Return apt options; ``__`` stands for ``::`` and ``_`` for ``-``."""
    names = {name: name.replace("__", "::").replace("_", "-") for name in settings}
    return [f"-o{names[name]}={value}" for name, value in settings.items()]


def own_suites(state, name):
    """Return the suites that the machine itself is configured with.

    :param name: of the lists, which nobody else has at the same time
    """
    _require_apt()
    return Suites(state, name, "this machine's own Debian release")


def unstable(state):
    """Return Debian's unstable suite on the machine's own mirror, signed."""
    _require_apt()
    keyring = next(filter(Path.is_file, _KEYRINGS), None)
    if keyring is None:
        raise Failure("install debian-archive-keyring, or set ODOO_PATH to an Odoo 19")
    source = state.path("unstable.list")
    source.write_text(f"deb [signed-by={keyring}] {_mirror()} sid main\n")
    options = _settings(
        Dir__Etc__sourcelist=source,
        Dir__Etc__sourceparts="/dev/null",
        Dir__Etc__preferences="/dev/null",
        Dir__Etc__preferencesparts="/dev/null",
        # A frozen mirror is past its date; the package itself is pinned by hash.
        Acquire__Check_Valid_Until="false",
    )
    return Suites(state, "unstable", "Debian unstable", options)


def _mirror():
    # Needs neither lists nor network, unlike "apt-get indextargets".
    answer = subprocess.run(
        ["apt-get", "update", "--print-uris"],
        capture_output=True,
        text=True,
        check=False,
    )
    mirrors = [uri for uri in _RELEASE.findall(answer.stdout) if "-security" not in uri]
    if not mirrors:
        raise Failure("apt has no Debian mirror: configure one, or set ODOO_PATH")
    return mirrors[0]


def _require_apt():
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise Failure(
            "this is not a Debian machine: set ODOO_PATH and PGHOST (or DATABASE_URL),"
            " and install Chromium, pip and PostgreSQL by its own means"
        )
