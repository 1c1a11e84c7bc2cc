"""What runs beside the rest of ``script/test``."""

import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

from .state import REPOSITORY

# how long a job that is told to end may need for clearing up
_PATIENCE = 30


class Lane:
    """Jobs that run one after the other beside everything else.

    A job is the words of a command and its variables. What the jobs say comes at the
    end. Where the rest fails, the one that runs is ended and the others do not begin.
    """

    def __init__(self, log):
        self.log = log
        self._pool = ThreadPoolExecutor(1)
        self._jobs = []
        self._process = None

    def __enter__(self):
        self._output = self.log.open("w")
        return self

    def __exit__(self, failure, *_error):
        if failure:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._end()
        self._pool.shutdown()
        self._output.close()
        print(self.log.read_text(), end="")

    def add(self, *jobs):
        self._jobs += [self._pool.submit(self._run, *job) for job in jobs]

    def is_passed(self):
        """Wait for all jobs; tell whether all have passed."""
        return all(job.result() for job in self._jobs)

    def _run(self, words, environ):
        output = {"stdout": self._output, "stderr": self._output}
        self._process = subprocess.Popen(words, cwd=REPOSITORY, env=environ, **output)
        return self._process.wait() == 0

    def _end(self):
        if not self._process:
            return
        # as Ctrl-C does, so that it ends what it has started itself
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
