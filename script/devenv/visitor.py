"""Somebody who has logged in and asks Odoo what a browser would ask."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

from .console import Failure

_SECONDS = 120


class Visitor:
    """A session of a user whose password is the login."""

    def __init__(self, address, database, login):
        self.address, self.login = address, login
        # no proxy stands between us and this machine
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        )
        self.session = self.ask(
            "/web/session/authenticate", db=database, login=login, password=login
        )
        if not self.session.get("uid"):
            raise Failure(f"{login} cannot log in")
        page = self.open("/odoo").decode()
        self._token = re.search(r'csrf_token: "([^"]+)"', page)[1]

    def ask(self, path, **parameters):
        """Return the answer to a question in JSON.

        :raise Failure: Odoo answers with an error
        """
        task = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        head = {"Content-Type": "application/json"}
        answer = json.loads(self.open(path, json.dumps(task).encode(), head))
        if "error" in answer:
            told = answer["error"].get("data", {})
            raise Failure(
                f"{path} as {self.login}: {told.get('name')} {told.get('message')}"
            )
        return answer["result"]

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model with the context of the session, or another."""
        context = self.session["user_context"] | kwargs.pop("context", {})
        return self.ask(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=args,
            kwargs={"context": context, **kwargs},
        )

    def post(self, path, **form):
        """Return the bytes of the answer to a form."""
        form["csrf_token"] = self._token
        return self.open(path, urllib.parse.urlencode(form).encode())

    def open(self, path, data=None, head=None):
        """Return the bytes of a page.

        :raise Failure: Odoo refuses it
        """
        request = urllib.request.Request(self.address + path, data, head or {})
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise Failure(f"{path} as {self.login}: {error}") from None
