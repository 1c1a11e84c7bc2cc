"""What the developer sees: a line for each step, and one line for each failure."""

import shlex
import signal
import subprocess
import sys
import time

_START = time.monotonic()
# How long a step may be silent before it reports how far it has come.
_PATIENCE = 10


class Failure(Exception):
    """One line that says what went wrong and what to do about it."""


def say(text):
    """Print a line with the seconds since the start."""
    elapsed = time.monotonic() - _START
    print(f"[{elapsed:6.1f}s] {text}", file=sys.stderr, flush=True)


def command_line(main):
    """Run ``main`` and turn a failure into its line and an exit code."""
    # A polite end is the same as Ctrl-C: what was started is ended as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return main()
    except Failure as failure:
        say(f"ERROR: {failure}")
    except KeyboardInterrupt:
        say("interrupted; the next start goes on from here")
    return 1


def run(command, log, failure, progress=None, keep_open=(), **options):
    """Run a command with its output in a log, whose end is shown when it fails.

    :param failure: the line that says what to do when the command fails
    :param progress: gives the words to show now and then while it runs
    :param keep_open: file descriptors that the command inherits
    """
    command = [str(word) for word in command]
    with log.open("ab") as output:
        output.write(f"\n$ {shlex.join(command)}\n".encode())
        output.flush()
        begin = output.tell()
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=keep_open,
            **options,
        ) as process:
            _watch(process, progress)
    if process.returncode:
        show_end(log, begin)
        raise Failure(f"{failure} (log: {log})")


def attend(command, **options):
    """Run a command in the foreground and let it end in its own way on Ctrl-C."""
    with subprocess.Popen([str(word) for word in command], **options) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal has told the command as well.
            process.wait()
            raise


def show_end(log, begin=0, lines=12):
    """Show the last lines of a log, but for what Odoo says in passing."""
    with log.open("rb") as content:
        content.seek(begin)
        text = content.read().decode(errors="replace").splitlines()
    telling = [line for line in text if line.strip() and " INFO " not in line]
    for line in telling[-lines:]:
        print(f"    {line}", file=sys.stderr)


def megabytes(size):
    return f"{size / 1e6:.0f} MB"


def _watch(process, progress):
    try:
        while not _ends(process):
            say(f"  ... {progress() if progress else 'still at work'}")
    except BaseException:
        process.terminate()
        raise


def _ends(process):
    """Wait for a while; tell whether the process has ended."""
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    return True
