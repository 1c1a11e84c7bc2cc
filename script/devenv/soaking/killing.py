"""Kills workers of one Odoo, and what works for them in PostgreSQL, at any moment."""

import contextlib
import os
import random
import signal
import threading
from collections import Counter
from pathlib import Path

from ..console import Failure
from .scene import DAYS_PASS

_EVERY = (2, 6)  # seconds between two kills
_DAYS_EVERY = 10  # seconds until ten days have passed for some opportunities
# the process of the database that works at this moment, if there is one
_BACKEND = """
    SELECT count(pg_terminate_backend(pid))
      FROM (SELECT pid FROM pg_stat_activity
             WHERE datname = '{database}' AND state <> 'idle'
             ORDER BY random() LIMIT 1) one
"""


class Disturber:
    """Something that is done again and again, in a thread, until it is stopped."""

    def __init__(self):
        self.done = Counter()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._over.set()
        self._thread.join()

    def _run(self):
        while not self._over.wait(self.pause()):
            # PostgreSQL may end this transaction as well as another one
            with contextlib.suppress(Failure):
                self.act()


class Killer(Disturber):
    """Kills children of one process, which nobody else has started.

    :param master: the process that starts the workers of Odoo
    """

    def __init__(self, ready, database, master, seed):
        super().__init__()
        self.ready, self.database, self.master = ready, database, master
        self.chance = random.Random(f"{seed} kills")

    def pause(self):
        return self.chance.uniform(*_EVERY)

    def act(self):
        if self.chance.random() < 0.25:
            statement = _BACKEND.format(database=self.database)
            ((count,),) = self.ready.sql(statement)
            self.done["backends of PostgreSQL"] += count
        elif workers := workers_of(self.master):
            os.kill(self.chance.choice(workers), signal.SIGKILL)
            self.done["workers of Odoo"] += 1


class Calendar(Disturber):
    """Lets days pass for one opportunity in four, so that some are stalled."""

    def __init__(self, ready, database):
        super().__init__()
        self.ready, self.database = ready, database

    def pause(self):
        return _DAYS_EVERY

    def act(self):
        share = sum(self.done.values()) % 4
        self.ready.sql(DAYS_PASS.format(share=share), self.database)
        self.done["times ten days passed"] += 1


def workers_of(master):
    """Return the processes of Odoo that answer requests or run jobs."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            words = path.with_name("cmdline").read_bytes().split(b"\0")
            # not what keeps the open connections of browsers
            if parent == master and b"gevent" not in words:
                found.append(int(path.parent.name))
    return sorted(found)
