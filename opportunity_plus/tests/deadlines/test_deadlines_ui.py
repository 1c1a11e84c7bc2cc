# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .deadlines_common import DeadlinesCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesUi(DeadlinesCommon, HttpCase):
    """An agent snoozes what is past its target, and moves it on, in a browser."""

    def test_past_the_target_snoozed_and_moved_on(self):
        entered = fields.Datetime.now() - timedelta(days=10)
        lead = self._entered(fields.Datetime.to_string(entered), name="Tour deal")
        self.start_tour("/odoo/crm", "opportunity_plus_stage_clock", login="op_agent")
        self.env.invalidate_all()
        self.assertPath(lead, [(self.talk, "open"), (self.offer, "open")])
        self.assertEqual(self._timeline(lead)[0].snooze_count, 1)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDeadlinesPhone(TestDeadlinesUi):
    """The same on a phone."""

    browser_size = "390x844"
    touch_enabled = True
