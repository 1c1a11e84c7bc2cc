"""The state folder: all that the scripts fetch, make and remember."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from pathlib import Path

from .console import Failure, say

REPOSITORY = Path(__file__).resolve().parents[2]
ADDON = REPOSITORY / "opportunity_plus"


class State:
    """A folder with stamps that tell which of its parts are complete.

    A part is stamped last, with a key made of its inputs: a part that was
    interrupted, or whose inputs have changed since, is made again.
    """

    def __init__(self, folder=None):
        folder = folder or os.environ.get("ODOO_STATE") or REPOSITORY / ".odoo"
        self.folder = Path(folder).absolute()
        # Odoo is a namespace package: Python would take such a folder for it.
        if self.folder.name == "odoo":
            raise Failure("the state folder cannot be called odoo: change ODOO_STATE")
        self.inherited = ()
        self._make()
        self._users = self.path("users.lock").open("w")

    def _make(self):
        try:
            for name in ("log", "stamps"):
                self.path(name).mkdir(parents=True, exist_ok=True)
            self.path(".gitignore").write_text("*\n")
        except OSError as error:
            raise Failure(
                f"cannot write to {self.folder} ({error.strerror}):"
                " set ODOO_STATE to a folder of yours"
            ) from None

    def path(self, *names):
        return self.folder.joinpath(*names)

    def log(self, name):
        return self.path("log", f"{name}.log")

    def fresh_log(self, name):
        """Return the path of a log, with what an earlier run left in it removed."""
        log = self.log(name)
        log.unlink(missing_ok=True)
        return log

    def is_done(self, part, key):
        stamp = self.path("stamps", part)
        return stamp.is_file() and stamp.read_text() == key

    def mark_done(self, part, key):
        self.path("stamps", part).write_text(key)

    def forget(self, part):
        self.path("stamps", part).unlink(missing_ok=True)

    def fresh_folder(self, *names):
        """Return an empty folder, whatever was there before."""
        folder = self.path(*names)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def use(self):
        """Say that PostgreSQL must not be stopped; return what to hand to others.

        It counts as used until this process and all that inherit the file
        descriptor have ended, however they end.
        """
        fcntl.flock(self._users, fcntl.LOCK_SH)
        return self._users.fileno()

    def is_used_by_others(self):
        """Tell whether somebody else uses PostgreSQL; give up our own use."""
        fcntl.flock(self._users, fcntl.LOCK_UN)
        # A process that has just ended may need a moment to let go of its files.
        for _attempt in range(10):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return False
            time.sleep(0.1)
        return True

    @contextlib.contextmanager
    def lock(self, name, waiting):
        """Hold a lock that no other run of the scripts holds at the same time.

        Commands run meanwhile inherit it: when the script is killed, they keep
        the next run waiting until they have ended.
        """
        with self.path(f"{name}.lock").open("w") as handle:
            _acquire(handle, waiting)
            before = self.inherited
            self.inherited = (*before, handle.fileno())
            try:
                yield
            finally:
                self.inherited = before


def _acquire(handle, waiting):
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say(waiting)
        fcntl.flock(handle, fcntl.LOCK_EX)


def digest(*parts):
    """Return a short hash of some texts or bytes."""
    total = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else str(part).encode()
        total.update(f"{len(content)}:".encode() + content)
    return total.hexdigest()[:16]


def file_sha256(path):
    total = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def folder_size(folder):
    """Return the bytes in a folder that other programs may be changing."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_size
    return total
