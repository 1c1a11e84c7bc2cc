"""All clients of the soak, each in a thread of its own."""

import time
from concurrent.futures import ThreadPoolExecutor

from ..console import say
from .client import ANSWERED, NotAnswered, Session
from .doing import do
from .judging import Ended
from .plan import calls_of, login_of

_EVERY = 30  # seconds between two lines that tell how far it has come


class Clients:
    """Carries out the plan, and keeps how each call has ended.

    :param options: those of the command
    """

    def __init__(self, address, scene, options):
        self.address, self.scene, self.options = address, scene, options
        self.ended = []

    def work(self, deadline):
        """Let all work until a moment of the monotonic clock."""
        numbers = range(self.options.clients)
        with ThreadPoolExecutor(len(numbers) + 1) as pool:
            pool.submit(self._tell, deadline)
            works = [pool.submit(self._work, one, deadline) for one in numbers]
            for work in works:
                work.result()

    def _work(self, number, deadline):
        session = None
        for call in calls_of(self.options.seed, number):
            while session is None and time.monotonic() < deadline:
                session = self._log_in(login_of(number))
            if time.monotonic() >= deadline:
                return
            self.ended.append(self._do(session, call))

    def _log_in(self, login):
        """Log in; return None if the worker that was asked is killed."""
        try:
            return Session(self.address, self.scene.database, login)
        except NotAnswered:
            if not self.options.kill:
                raise
            time.sleep(0.5)
            return None

    def _do(self, session, call):
        leads = [self.scene.leads[place] for place in call.leads]
        try:
            answer = do(session, self.scene, call)
        except NotAnswered as error:
            return Ended(call, leads, error.end, words=str(error))
        return Ended(call, leads, ANSWERED, answer)

    def _tell(self, deadline):
        while (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, _EVERY))
            say(f"  ... {len(self.ended)} calls")
