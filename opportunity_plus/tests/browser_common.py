# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from unittest.mock import patch

from odoo.tests import HttpCase
from odoo.tests.common import ChromeBrowser

# what Chromium wants to know of a key, besides its name
KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "ArrowDown": (40, ""),
    "ArrowRight": (39, ""),
    " ": (32, " "),
}
ALT = 1


class BrowserCase(HttpCase):
    """A page that Python drives, with keys that the browser takes for real ones."""

    def _visit(self, path, ready, login, work):
        """Open a page, wait until something fits the selector ``ready``, and work."""

        def drive(browser, *_args, **_kwargs):
            self.chrome = browser
            work()
            self.assertFalse(browser.had_failure)

        with patch.object(ChromeBrowser, "_wait_code_ok", drive):
            self.browser_js(path, "", self._is_there(ready), login=login)

    def _evaluate(self, expression):
        asked = {
            "expression": expression,
            "returnByValue": True,
            "awaitPromise": True,
        }
        answer = self.chrome._websocket_request(
            "Runtime.evaluate", params=asked, timeout=60
        )
        self.assertNotIn("exceptionDetails", answer, expression[:200])
        return answer["result"].get("value")

    def _is_there(self, selector):
        return f"Boolean(document.querySelector({json.dumps(selector)}))"

    def _poll(self, expression):
        self.assertTrue(self.chrome._wait_ready(expression), expression)

    def _wait_for(self, selector):
        self._poll(self._is_there(selector))

    def _press(self, key, modifiers=0):
        code, text = KEYS.get(key) or (ord(key.upper()), key)
        event = {
            "key": key,
            "code": key if key in KEYS else f"Key{key.upper()}",
            "windowsVirtualKeyCode": code,
            "modifiers": modifiers,
        }
        event["code"] = "Space" if key == " " else event["code"]
        text = "" if modifiers & ALT else text
        kinds = ("keyDown" if text else "rawKeyDown", "keyUp")
        for kind in kinds:
            typed = {"text": text} if text and kind == "keyDown" else {}
            self.chrome._websocket_request(
                "Input.dispatchKeyEvent", params={"type": kind, **event, **typed}
            )

    def _type(self, text):
        self.chrome._websocket_request("Input.insertText", params={"text": text})
