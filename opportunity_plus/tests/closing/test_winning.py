# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWonStages(OpportunityPlusCommon):
    """Of several won stages, *Won* asks for the reason of the one that is next."""

    def test_another_won_stage_asks_for_nothing(self):
        self.won.sudo().copy({"sequence": 5, "change_reason": "always"})
        lead = self._lead()
        lead.action_set_won_rainbowman()
        self.assertEqual((lead.stage_id, lead.won_status), (self.won, "won"))

    def test_the_stage_that_is_next_asks(self):
        self.won.sudo().copy({"sequence": 5})
        self.won.sudo().change_reason = "always"
        lead = self._lead()
        action = lead.action_set_won_rainbowman()
        self.assertEqual(action["res_model"], "crm.lead.reason")
        self.assertEqual(lead.won_status, "pending")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWinning(OpportunityPlusCommon):
    """Where no stage is a won stage, *Won* says so and changes nothing."""

    def setUp(self):
        super().setUp()
        stages = self.env["crm.stage"].sudo()
        (stages.search([("is_won", "=", True)])).is_won = False

    def _doors(self, leads):
        """The button, the card's menu and the drop bar call the second one."""
        return {
            "list": leads.action_set_won,
            "button": leads[:1].action_set_won_rainbowman,
        }

    def test_won_says_so_and_changes_nothing(self):
        leads = self._leads(2)
        self._end_transaction()
        for type_ in ("opportunity", "lead"):
            leads.sudo().type = type_
            for name, door in self._doors(leads).items():
                with (
                    self.subTest(name, type=type_),
                    self.assertRaisesRegex(UserError, "won stage.*Opportunity 0"),
                ):
                    door()
        leads.sudo().type = "opportunity"
        self.assertEqual(leads.stage_id, self.new)
        self.assertEqual(leads.mapped("probability"), [50, 50])
        self.assertEqual(leads.mapped("won_status"), ["pending"] * 2)
        self.assertFalse(any(leads.mapped("date_closed")))

    def test_lost_ones_stay_lost(self):
        lead = self._lead().with_user(self.admin)
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self.assertRaisesRegex(UserError, "won stage"):
            lead.action_set_won()
        self.assertEqual(lead.won_status, "lost")

    def test_only_those_of_the_pipeline_without_one_are_named(self):
        self.won.sudo().write(
            {"is_won": True, "team_ids": [Command.link(self.south.id)]}
        )
        self.env = self.env(user=self.manager)
        north = self._lead(name="Mango")
        south = self._lead(name="Durian", team_id=self.south.id)
        with self.assertRaisesRegex(UserError, "win: Mango$"):
            (north | south).action_set_won()
        self.assertEqual(south.won_status, "pending")
        south.action_set_won()
        self.assertEqual(south.won_status, "won")
