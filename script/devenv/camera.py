"""Take pictures of pages of Odoo: a task in JSON comes in by standard input.

``address`` is that of Odoo, ``chromium`` the program, and ``shots`` a list of dicts
with ``file`` and ``size``, and either the ``url`` of a drawing or what
:class:`~devenv.picture.Picture` says of a page, with its ``language``. Logins are
also the passwords; users keep the language of their last picture.
"""

import base64
import io
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
from camera_login import session_of
from PIL import Image
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
        ".o-mail-ChatHub, .o_notification_manager, .o_tour_pointer, .o_reward"
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

    def run(self, script):
        """Run JavaScript that may wait, with Odoo's services at hand."""
        services = "const { action, orm } = odoo.__WOWL_DEBUG__.root.env.services;"
        answer = self.ask(
            "Runtime.evaluate",
            expression=f"(async () => {{ {services} {script} }})()",
            awaitPromise=True,
        )
        if found := answer.get("exceptionDetails"):
            raise LookupError(found["exception"].get("description", found["text"]))

    def click(self, selectors):
        for selector in selectors:
            self.wait_for(selector)
            self.value(f"document.querySelector({json.dumps(selector)}).click()")

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


def prepare(page):
    """Give the page a font without serifs, and no background of its own."""
    sans = "DejaVu Sans"
    page.ask("Page.setFontFamilies", fontFamilies={"standard": sans, "sansSerif": sans})
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


def shoot(page, address, shot, known):
    resize(page, shot["size"])
    if "url" in shot:
        page.ask("Page.navigate", url=shot["url"])
        page.wait_for("svg")
    else:
        who = shot["login"], shot["language"]
        if who not in known:
            known.clear()
            known[who] = session_of(address, *who)
        cookie = {"name": "session_id", "value": known[who], "url": address}
        page.ask("Network.setCookie", **cookie)
        page.ask("Page.navigate", url=address + shot["path"])
        complete(page, shot)
    keep(page, shot["file"])
    if shot.get("after"):
        page.click(shot["after"])
        time.sleep(2)


def complete(page, shot):
    """Do what leads to the picture, and wait until the page is whole."""
    if shot["script"]:
        page.wait_for(shot["ready"])
        page.run(shot["script"])
    page.click(shot["clicks"])
    page.wait_for(shot["complete"])
    if shot["scroll"]:
        time.sleep(1)
        page.value(
            f"document.querySelector({json.dumps(shot['scroll'])}).scrollIntoView()"
        )


def keep(page, file):
    time.sleep(2)  # what moves has come to rest
    page.value(_TIDY)
    answer = page.ask("Page.captureScreenshot", format="png")["data"]
    picture = Image.open(io.BytesIO(base64.b64decode(answer))).convert("RGBA")
    if picture.getextrema()[-1] == (255, 255):  # nothing of it is transparent
        # a palette is enough for screens: a third of the size
        picture = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
    print(f"{path.name} {path.stat().st_size >> 10} kB", flush=True)


def main():
    task = json.load(sys.stdin)
    with browser(task["chromium"]) as place:
        tab = requests.put(f"http://{place}/json/new", timeout=_SECONDS).json()
        page = Page(tab["webSocketDebuggerUrl"])
        prepare(page)
        known = {}
        failures = [tried(page, task, shot, known) for shot in task["shots"]]
        failures = [*filter(None, failures)]
    if failures:
        raise SystemExit("\n".join(failures))


def tried(page, task, shot, known):
    """Take a picture; return why there is none, so that the others are taken."""
    try:
        return shoot(page, task["address"], shot, known)
    except LookupError as error:
        return f"{Path(shot['file']).name}: {error}"


main()
