"""A client of Odoo: a session over HTTP that says how each of its calls ended."""

import http.client
import json
import urllib.error
import urllib.request

# how a call ends
ANSWERED, REFUSED, CONFLICT, FAULT, CUT = (
    *("answered", "refused", "conflict", "fault", "cut off"),
)
ENDS = (ANSWERED, REFUSED, CONFLICT, CUT, FAULT)

# what Odoo says in a sentence
_SENTENCES = ("AccessDenied", "AccessError", "LockError", "MissingError")
_SENTENCES += ("RedirectWarning", "ReopeningRefused", "UserError", "ValidationError")
# another transaction was in the way
_CONFLICTS = ("SerializationFailure", "DeadlockDetected", "LockNotAvailable")
_CONFLICTS += ("ConcurrencyError", "TransactionRollbackError")
# the connection to the database was ended from outside
_CUTS = ("AdminShutdown", "InterfaceError", "terminating connection", "closed the conn")
# Odoo's words for what a constraint of the database has refused
_CONSTRAINT = "The operation cannot be completed:"
# ... and ours, where two people share the same opportunity at the same moment
_KNOWN = "The opportunity is already shared with this user"

_SECONDS = 150


class NotAnswered(Exception):
    """A call that did not end well: how, and the words of the server."""

    def __init__(self, end, words):
        super().__init__(words)
        self.end = end


def end_of(error):
    """Tell how a call has ended that was answered with an error of JSON-RPC."""
    data = error.get("data") or {}
    name = str(data.get("name", "")).rpartition(".")[2]
    words = f"{data.get('message') or error.get('message')}"
    if name in _CONFLICTS:
        return CONFLICT
    if name in _CUTS or any(cut in words for cut in _CUTS):
        return CUT
    if _CONSTRAINT in words and _KNOWN not in words:
        return CONFLICT
    return REFUSED if name in _SENTENCES else FAULT


def end_of_job(answer):
    """Tell how a job has ended that was run by hand and answered with an exception, and
    what it was."""
    debug = answer["params"]["data"]["debug"]
    end = CUT if any(cut in debug for cut in _CUTS) else FAULT
    return end, debug


class Session:
    """Somebody who is logged in."""

    def __init__(self, address, database, login):
        self.address, self.cookie = address, ""
        # no proxy of the user's must come between us and this machine itself
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        given = {"db": database, "login": login, "password": login}
        self._post("/web/session/authenticate", given)

    def call(self, model, method, *args, **options):
        """Call a method and return what it answers.

        :raise NotAnswered: it was refused, failed, or was cut off
        """
        given = {"model": model, "method": method, "args": args, "kwargs": options}
        return self._post(f"/web/dataset/call_kw/{model}/{method}", given)

    def _post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        request = urllib.request.Request(self.address + path, body.encode(), headers)
        try:
            with self.opener.open(request, timeout=_SECONDS) as response:
                answer = json.load(response)
                if sent := response.headers.get("Set-Cookie"):
                    self.cookie = sent.partition(";")[0]
        except urllib.error.HTTPError as error:
            raise NotAnswered(FAULT, f"HTTP {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotAnswered(CUT, repr(error)) from error
        if error := answer.get("error"):
            data = error.get("data") or {}
            words = f"{data.get('name')}: {data.get('message')}"
            raise NotAnswered(end_of(error), words)
        return answer.get("result")
