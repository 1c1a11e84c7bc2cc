"""A second PostgreSQL that follows our cluster by streaming replication."""

import re
import shutil
import time
from dataclasses import replace

from .cluster import Cluster
from .console import Failure, say

# the first line of a statement, in the log of a server that logs them; transactions
# begin and end with the others, wherever they are
_STATEMENT = re.compile(rb"^\S+ \S+ \S+ \[\d+\] LOG:  statement: ", re.MULTILINE)


class Standby(Cluster):
    """A copy of a cluster that is read alone, and lives as long as a command."""

    _NAME = "opportunity-plus-standby"

    def __init__(self, primary):
        self.primary = primary
        super().__init__(primary.state)

    def remove(self):
        """Stop the server, and leave nothing of it."""
        self.stop()
        for folder in (self.home, self.socket):
            shutil.rmtree(folder, ignore_errors=True)

    def server(self, server):
        """Return how to reach it, from how to reach the primary."""
        return replace(server, host=str(self.socket), cluster=self)

    def _home(self):
        return self.primary.home / "standby"

    def _find_binaries(self):
        # a server that has not been asked for anything has not looked for them yet
        self.primary._find_binaries()
        self._binaries = self.primary._binaries

    def _initialize(self):
        say("copying the PostgreSQL cluster to a standby")
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        source = ["-h", self.primary.socket, "-p", "5432", "-U", "odoo"]
        # the copy begins at once, knows whom to follow, and streams what is written
        options = ["-c", "fast", "-R", "-X", "stream", "--no-sync"]
        self._check(self._call("pg_basebackup", *source, "-D", fresh, *options))
        fresh.rename(self.data)


def wait_for_replay(primary, standby, seconds=30):
    """Wait until the standby shows what the primary has written so far.

    :param primary: environment of the primary
    :param standby: environment of the standby
    :raise Failure: it takes longer than that
    """
    ((written,),) = primary.sql("SELECT pg_current_wal_insert_lsn()")
    deadline = time.monotonic() + seconds
    asked = f"SELECT pg_last_wal_replay_lsn() >= '{written}'"
    while standby.sql(asked) != [[True]]:
        if time.monotonic() > deadline:
            raise Failure(f"the standby is more than {seconds} seconds behind")


class Statements:
    """Counts the statements that a server logs, from now on."""

    def __init__(self, log):
        self.log = log
        self.position = log.stat().st_size

    def take(self):
        """Return the number of those since the last call."""
        with self.log.open("rb") as content:
            content.seek(self.position)
            text = content.read()
        self.position += len(text)
        return len(_STATEMENT.findall(text))
