# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .reminder_common import JOBS, ReminderCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReminderFailures(ReminderCommon):
    """Reminders that cannot be changed, and those that nobody asks for any more."""

    def test_one_that_cannot_be_changed_keeps_none_of_the_others(self):
        other = self._entered("2026-03-02 10:30", date_deadline="2026-03-20")
        self._run("2026-03-17 06:00")
        broken = self._reminder()
        write = type(broken).write

        def refuse(activities, vals):
            if broken in activities:
                raise ValidationError("Another add-on does not like it")
            return write(activities, vals)

        with patch.object(type(broken), "write", refuse), mute_logger(JOBS):
            self._run("2026-03-21 06:00")
        self.assertIn("has passed", self._reminder(other).summary)
        self.assertNotIn("has passed", self._reminder().summary)
        self._run("2026-03-22 06:00")
        self.assertIn("has passed", self._reminder().summary)
        self.assertEqual(self._reminder(), broken)

    def test_a_company_that_no_longer_reminds_ends_its_own(self):
        self.env["res.company"].sudo().create(
            {"name": "Branch", "opportunity_remind_days": 3}
        )
        self._run("2026-03-17 06:00")
        self.assertTrue(self._reminder())
        self.company.opportunity_remind_days = 0
        self._run("2026-03-18 06:00")
        self.assertFalse(self._reminder())

    def test_what_is_archived_is_not_waited_for(self):
        self._run("2026-03-17 06:00")
        self.lead.sudo().active = False
        self._end_transaction()
        self._run("2026-03-18 06:00")
        self.assertFalse(self._reminder())
