# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopeningShared(OpportunityPlusCommon):
    """Who has only a share brings an opportunity of an archived salesperson back into
    the pipeline, but not to themselves: the team leader gets it."""

    def setUp(self):
        super().setUp()
        self.leaver = self._user("leaver", "sales_team.group_sale_salesman")
        leads = self._lead().with_user(self.admin)
        leads |= leads.copy() | leads.copy()
        self.put_aside, self.lost, self.won_deal = leads
        leads.write({"user_id": self.leaver.id, "team_id": self.north.id})
        self.put_aside.active = False
        self.lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.won_deal.action_set_won()
        self.env["crm.lead.share"].with_user(self.admin).create(
            [
                {"lead_id": lead.id, "user_id": self.agent.id, "access": "write"}
                for lead in leads
            ]
        )
        self._end_transaction()
        self.leaver.sudo().active = False
        self._end_transaction()

    def _doors(self):
        """Ways back into the pipeline; what is closed needs a company without lock."""
        aside = self.put_aside.with_user(self.agent)
        lost, won = self.lost.with_user(self.agent), self.won_deal.with_user(self.agent)
        yield aside, aside.action_unarchive
        yield aside, lambda: aside.write({"active": True})
        yield aside, lambda: aside.web_save({"active": True}, {})
        yield aside, lambda: self._import(aside, ["active"], "1")
        self.env.company.sudo().opportunity_closed_locked = False
        yield lost, lost.action_restore
        yield lost, lost.action_unarchive
        yield lost, lambda: lost.write({"active": True, "probability": 7})
        yield lost, lambda: self._import(lost, ["active", "probability"], "1", "7")
        yield won, lambda: won.write({"stage_id": self.new.id})
        yield won, lambda: self._reopen(won)

    def _import(self, lead, columns, *cells):
        lead = lead.with_context(active_test=False)
        result = lead.load([".id", *columns], [[str(lead.id), *cells]])
        self.assertTrue(result["ids"], result["messages"])

    def _reopen(self, lead):
        action = lead.oplus_action_reopen()
        dialog = self.env["crm.lead.reason"].with_context(**action["context"])
        dialog.create({"reason": "They called"}).action_apply()

    def assertBack(self, salesperson):
        for number, (lead, door) in enumerate(self._doors()):
            with self.subTest(number), self.env.cr.savepoint() as savepoint:
                door()
                self._end_transaction()
                self.assertTrue(lead.active)
                self.assertEqual(lead.won_status, "pending")
                self.assertEqual(lead.sudo().user_id, salesperson)
                self.assertFalse(lead.oplus_can_share)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_it_goes_to_the_team_leader(self):
        self.assertBack(self.supervisor)

    def test_being_in_charge_of_the_customer_is_no_way_around(self):
        self.customer.with_user(self.agent).user_id = self.agent
        self._end_transaction()
        self.assertBack(self.supervisor)

    def test_nor_is_being_in_charge_of_its_company(self):
        company = self.customer.sudo().create({"name": "Group", "is_company": True})
        self.customer.sudo().parent_id = company
        company.with_user(self.agent).user_id = self.agent
        self._end_transaction()
        self.assertBack(self.supervisor)

    def test_nor_is_leading_a_team_without_being_a_supervisor(self):
        self.north.sudo().user_id = self.agent
        self.customer.with_user(self.agent).user_id = self.agent
        self._end_transaction()
        self.assertBack(self.env["res.users"])

    def test_a_colleague_in_charge_of_the_customer_gets_it(self):
        self.customer.sudo().user_id = self.colleague
        self._end_transaction()
        self.assertBack(self.colleague)

    def test_nobody_who_may_only_edit_names_a_salesperson(self):
        lead = self.put_aside.with_user(self.agent)
        with self.assertRaisesRegex(AccessError, "shared with you for editing"):
            lead.write({"active": True, "user_id": self.agent.id})
