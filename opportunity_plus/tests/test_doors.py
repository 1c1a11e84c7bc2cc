# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDoors(OpportunityPlusCommon):
    """Every door through which an opportunity moves leaves exactly one row."""

    # the doors; each takes an opportunity that the agent has in Talk

    def _door_write(self, lead):
        lead.write({"stage_id": self.offer.id})

    def _door_attribute(self, lead):
        lead.stage_id = self.offer

    def _door_form(self, lead):
        lead.web_save({"stage_id": self.offer.id}, {"stage_id": {}})

    def _door_mass_edit(self, lead):
        (lead | self._lead()).web_save_multi(
            [{"stage_id": self.offer.id}, {"stage_id": self.offer.id}], {}
        )

    def _door_import(self, lead):
        result = lead.load([".id", "stage_id"], [[str(lead.id), "Offer"]])
        self.assertEqual(result["ids"], lead.ids, result["messages"])

    def _door_untracked(self, lead):
        lead.with_context(tracking_disable=True).write({"stage_id": self.offer.id})

    def _door_superuser(self, lead):
        lead.sudo().stage_id = self.offer

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
        self.env["crm.lead.lost"].create(
            {"lead_ids": lead.ids, "lost_reason_id": self.too_expensive.id}
        ).action_lost_reason_apply()

    def _door_lost_by_hand(self, lead):
        lead.write({"active": False, "lost_reason_id": self.too_expensive.id})
        lead.write({"probability": 0})

    def _door_lost_import(self, lead):
        lead.load(
            [".id", "active", "probability", "lost_reason_id"],
            [[str(lead.id), "0", "0", "Too costly"]],
        )

    def _door_convert_wizard(self, lead):
        lead.sudo().type = "lead"
        lead.convert_opportunity(self.customer, team_id=self.south.id)

    def test_each_door_leaves_one_row(self):
        doors = {
            self._door_write: (self.offer, "open"),
            self._door_attribute: (self.offer, "open"),
            self._door_form: (self.offer, "open"),
            self._door_mass_edit: (self.offer, "open"),
            self._door_import: (self.offer, "open"),
            self._door_untracked: (self.offer, "open"),
            self._door_superuser: (self.offer, "open"),
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
        for door, (stage, outcome) in doors.items():
            with self.subTest(door.__name__):
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
