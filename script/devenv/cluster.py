"""A PostgreSQL cluster of our own, reachable through a socket only."""

import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path

from . import pg_binaries
from .console import Failure, say, show_end
from .state import digest

# The data can be made again at any time, so nothing waits for the disk.
_SETTINGS = """
listen_addresses = ''
port = 5432
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
"""
# Where the cluster of root lives when the state folder is closed to others.
_OUTSIDE = Path("/var/lib/opportunity-plus")
# A socket's path ends at 107 bytes, of which its name takes 16.
_LONGEST_SOCKET_FOLDER = 90


class Cluster:
    """Data, socket and server of one state folder.

    PostgreSQL refuses to run as root: root runs it as another account, which may
    not be able to enter the state folder. The cluster is then kept outside of it,
    under a name that ties it to the folder, and goes when the folder has gone.
    """

    # what its socket is called where that is not inside the state folder
    _NAME = "opportunity-plus"

    def __init__(self, state):
        self.state = state
        self.account = _account() if os.geteuid() == 0 else None
        self.home = self._home()
        self.data = self.home / "data"
        self.socket = self._socket_folder()
        self._binaries = None

    def start(self):
        """Start the server unless it runs already."""
        self._drop_orphans()
        self._own(self.home)
        self._own(self.socket)
        self._find_binaries()
        if not self.data.exists():
            self._initialize()
        if not self.is_running():
            self._control("start", "-w", "-t", "60", "-o", f"-k '{self.socket}'")

    def stop(self):
        """Stop the server; tell whether it was running."""
        if not self.data.exists():
            return False
        self._find_binaries()
        was_running = self.is_running()
        if was_running:
            self._control("stop", "-m", "fast")
        return was_running

    def is_running(self):
        return self._call("pg_ctl", "-D", self.data, "status").returncode == 0

    def _find_binaries(self):
        self._binaries = pg_binaries.ensure(self.state, self.home, self._version())

    @property
    def log(self):
        """What the server says."""
        return self.home / "server.log"

    def _home(self):
        inside = self.state.path("pg")
        if self.account is None or _can_enter(self.account, self.state.folder):
            return inside
        return _OUTSIDE / f"{self._family()}-{self._identity()}"

    def _family(self):
        """Name all clusters outside that state folders of this path ever had."""
        return digest(self.state.folder)

    def _identity(self):
        """Return a word that goes away together with the state folder."""
        path = self.state.path("identity")
        if not path.exists():
            path.write_text(secrets.token_hex(4))
        return path.read_text()

    def _socket_folder(self):
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        name = f"{self._NAME}-{os.geteuid()}-{self._family()}-{self._identity()}"
        return Path("/tmp") / name

    def _version(self):
        file = self.data / "PG_VERSION"
        return file.read_text().strip() if file.exists() else None

    def _own(self, folder):
        """Make a folder that nobody else can enter."""
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in self._owners():
            raise Failure(f"{folder} belongs to somebody else: remove it")
        folder.chmod(0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _owners(self):
        account = [self.account.pw_uid] if self.account else []
        return [os.geteuid(), *account]

    def _initialize(self):
        say("making a PostgreSQL cluster")
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        options = ["-U", "odoo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self._check(self._call("initdb", "-D", fresh, "--no-sync", *options))
        with fresh.joinpath("postgresql.auto.conf").open("a") as settings:
            settings.write(_SETTINGS)
        fresh.rename(self.data)

    def _control(self, action, *options):
        words = ["-D", self.data, "-l", self.log, *options, action]
        self._check(self._call("pg_ctl", *words))

    def _check(self, answer):
        if answer.returncode:
            show_end(self.state.log("postgres"))
            raise Failure(
                f"PostgreSQL failed: see {self.log},"
                f" or start again without {self.state.folder}"
            )

    def _call(self, program, *words):
        """Run one of PostgreSQL's programs under the account that may run it."""
        with self.state.log("postgres").open("ab") as log:
            return subprocess.run(
                [self._binaries.folder / program, *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
                | self._binaries.environ,
                check=False,
                **_run_as(self.account),
            )

    def _drop_orphans(self):
        """Remove clusters whose state folder was deleted."""
        if not (self.account and _OUTSIDE.is_dir()):
            return
        for home in _OUTSIDE.glob(f"{self._family()}-*"):
            if home != self.home:
                shutil.rmtree(home, ignore_errors=True)


def _account():
    for name in ("postgres", "nobody", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Failure("PostgreSQL cannot run as root, and there is no account nobody")


def _run_as(account):
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _can_enter(account, folder):
    return not subprocess.run(
        ["test", "-x", folder], cwd="/", check=False, **_run_as(account)
    ).returncode
