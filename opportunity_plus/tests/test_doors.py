# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from . import doors
from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDoors(OpportunityPlusCommon):
    """Every door through which an opportunity moves leaves exactly one row."""

    # the doors; each takes an opportunity that the agent has in Talk

    def _door_import(self, lead):
        self.assertEqual(doors.load_again(lead, {"stage_id": "Offer"}), lead)

    def _door_team(self, lead):
        lead.with_user(self.admin).team_id = self.south

    def _door_salesperson(self, lead):
        lead.with_user(self.admin).user_id = self.colleague

    def _door_salesperson_untracked(self, lead):
        self._door_salesperson(lead.with_context(mail_notrack=True))

    def _door_won_button(self, lead):
        lead.action_set_won_rainbowman()

    def _door_won_stage(self, lead):
        lead.stage_id = self.won

    def _door_stage_becomes_won(self, lead):
        self.talk.with_user(self.admin).is_won = True

    def _door_stage_disabled(self, _lead):
        stage = self.talk.with_user(self.admin)
        dialogs = self.env["crm.stage.disable"].with_user(self.admin)
        dialog = dialogs.browse(stage.action_archive()["res_id"])
        dialog.line_ids.target_stage_id = self.offer
        dialog.action_apply()
        stage.action_unarchive()

    def _door_lost_wizard(self, lead):
        doors.lose(lead, self.too_expensive)

    def _door_lost_by_hand(self, lead):
        lead.write({"active": False, "lost_reason_id": self.too_expensive.id})
        lead.write({"probability": 0})

    def _door_lost_import(self, lead):
        row = {"active": "0", "probability": "0", "lost_reason_id": "Too costly"}
        doors.load_again(lead, row)

    def _door_convert_wizard(self, lead):
        lead.sudo().type = "lead"
        lead.convert_opportunity(self.customer, team_id=self.south.id)

    def test_each_door_leaves_one_row(self):
        named = doors.each({"stage_id": self.offer.id}, self._lead)
        others = {
            self._door_import: (self.offer, "open"),
            self._door_team: (self.new, "open"),
            self._door_salesperson: (self.new, "open"),
            self._door_salesperson_untracked: (self.new, "open"),
            self._door_won_button: (self.won, "won"),
            self._door_won_stage: (self.won, "won"),
            self._door_lost_wizard: (self.talk, "lost"),
            self._door_lost_by_hand: (self.talk, "lost"),
            self._door_lost_import: (self.talk, "lost"),
            self._door_convert_wizard: (self.new, "open"),
            self._door_stage_disabled: (self.offer, "open"),
            self._door_stage_becomes_won: (self.talk, "won"),
        }
        every = [(name, door, self.offer, "open") for name, door in named.items()]
        every += [(door.__name__, door, *ends) for door, ends in others.items()]
        for name, door, stage, outcome in every:
            with self.subTest(name):
                with self._at("2026-03-02 09:00"):
                    lead = self._lead(stage_id=self.talk.id)
                with self._at("2026-03-05 15:30"):
                    door(lead)
                self.assertTimeline(
                    lead,
                    [
                        (self.talk, "open", "2026-03-02 09:00", "2026-03-05 15:30"),
                        (stage, outcome, "2026-03-05 15:30", False),
                    ],
                )
