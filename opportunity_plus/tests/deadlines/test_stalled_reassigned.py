# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .deadlines_common import StalledCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStalledReassigned(StalledCommon):
    """A stalled opportunity gets another salesperson, or has none."""

    def setUp(self):
        super().setUp()
        self.lead = self._entered("2026-03-02 10:30")

    def _assign(self, user, moment="2026-03-09 09:00"):
        with self._at(moment):
            self.lead.with_user(self.supervisor).user_id = user
        self.env.invalidate_all()

    def _readers(self, moment):
        with self._notices() as sent:
            self._run(moment)
        return self.env["res.users"].union(*[readers for _s, readers, _m in sent])

    def test_the_plan_goes_along(self):
        self._run("2026-03-08 06:00")
        other = self._plan("Ask", self.manager)
        self.talk.sudo().activity_plan_id = other
        self._run("2026-03-09 06:00")
        self._assign(self.supervisor)
        activities = self._activities(self.lead)
        # what is for somebody else stays with them
        self.assertEqual(activities.user_id, self.supervisor | self.manager)

    def test_the_new_salesperson_hears_and_then_the_leader(self):
        other = self._user("newcomer", "sales_team.group_sale_salesman")
        self._run("2026-03-08 06:00")
        self._assign(other)
        self.lead.sudo().team_id = self.north
        self._end_transaction()
        self.assertEqual(self._readers("2026-03-10 06:00"), other)
        self.assertFalse(self._readers("2026-03-11 06:00"))
        self.assertEqual(self._readers("2026-03-13 06:00"), self.supervisor)
        self.assertEqual(self._activities(self.lead).user_id, other)

    def test_what_had_no_salesperson_is_taken_over(self):
        self._assign(False, "2026-03-03 09:00")
        self._run("2026-03-08 06:00")
        self.assertEqual(self._activities(self.lead).user_id, self.supervisor)
        self._assign(self.agent)
        self.assertEqual(self._activities(self.lead).user_id, self.agent)

    def test_a_leader_who_was_told_first_is_not_told_again(self):
        self._assign(False, "2026-03-03 09:00")
        self.assertEqual(self._readers("2026-03-08 06:00"), self.supervisor)
        late = self._readers("2026-03-11 06:00")
        self.assertIn(self.admin, late)
        self.assertNotIn(self.supervisor, late)

    def test_of_an_archived_salesperson(self):
        self.agent.sudo().active = False
        self.assertEqual(self._readers("2026-03-08 06:00"), self.supervisor)
        self.assertNotIn(self.supervisor, self._readers("2026-03-11 06:00"))

    def test_a_change_of_anything_else_tells_nobody_again(self):
        self._run("2026-03-08 06:00")
        with self._at("2026-03-09 09:00"):
            self.lead.expected_revenue = 5
        self.assertFalse(self._readers("2026-03-10 06:00"))
