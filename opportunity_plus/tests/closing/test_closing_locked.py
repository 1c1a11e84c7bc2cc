# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.opportunity_plus.exceptions import ReopeningRefused

from .. import doors
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingLocked(OpportunityPlusCommon):
    """How an opportunity was closed is changed by sales administrators alone, and the
    history tells it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.no_budget = cls.too_expensive.sudo().copy({"name": "No budget"})

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lost = self._lead(name="Lost deal")
            self.won_deal = self._lead(name="Won deal")
        with self._at("2026-03-03 09:00"):
            self.lost.action_set_lost(
                lost_reason_id=self.too_expensive.id, lost_note="Slow"
            )
            self.won_deal.action_set_won()

    def _doors(self, user):
        """What rewrites a closing, by name."""
        lost, won = self.lost.with_user(user), self.won_deal.with_user(user)
        other = {"lost_reason_id": self.no_budget.id}
        return {
            "action": lambda: lost.action_set_lost(**other),
            "action with a note": lambda: lost.action_set_lost(lost_note="Forged"),
            "reason": lambda: lost.write(other),
            "note": lambda: lost.write({"lost_note": "Forged"}),
            "form": lambda: lost.web_save(other, {}),
            "mass edit": lambda: (lost | won).web_save_multi([other] * 2, {}),
            "import": lambda: doors.load_again(
                lost, {"lost_note": "Forged"}, AccessError
            ),
            "reason of a won one": lambda: won.write(other),
            "archiving a won one": won.action_archive,
            "archiving by import": lambda: doors.load_again(
                won, {"active": "0"}, AccessError
            ),
            "date": lambda: lost.write({"date_closed": "2020-01-01"}),
            "date of a won one": lambda: won.write({"date_closed": False}),
            "company": lambda: won.write({"company_id": self._company().id}),
        }

    def _company(self):
        company = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        (self.agent | self.supervisor | self.manager).sudo().company_ids += company
        return company

    def _closing(self):
        leads = self.lost | self.won_deal
        leads.invalidate_recordset()
        names = ["active", "date_closed", "lost_note", "lost_reason_id", "won_status"]
        return leads.read([*names, "stage_id", "probability"])

    def test_nobody_else_rewrites_a_closing_at_any_door(self):
        before = self._closing()
        for user in (self.agent, self.supervisor, self.manager):
            for name, door in self._doors(user).items():
                with self.subTest(user=user.login, door=name):
                    with (
                        self.assertRaisesRegex(AccessError, "sales administrator"),
                        self.env.cr.savepoint(),
                    ):
                        door()
                    self.assertEqual(self._closing(), before)

    def test_an_archived_won_one_is_not_taken_out_of_the_archive_by_others(self):
        self.won_deal.with_user(self.admin).action_archive()
        self.assertEqual(self.won_deal.won_status, "won")
        for door in (
            self.won_deal.action_unarchive,
            self.won_deal.action_set_won,
            lambda: self.won_deal.write({"active": True}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                door()
            self.env.invalidate_all()
        self.assertFalse(self.won_deal.active)

    def test_the_same_closing_once_more_changes_nothing(self):
        before = self._closing()
        self.lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.lost.write({"lost_note": "Slow", "active": False, "probability": 0})
        self.won_deal.write({"stage_id": self.won.id, "probability": 100})
        self._end_transaction()
        self.assertEqual(self._closing(), before)
        self.assertPath(self.lost, [(self.new, "open"), (self.new, "lost")])

    def test_what_is_no_part_of_the_closing_stays_editable(self):
        closed = self.lost | self.won_deal
        closed.write({"name": "Renamed", "phone": "1", "expected_revenue": 7})
        self.assertEqual(closed.mapped("name"), ["Renamed"] * 2)

    def test_all_that_are_refused_are_named_once(self):
        with self.assertRaises(ReopeningRefused) as raised:
            (self.lost | self.won_deal).write({"lost_note": "Forged"})
        self.assertIn("Lost deal, Won deal", str(raised.exception))
        self.assertEqual(
            raised.exception.context["lead_ids"], (self.lost | self.won_deal).ids
        )

    def test_clearing_the_reason_is_refused_like_losing_without_one(self):
        for user in (self.agent, self.admin):
            with (
                self.assertRaisesRegex(ValidationError, "Choose a lost reason"),
                self.env.cr.savepoint(),
            ):
                self.lost.with_user(user).lost_reason_id = False

    def test_an_administrator_corrects_a_loss_and_the_history_says_the_same(self):
        with self._at("2026-03-09 09:00"):
            self.lost.with_user(self.admin).write(
                {"lost_reason_id": self.no_budget.id, "lost_note": "Board said no"}
            )
        self.assertEqual(str(self.lost.date_closed), "2026-03-03 09:00:00")
        first, second = self._timeline(self.lost)[1:]
        self.assertRecordValues(
            first | second,
            [
                {
                    "lost_reason_id": self.too_expensive.id,
                    "reason": "Slow",
                    "user_id": self.agent.id,
                },
                {
                    "lost_reason_id": self.no_budget.id,
                    "reason": "Board said no",
                    "user_id": self.admin.id,
                },
            ],
        )
        self.assertEqual(second.outcome, "lost")
        self.assertFalse(second.is_interaction)
        self.assertEqual((first.duration, second.duration), (0, 0))
        tracked = self.lost.sudo().message_ids.tracking_value_ids
        self.assertIn("Board said no", tracked.mapped("new_value_text"))

    def test_a_correction_by_another_door_is_in_the_history_as_well(self):
        for lose in (
            lambda: self.lost.sudo().write({"lost_note": "By a program"}),
            lambda: self.lost.with_user(self.admin).action_set_lost(
                lost_reason_id=self.no_budget.id
            ),
        ):
            lose()
            self._end_transaction()
            last = self._timeline(self.lost)[-1]
            self.assertEqual(last.outcome, "lost")
            self.assertEqual(last.lost_reason_id, self.lost.lost_reason_id)
            self.assertEqual(last.reason, self.lost.lost_note)
        self.assertEqual(len(self._timeline(self.lost)), 4)

    def test_a_corrected_closing_date_is_told_in_the_chatter(self):
        self.won_deal.with_user(self.admin).date_closed = "2026-02-28 10:00:00"
        self._end_transaction()
        self.assertEqual(str(self.won_deal.date_closed), "2026-02-28 10:00:00")
        message = self.won_deal.message_ids[0]
        self.assertIn("Closed date changed from", message.body)
        self.assertEqual(message.author_id, self.admin.partner_id)

    def test_without_the_lock_everybody_corrects(self):
        self.env.company.sudo().opportunity_closed_locked = False
        self.lost.lost_note = "Very slow"
        self.won_deal.action_archive()
        self._end_transaction()
        self.assertEqual(self._timeline(self.lost)[-1].reason, "Very slow")
        self.assertFalse(self.won_deal.active)

    def test_only_administrators_delete_what_is_closed(self):
        for user in (self.agent, self.supervisor, self.manager):
            for lead in (self.lost, self.won_deal):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    lead.with_user(user).unlink()
        (self.lost | self.won_deal).with_user(self.admin).unlink()

    def test_a_conversion_does_not_change_what_is_closed(self):
        before = self._closing()
        for lead in (self.lost, self.won_deal):
            dialog = self.env["crm.lead2opportunity.partner"].with_context(
                active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
            )
            vals = {"name": "convert", "action": "exist", "user_id": self.agent.id}
            dialog.create(
                {**vals, "partner_id": self.customer.id, "lead_id": lead.id}
            ).action_apply()
            lead.convert_opportunity(self.customer)
        self._end_transaction()
        self.assertEqual(self._closing(), before)
