# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .. import doors
from .closed_common import ClosedCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReopening(ClosedCommon):
    """Only a sales administrator takes a won or lost opportunity back."""

    def _doors(self, lost, won):
        """Every way back, by name."""
        new = self.new.id
        return {
            "restore": lost.action_restore,
            "unarchive": lost.action_unarchive,
            "active": lambda: lost.write({"active": True, "probability": 10}),
            "form": lambda: lost.web_save({"active": True}, {}),
            "probability": lambda: lost.write({"probability": 20}),
            "scoring": lambda: lost.write({"probability": 5, "active": True}),
            "import": lambda: doors.load_again(lost, {"active": "1"}, AccessError),
            "lost to won": lost.action_set_won,
            "lost to another stage": lambda: lost.write({"stage_id": self.offer.id}),
            "lost without a stage": lambda: lost.write({"stage_id": False}),
            "date of closing": lambda: won.write({"date_closed": "2020-01-01"}),
            "lost to won stage": lambda: lost.write({"stage_id": self.won.id}),
            "kanban": lambda: won.web_save({"stage_id": new}, {}),
            "statusbar": lambda: won.write({"stage_id": new}),
            "mass edit": lambda: (won | lost).write({"stage_id": new}),
            "many at once": lambda: (won | lost).web_save_multi(
                [{"stage_id": new}, {"active": True}], {}
            ),
        }

    def _doors_as_lead(self, lost, won):
        """Ways that go through another type, which nobody may."""
        as_lead = {"type": "lead", "active": True, "probability": 10}
        moved = {"type": "lead", "stage_id": self.new.id}
        return {
            "as a lead": lambda: lost.write(as_lead),
            "won as a lead": lambda: won.write(moved),
            "type imported": lambda: doors.load_again(
                lost, {"type": "Lead"}, AccessError
            ),
        }

    def test_others_are_refused_at_each_door_and_nothing_changes(self):
        lost, won = self._closed()
        for user in (self.agent, self.supervisor):
            records = lost.with_user(user), won.with_user(user)
            every = self._doors(*records) | self._doors_as_lead(*records)
            for name, door in every.items():
                with self.subTest(user=user.login, door=name):
                    with (
                        self.assertRaisesRegex(AccessError, "deal"),
                        self.env.cr.savepoint(),
                    ):
                        door()
                    self.env.invalidate_all()
                    self.assertEqual((lost.won_status, won.won_status), ("lost", "won"))
                    self.assertEqual(lost.lost_reason_id, self.too_expensive)
                    self.assertEqual(lost.lost_note, "Too slow")

    def test_what_is_closed_keeps_its_stage_in_another_team(self):
        self.won.sudo().team_ids = self.north
        won, lost = self._lead(stage_id=self.won.id), self._lead(stage_id=self.talk.id)
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        (won | lost).with_user(self.supervisor).team_id = self.south
        self.assertEqual(won.stage_id | lost.stage_id, self.won | self.talk)
        self.assertEqual((won.won_status, lost.won_status), ("won", "lost"))
        self.assertEqual((won | lost).team_id, self.south)

    def test_an_administrator_may_use_each_door(self):
        lost, won = self._closed()
        before = (lost.won_status, lost.stage_id, won.won_status, won.date_closed)
        for name, door in self._doors(
            lost.with_user(self.admin), won.with_user(self.admin)
        ).items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                door()
                now = (lost.won_status, lost.stage_id, won.won_status, won.date_closed)
                self.assertNotEqual(now, before)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_without_the_lock_everybody_reopens(self):
        self.env.company.sudo().opportunity_closed_locked = False
        lost, won = self._closed()
        lost.action_restore()
        won.stage_id = self.new
        self.assertEqual((lost.won_status, won.won_status), ("pending", "pending"))
        self.assertTrue(won.oplus_can_reopen)

    def test_a_batch_of_several_companies_follows_the_policy_of_each(self):
        company = self.env["res.company"].sudo().create({"name": "Open house"})
        company.opportunity_closed_locked = False
        self.agent.sudo().company_ids += company
        free = self._lead(name="Free deal", company_id=company.id)
        free.action_set_won()
        _lost, won = self._closed()
        self.assertEqual(free.company_id, company)
        with self.assertRaises(AccessError) as raised:
            (free | won).write({"stage_id": self.new.id})
        self.assertIn("Won deal", str(raised.exception))
        self.assertNotIn("Free deal", str(raised.exception))
        free.stage_id = self.new
        self.assertEqual((free.won_status, won.won_status), ("pending", "won"))

    def test_the_outcome_itself_is_written_by_nobody(self):
        lost, won = self._closed()
        lead = self._lead()
        for user in (self.agent, self.admin):
            for closed in (lost, won, lead):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    closed.with_user(user).write({"won_status": "pending"})
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                lead.with_user(user).create({"name": "x", "won_status": "won"})
            result = lead.with_user(user).load(
                [".id", "won_status"], [[str(won.id), "Pending"]]
            )
            self.assertFalse(result["ids"])

    def test_closed_opportunities_are_not_merged_away_by_others(self):
        lost, won = self._closed()
        for closed in (lost, won):
            pair = closed | self._lead()
            with (
                self.assertRaisesRegex(AccessError, closed.name),
                self.env.cr.savepoint(),
            ):
                pair.merge_opportunity()
            self.assertTrue(closed.exists())
        (lost | self._lead()).with_user(self.admin).merge_opportunity()

    def test_the_original_closing_survives_a_reopening(self):
        with self._at("2026-03-02 09:00"):
            lead = self._lead()
        with self._at("2026-03-03 09:00"):
            lead.write({"lost_note": "Too slow"})
            lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at("2026-03-09 09:00"):
            lead.with_user(self.admin).action_restore()
        self.assertFalse(lead.lost_note)
        self.assertRecordValues(
            self._timeline(lead)[1],
            [
                {
                    "outcome": "lost",
                    "user_id": self.agent.id,
                    "lost_reason_id": self.too_expensive.id,
                    "reason": "Too slow",
                }
            ],
        )
        self.assertEqual(str(self._timeline(lead)[1].date_in), "2026-03-03 09:00:00")

    def test_the_buttons_are_offered_to_administrators_alone(self):
        lost, _won = self._closed()
        for user, offered in ((self.agent, False), (self.admin, True)):
            self.assertEqual(lost.with_user(user).oplus_can_reopen, offered)

    def test_a_closed_opportunity_is_edited_and_moved_between_won_stages(self):
        lost, won = self._closed()
        second = self.won.sudo().copy({"name": "Delivered"})
        won.write({"stage_id": second.id, "priority": "2"})
        lost.write({"description": "Call again next year"})
        self.assertEqual((lost.won_status, won.won_status), ("lost", "won"))

    def test_a_refusal_names_nothing_that_is_hidden(self):
        own, hidden = self._lead(name="Own"), self._lead(name="Hidden")
        hidden.sudo().write({"user_id": self.colleague.id, "team_id": self.south.id})
        both = (own | hidden).with_user(self.agent)
        # what a transaction has read as superuser is known to it
        both.sudo().mapped("display_name")
        for refused in (both.oplus_action_reopening_request, both.oplus_action_reopen):
            with self.assertRaises(AccessError) as refusal:
                refused()
            self.assertNotIn("Hidden", str(refusal.exception))
