# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command
from odoo.tests import tagged

from .stage_disabled_common import StageDisabledCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageDisabledScreens(StageDisabledCommon):
    """Boards, lists and pickers offer no disabled stage."""

    # where stages are offered

    def _columns(self, view, domain):
        leads = self.env["crm.lead"].with_context(read_group_expand=True)
        groups = leads.web_read_group(
            [("type", "=", "opportunity"), *domain], ["stage_id"], auto_unfold=view
        )
        return [group["stage_id"][0] for group in groups["groups"]]

    def test_boards_and_lists_leave_it_out(self):
        own = self.won.sudo().copy({"name": "Delivered", "team_ids": [Command.clear()]})
        won = self._lead(stage_id=own.id)
        own.with_user(self.admin).action_archive()
        for is_board in (True, False):
            columns = self._columns(is_board, [])
            self.assertNotIn(self.offer.id, columns)
            self.assertNotIn(own.id, columns)
            usual = self._columns(is_board, [("active", "=", True)])
            self.assertNotIn(own.id, usual)
            self.assertIn(self.new.id, columns)
            # whoever looks for closed ones finds them
            found = self._columns(is_board, [("won_status", "=", "won")])
            self.assertIn(own.id, found)
            found = self._columns(is_board, [("active", "=", False)])
            self.assertIn(self.offer.id, found)
        self.assertEqual(won.stage_id, own)

    def test_pickers_and_status_bars(self):
        self.assertFalse(self.env["crm.stage"].name_search("Offer"))
        arch = self.env["crm.lead"].get_view(
            self.env.ref("crm.crm_lead_view_form").id, "form"
        )["arch"]
        self.assertIn("('active', '=', True), '|', ('team_ids'", arch)

    def test_a_rule_for_a_disabled_stage_is_not_one_for_all_stages(self):
        rule = self.env["crm.big.deal.rule"].with_user(self.admin)
        rule = rule.create(
            {
                "name": "Big",
                "minimum_amount": 1,
                "stage_ids": [Command.link(self.talk.id)],
                "user_ids": [Command.link(self.admin.id)],
            }
        )
        self.talk.with_user(self.admin).action_archive()
        rule.invalidate_recordset()
        self.assertEqual(rule.stage_ids, self.talk)

    def test_enabling_brings_it_back(self):
        self.offer.with_user(self.admin).action_unarchive()
        lead = self._lead()
        lead.stage_id = self.offer
        self.assertEqual(lead.stage_id, self.offer)
        self.assertIn(self.offer.id, self._columns(True, []))
