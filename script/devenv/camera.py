"""Take pictures of pages of Odoo: a task in JSON comes in by standard input.

``address`` is that of Odoo, ``chromium`` the program, and ``shots`` a list of dicts
with ``file`` and ``size``, and either the ``url`` of a drawing or what
:class:`~devenv.pictures.Picture` says of a page, with its ``language``. Logins are
also the passwords.
"""

import base64
import itertools
import json
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import requests
from websocket import create_connection

_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
    *("--no-first-run", "--disable-background-networking"),
    *("--remote-debugging-port=0", "--remote-allow-origins=*"),
    # a mouse, as on a desk: without it, what appears on hovering always shows
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,"
    "primaryPointerType=4,availablePointerTypes=4",
)
_SECONDS = 60
# what happened to be open, or is not of the page
_TIDY = """
    for (const found of document.querySelectorAll(
        ".o-mail-ChatHub, .o_notification_manager, .o_tour_pointer"
    )) { found.remove(); }
"""


class Page:
    """A tab of Chromium, driven by its protocol for developers."""

    def __init__(self, address):
        self.socket = create_connection(address, timeout=_SECONDS)
        self.numbers = itertools.count(1)

    def ask(self, method, **parameters):
        number = next(self.numbers)
        self.socket.send(
            json.dumps({"id": number, "method": method, "params": parameters})
        )
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def value(self, expression):
        return self.ask("Runtime.evaluate", expression=expression)["result"].get(
            "value"
        )

    def wait_for(self, selector):
        deadline = time.monotonic() + _SECONDS
        while not self.value(f"!!document.querySelector({json.dumps(selector)})"):
            if time.monotonic() > deadline:
                raise LookupError(f"nothing on the page fits {selector}")
            time.sleep(0.2)


@contextmanager
def browser(program):
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [program, *_OPTIONS, f"--user-data-dir={folder}"], stderr=subprocess.PIPE
        )
        try:
            said = (line.decode() for line in process.stderr)
            found = (re.search(r"ws://([^/]+)/", line) for line in said)
            yield next(filter(None, found))[1]
        finally:
            process.terminate()
            process.wait()


class Visitor:
    """Somebody who has logged in, in a language that lasts while a picture is taken."""

    def __init__(self, address, login):
        self.address, self.login = address, login
        self._log_in()

    def _log_in(self):
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy stands between us and this machine
        place = f"{self.address}/web/login"
        page = self.session.get(place, timeout=_SECONDS).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        form = {"csrf_token": token, "login": self.login, "password": self.login}
        self.session.post(place, form, timeout=_SECONDS)

    @property
    def cookie(self):
        return self.session.cookies["session_id"]

    @contextmanager
    def speaking(self, language):
        me = self._ask("/web/session/get_session_info", {})
        before = me["user_context"]["lang"]
        try:
            self._choose(me["uid"], language)
            self._log_in()  # a session keeps the language that it began with
            yield
        finally:
            self._choose(me["uid"], before)

    def _choose(self, user, language):
        words = {"model": "res.users", "method": "write", "kwargs": {}}
        self._ask("/web/dataset/call_kw", words | {"args": [user, {"lang": language}]})

    def _ask(self, path, parameters):
        task = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        answer = self.session.post(self.address + path, json=task, timeout=_SECONDS)
        if "error" in answer.json():
            raise SystemExit(f"{path}: {answer.json()['error']['data']['message']}")
        return answer.json()["result"]


def prepare(page):
    """Give the page a font without serifs, and no background of its own."""
    fonts = {"standard": "DejaVu Sans", "sansSerif": "DejaVu Sans"}
    page.ask("Page.setFontFamilies", fontFamilies=fonts)
    color = {"r": 0, "g": 0, "b": 0, "a": 0}
    page.ask("Emulation.setDefaultBackgroundColorOverride", color=color)


def resize(page, size):
    width, height = size
    page.ask(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=width < 700,
    )


def shoot(page, address, shot):
    resize(page, shot["size"])
    if "url" in shot:
        page.ask("Page.navigate", url=shot["url"])
        page.wait_for("svg")
        keep(page, shot["file"])
    else:
        visitor = Visitor(address, shot["login"])
        with visitor.speaking(shot["language"]):
            cookie = {"name": "session_id", "value": visitor.cookie, "url": address}
            page.ask("Network.setCookie", **cookie)
            page.ask("Page.navigate", url=address + shot["path"])
            complete(page, shot)
            keep(page, shot["file"])


def complete(page, shot):
    """Click, and wait until the page is whole."""
    for selector in shot["clicks"]:
        page.wait_for(selector)
        page.value(f"document.querySelector({json.dumps(selector)}).click()")
    page.wait_for(shot["complete"])
    if shot["scroll"]:
        page.value(
            f"document.querySelector({json.dumps(shot['scroll'])}).scrollIntoView()"
        )


def keep(page, file):
    time.sleep(2)  # what moves has come to rest
    page.value(_TIDY)
    picture = page.ask("Page.captureScreenshot", format="png")["data"]
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(picture))
    print(path.name, flush=True)


def main():
    task = json.load(sys.stdin)
    with browser(task["chromium"]) as place:
        tab = requests.put(f"http://{place}/json/new", timeout=_SECONDS).json()
        page = Page(tab["webSocketDebuggerUrl"])
        prepare(page)
        failures = [*filter(None, (tried(page, task, shot) for shot in task["shots"]))]
    if failures:
        raise SystemExit("\n".join(failures))


def tried(page, task, shot):
    """Take a picture; return why there is none, so that the others are taken."""
    try:
        return shoot(page, task["address"], shot)
    except LookupError as error:
        return f"{Path(shot['file']).name}: {error}"


main()
