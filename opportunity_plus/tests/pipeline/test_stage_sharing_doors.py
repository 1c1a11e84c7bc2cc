# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestStageSharingDoors(OpportunityPlusCommon):
    """A stage shares what enters it whatever the door, and nobody gets more by it than
    the administrator has set."""

    def setUp(self):
        super().setUp()
        (self.offer | self.won).sudo().write(
            {
                "opportunity_notify_user_ids": [Command.set(self.colleague.ids)],
                "oplus_share": True,
                "oplus_share_days": 7,
            }
        )

    def _share(self, lead, user=None):
        shares = lead.sudo().oplus_share_ids
        return shares.filtered(lambda share: share.user_id == (user or self.colleague))

    def _doors(self):
        """Ways of moving one opportunity or several, by name."""
        offer = self.offer.id
        return {
            "form or drag": lambda lead: lead.web_save({"stage_id": offer}, {}),
            "list": lambda lead: lead.web_save_multi([{"stage_id": offer}], {}),
            "interface": lambda lead: lead.write({"stage_id": offer}),
            "import": lambda lead: lead.load(
                [".id", "stage_id/.id"], [[str(lead.id), str(offer)]]
            ),
            "dialog": lambda lead: lead.oplus_stage_move(offer, {}),
            "next stage": self._from_talk,
            "won": lambda lead: lead.action_set_won_rainbowman(),
            "automation": lambda lead: lead.sudo().write({"stage_id": offer}),
        }

    def _from_talk(self, lead):
        lead.stage_id = self.talk
        lead.oplus_action_next_stage()

    def test_every_door_shares(self):
        for name, door in self._doors().items():
            with self.subTest(name), self._at("2026-03-02 09:00"):
                lead = self._lead()
                self._end_transaction()
                door(lead)
            share = self._share(lead)
            self.assertEqual(str(share.date_end), "2026-03-09", name)
            self.assertEqual(share.access, "read", name)

    def test_moving_to_and_fro_on_a_day_says_it_once(self):
        with self._at("2026-03-02 09:00"):
            lead = self._lead()
            self._end_transaction()
            for stage in (self.offer, self.new, self.offer, self.new, self.offer):
                lead.stage_id = stage
                self._end_transaction()
        self.assertEqual(len(self._share(lead)), 1)
        bodies = lead.sudo().message_ids.mapped("body")
        self.assertEqual(sum("Shared with" in body for body in bodies), 1)

    def test_the_company_of_the_team_counts_where_there_is_no_other(self):
        other = self.env(user=1)["res.company"].create({"name": "Other"})
        self.colleague.sudo().write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        lead = self._lead()
        lead.sudo().company_id = False
        self.north.sudo().company_id = self.env.company
        self._end_transaction()
        lead.stage_id = self.offer
        self._end_transaction()
        self.assertFalse(lead.company_id or self._share(lead))

    def test_who_may_edit_gains_nothing_by_moving(self):
        lead = self._lead()
        with self._at("2026-03-01 09:00"):
            share = self.env["crm.lead.share"].create(
                {
                    "lead_id": lead.id,
                    "user_id": self.colleague.id,
                    "access": "write",
                    "date_end": "2026-03-05",
                }
            )
        with self._at("2026-03-05 09:00"):
            theirs = lead.with_user(self.colleague)
            theirs.stage_id = self.offer
        self.assertEqual(str(share.date_end), "2026-03-05")
        self.assertEqual(share.access, "write")

    def test_who_may_edit_opens_nothing_to_others(self):
        other = self._user("other", "sales_team.group_sale_salesman").sudo(False)
        self.offer.sudo().opportunity_notify_user_ids |= other
        lead, own = self._leads(2)
        shares = self.env["crm.lead.share"]
        for one in (lead, own):
            vals = {"lead_id": one.id, "user_id": self.colleague.id}
            shares.create({**vals, "access": "write"})
        self._end_transaction()
        lead.with_user(self.colleague).stage_id = self.offer
        own.stage_id = self.offer
        self._end_transaction()
        self.assertFalse(self._share(lead, other))
        self.assertTrue(self._share(own, other))

    def test_who_may_edit_cannot_bring_in_the_own_team(self):
        self.south.sudo().user_id = self.colleague
        self.offer.sudo().write(
            {
                "opportunity_notify_user_ids": [Command.clear()],
                "opportunity_notify_leader": True,
            }
        )
        lead = self._lead()
        with self._at("2026-03-01 09:00"):
            vals = {"lead_id": lead.id, "user_id": self.colleague.id}
            self.env["crm.lead.share"].create(
                {**vals, "access": "write", "date_end": "2026-03-02"}
            )
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                lead.with_user(self.colleague).team_id = self.south
        self.env.invalidate_all()
        with self._at("2026-03-04 09:00"):
            lead.stage_id = self.offer
        self.assertEqual(str(self._share(lead).date_end), "2026-03-02")

    def test_only_administrators_decide_whom_a_stage_tells(self):
        for user in (self.colleague, self.agent, self.supervisor, self.manager):
            stage = self.talk.with_user(user)
            vals = {"opportunity_notify_user_ids": [Command.link(user.id)]}
            for change in (vals, {"oplus_share": True}, {"oplus_share_days": 30}):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    stage.write(change)
            for records, change in (
                (self.north, {"user_id": user.id}),
                (self.north, {"member_ids": [Command.link(user.id)]}),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    records.with_user(user).write(change)
