# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .deadlines_common import StalledCommon

JOBS = "odoo.addons.opportunity_plus.models.foundation.jobs"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalledFailures(StalledCommon):
    """Plans that cannot be started are told of, and tried again."""

    @contextmanager
    def _broken(self):
        def fail(self, *args):
            raise ValueError("no such responsible")

        template = self.env.registry["mail.activity.plan.template"]
        with (
            patch.object(template, "_determine_responsible", fail),
            mute_logger(JOBS),
        ):
            yield

    def setUp(self):
        super().setUp()
        self.talk.sudo().activity_plan_id = self._plan("Bad", self.agent)
        self.leads = self._many_entered(2, "2026-03-02 10:30")
        with self._broken():
            self.told = self._told("2026-03-08 06:00")

    def _told(self, moment):
        """Run the job, and return what administrators hear of failures."""
        before = self.env["mail.message"].sudo().search([], limit=1)
        self._run(moment)
        return (
            self.env["mail.message"]
            .sudo()
            .search([("id", ">", before.id), ("subject", "ilike", "not be started")])
        )

    def test_the_administrators_hear_of_it_once(self):
        [message] = self.told.filtered(
            lambda one: one.notified_partner_ids == self.admin.partner_id
        )
        self.assertIn("Bad", message.body)
        for lead in self.leads:
            self.assertIn(f"/odoo/crm.lead/{lead.id}", message.body)
        self.assertNotIn(self.agent.partner_id, self.told.notified_partner_ids)
        with self._broken():
            self.assertFalse(self._told("2026-03-09 06:00"))
        stalls = self.env["crm.lead.stall"].search([("is_failed", "=", True)])
        self.assertEqual(stalls.lead_id, self.leads)

    def test_it_is_tried_again_the_next_day(self):
        self._run("2026-03-08 06:10")
        self.assertFalse(self._activities(self.leads))
        with self._notices() as sent:
            self._run("2026-03-09 06:00")
        self.assertEqual(len(self._activities(self.leads)), 2)
        self.assertFalse(sent, "the salesperson knows")
        self._run("2026-03-10 06:00")
        self.assertEqual(len(self._activities(self.leads)), 2)
        stalls = self.env["crm.lead.stall"].search([("lead_id", "in", self.leads.ids)])
        self.assertEqual(len(stalls), 2)
        self.assertFalse(any(stalls.mapped("is_failed")))
