"""The running processes, found by what they were started with.

No file of process numbers is kept: it would go stale when a process is killed,
and would be lost together with the state folder.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

_SECONDS_TO_STOP = 20


def of_odoo(conf):
    """Return the numbers of the processes that are Odoo with these settings."""
    return [
        number
        for number, words in _command_lines()
        if os.fsencode(conf) in words and b"odoo" in map(os.path.basename, words)
    ]


def stop_odoo(conf):
    """End Odoo with these settings; tell whether it was running."""
    was_running = bool(of_odoo(conf))
    for sent in (signal.SIGTERM, signal.SIGKILL):
        for number in of_odoo(conf):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, sent)
        _wait_until_gone(conf)
    return was_running


def _wait_until_gone(conf):
    deadline = time.monotonic() + _SECONDS_TO_STOP
    while of_odoo(conf) and time.monotonic() < deadline:
        time.sleep(0.1)


def _command_lines():
    if not Path("/proc/self/cmdline").exists():
        yield from _command_lines_of_ps()
        return
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield int(path.parent.name), path.read_bytes().split(b"\0")


def _command_lines_of_ps():
    """Do the same where there is no /proc; a path with a blank is not found."""
    answer = subprocess.run(
        ["ps", "-axo", "pid=,command="], capture_output=True, check=True
    )
    for line in answer.stdout.splitlines():
        number, *words = line.split()
        yield int(number), words
