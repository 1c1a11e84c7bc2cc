"""Take pictures of pages of Odoo: a task in JSON comes in by standard input.

``address`` is that of Odoo, ``chromium`` the program, and ``shots`` a list of dicts
with ``file``, ``login`` (also the password), ``path``, ``size`` and ``complete``, a
selector that is found once the page is whole.
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
                raise SystemExit(f"nothing on the page fits {selector}")
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


def session(address, login):
    """Return the cookie of somebody who has logged in."""
    visitor = requests.Session()
    visitor.trust_env = False  # no proxy stands between us and this machine
    page = visitor.get(f"{address}/web/login", timeout=_SECONDS).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    visitor.post(
        f"{address}/web/login",
        {"csrf_token": token, "login": login, "password": login},
        timeout=_SECONDS,
    )
    return visitor.cookies["session_id"]


def shoot(page, address, shot):
    width, height = shot["size"]
    page.ask(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=width < 700,
    )
    cookie = session(address, shot["login"])
    page.ask("Network.setCookie", name="session_id", value=cookie, url=address)
    page.ask("Page.navigate", url=address + shot["path"])
    page.wait_for(shot["complete"])
    time.sleep(2)  # what moves has come to rest
    page.value(_TIDY)
    picture = page.ask("Page.captureScreenshot", format="png")["data"]
    path = Path(shot["file"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(picture))
    print(path.name, flush=True)


def main():
    task = json.load(sys.stdin)
    with browser(task["chromium"]) as place:
        tab = requests.put(f"http://{place}/json/new", timeout=_SECONDS).json()
        page = Page(tab["webSocketDebuggerUrl"])
        for shot in task["shots"]:
            shoot(page, task["address"], shot)


main()
