# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from ..browser_common import BrowserCase
from ..common import OpportunityPlusCommon

FIELD = ".o_form_view [name=probability] input[type=range]"
SLIDER = f"document.querySelector('{FIELD}')"
IN_THE_MIDDLE = f"{SLIDER}.scrollIntoView({{block: 'center'}})"
BOX = f"""
    (({{x, y, width, height}}) => [x, y, width, height])
        ({SLIDER}.getBoundingClientRect())
"""
SAVE = "document.querySelector('.o_form_button_save')?.click()"
IS_CHANGED = """
    Boolean(document.querySelector(".o_form_button_save")
        ?.checkVisibility({visibilityProperty: true}))
"""
# how many answers to saving the page has had
SAVED = """
    performance.getEntriesByType("resource")
        .filter(({name}) => name.endsWith("/web_save")).length
"""
# place and rate of the slider are the same in several frames, after a while
IS_SETTLED = f"""
    new Promise((resolve) => {{
        const start = performance.now();
        let before;
        let same = 0;
        const look = () => {{
            const range = {SLIDER};
            const now = JSON.stringify([range?.getBoundingClientRect(), range?.value]);
            same = now === before ? same + 1 : 0;
            before = now;
            if (same < 8 || performance.now() - start < 200) {{
                requestAnimationFrame(look);
            }} else {{
                resolve(true);
            }}
        }};
        look();
    }})
"""
STEPS, TRIES = 8, 5


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRateSliderUi(OpportunityPlusCommon, BrowserCase):
    """A finger on the slider of the closing rate, in a form on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def _touch(self, kind, *points):
        touches = [{"x": x, "y": y} for x, y in points]
        event = {"type": f"touch{kind}", "touchPoints": touches}
        self.chrome._websocket_request("Input.dispatchTouchEvent", params=event)

    def _gesture(self, rate, to_rate, down=0, end="End"):
        """Put a finger on the slider at a rate, move it to another one and down, and
        lift it. Return by how many pixels the page has moved down."""
        self._evaluate(IN_THE_MIDDLE)
        self._poll(IS_SETTLED)
        x, top, width, height = self._evaluate(BOX)
        y = top + height / 2
        start, way = x + width * rate / 100, width * (to_rate - rate) / 100
        self._touch("Start", (start, y))
        for part in range(1, STEPS + 1) if way or down else ():
            self._touch("Move", (start + way * part / STEPS, y + down * part / STEPS))
        self._touch(end)
        self._poll(IS_SETTLED)
        return self._evaluate(BOX)[1] - top

    def _changed(self, rate, to_rate):
        """Repeat a gesture until the form has another rate to save, and return the
        stored one. A browser that has too much to do takes a touch back."""
        before = self._evaluate(f"{SLIDER}.value")
        for _try in range(TRIES):
            self._gesture(rate, to_rate)
            is_moved = self._evaluate(f"{SLIDER}.value") != before
            if is_moved and self._evaluate(IS_CHANGED):
                break
        return self._stored()

    def _stored(self):
        """Save the form, load it anew, and return the rate that it shows."""
        if self._evaluate(IS_CHANGED):
            saved = self._evaluate(SAVED)
            self._evaluate(SAVE)
            self._poll(f"{SAVED} > {saved}")
        # unlike reloading, this answers when the page before is gone
        self.chrome.navigate_to(self.url)
        self._wait_for(FIELD)
        self._poll(IS_SETTLED)
        return float(self._evaluate(f"{SLIDER}.value"))

    def _swipe(self):
        # wherever it begins, upright or a bit askew
        for rate, to_rate in ((50, 50), (90, 85), (50, 55), (10, 10)):
            self.assertLess(self._gesture(rate, to_rate, -200), -50)
            self.assertEqual(self._evaluate(f"{SLIDER}.value"), "50")
        self._gesture(50, 50, 200)
        self.assertEqual(self._stored(), 50)

    def _cancel(self):
        for rate, to_rate in ((50, 80), (90, 90)):
            self._gesture(rate, to_rate, end="Cancel")
            self.assertEqual(self._evaluate(f"{SLIDER}.value"), "50")
        self.assertEqual(self._stored(), 50)

    def _tap_and_drag(self):
        self.assertAlmostEqual(self._changed(80, 80), 80, delta=3)
        # not from somewhere on the track
        self._gesture(20, 60)
        self.assertAlmostEqual(self._stored(), 80, delta=3)
        self.assertAlmostEqual(self._changed(79, 30), 30, delta=4)

    def _fingers(self):
        self._swipe()
        self._cancel()
        self._tap_and_drag()

    def test_only_a_tap_or_a_drag_of_the_thumb_changes_the_rate(self):
        lead = self._lead(name="Tour deal", probability=50)
        self.url = f"{self.base_url()}/odoo/crm/{lead.id}"
        self._end_transaction()
        self._visit(f"/odoo/crm/{lead.id}", FIELD, "op_agent", self._fingers)
        self.env.invalidate_all()
        self.assertAlmostEqual(lead.probability, 30, delta=4)
