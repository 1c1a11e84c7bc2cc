# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .handover_common import OfficeCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverThenArchive(OfficeCommon):
    """Handover and archiving are one thing."""

    def _archiving(self, user=None, **vals):
        """A handover of the agent that ends with archiving."""
        handovers = self.env["crm.lead.handover"].with_user(user or self.office)
        handover = handovers.create(
            {
                "user_id": self.agent.id,
                "successor_ids": [Command.link(self.colleague.id)],
                "archive_user": True,
                **vals,
            }
        )
        self._begin_request()
        handover.action_prepare()
        self._begin_request()
        return handover

    def _done(self, handover):
        handover.action_run()
        self._end_transaction()
        self.env.invalidate_all()
        return handover

    def test_the_salesperson_is_archived_after_the_handover(self):
        leads = self._leads(3)
        handover = self._done(self._archiving())
        self.assertOwner(leads, self.colleague)
        self.assertFalse(self.agent.sudo().active)
        self.assertFalse(handover.archive_refusal)

    def test_a_long_handover_archives_at_its_end(self):
        leads = self._leads(5)
        with self._batches_of(2):
            handover = self._archiving()
            handover.action_run()
            self.assertTrue(self.agent.sudo().active)
            self._cron()
            self.assertEqual(handover.state, "done")
            self.assertOwner(leads, self.colleague)
            self.assertFalse(self.agent.sudo().active)

    def test_without_being_told_to_nobody_is_archived(self):
        self._lead()
        handover = self._done(self._archiving(archive_user=False))
        self.assertEqual(handover.state, "done")
        self.assertTrue(self.agent.sudo().active)

    def test_what_was_left_alone_keeps_the_user(self):
        self._lead()
        activity = self._activity(self._lead())
        handover = self._archiving()
        self._line(handover, activity).successor_id = False
        self._begin_request()
        self._done(handover)
        self.assertTrue(self.agent.sudo().active and activity.exists())
        self.assertIn("still with Agent", handover.archive_refusal)

    def test_what_other_companies_have_keeps_the_user(self):
        system = self.env(user=1, su=True)
        other = system["res.company"].create({"name": "Other"})
        self.agent.sudo().company_ids += other
        vals = {"type": "opportunity", "user_id": self.agent.id, "team_id": False}
        there = system["crm.lead"].create(
            {"name": "There", "company_id": other.id, **vals}
        )
        self._lead()
        handover = self._done(self._archiving())
        self.assertOwner(there, self.agent)
        self.assertTrue(self.agent.sudo().active)
        self.assertIn("other companies", handover.archive_refusal)
        self.assertIn("Agent: Opportunities: 1.", handover.archive_refusal)

    def test_an_activity_of_another_company_keeps_the_user(self):
        system = self.env(user=1, su=True)
        other = system["res.company"].create({"name": "Other"})
        (self.agent | self.colleague).sudo().company_ids += other
        there = system["crm.lead"].create(
            {
                "name": "There",
                "type": "opportunity",
                "user_id": self.colleague.id,
                "team_id": False,
                "company_id": other.id,
            }
        )
        activities = self._activity(there) | self._activity(there)
        self._lead()
        handover = self._done(self._archiving())
        self.assertTrue(self.agent.sudo().active)
        self.assertEqual(len(activities.exists()), 2)
        self.assertIn("Agent: Activities: 2.", handover.archive_refusal)

    def test_who_may_not_archive_is_refused_before_anything_moves(self):
        lead = self._lead()
        handover = self._archiving(self.admin)
        self.assertFalse(handover.can_archive_user)
        with self.assertRaisesRegex(AccessError, "administrator of users.*Agent"):
            handover.action_run()
        self.assertOwner(lead, self.agent)
        handover.archive_user = False
        self._done(handover)
        self.assertOwner(lead, self.colleague)

    def test_a_refusal_of_odoo_does_not_take_the_handover_back(self):
        lead = self._lead()
        lead.sudo().user_id = self.office
        self._end_transaction()
        handover = self._done(self._archiving(user_id=self.office.id))
        self.assertOwner(lead, self.colleague)
        self.assertTrue(self.office.sudo().active)
        self.assertTrue(handover.archive_refusal)
