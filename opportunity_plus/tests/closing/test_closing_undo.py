# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import suppress

from odoo.tests import tagged

from .. import doors
from .closing_undo_common import ClosingUndoCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndo(ClosingUndoCommon):
    """Whoever has closed an opportunity may take that back within a minute."""

    def test_a_win_is_undone_by_whoever_won(self):
        lead = self._open(stage_id=self.offer.id)
        self._close(lead)
        self.assertEqual(lead.won_status, "won")
        self.assertIn(lead.name, self._undo(lead))
        self.assertOpenAgain(lead, self.offer)
        self.assertPath(
            lead,
            [(self.offer, "open"), (self.won, "won"), (self.offer, "open")],
        )

    def test_a_loss_is_undone_by_whoever_lost(self):
        lead = self._open(stage_id=self.talk.id)
        self._close(lead, "lost")
        self._undo(lead)
        self.assertOpenAgain(lead, self.talk)
        lost = self._timeline(lead)[1]
        self.assertEqual(lost.lost_reason_id, self.too_expensive)
        self.assertEqual(lost.reason, "Twice as much")

    def test_the_ledger_and_the_chatter_say_that_it_was_undone(self):
        for outcome in ("won", "lost"):
            lead = self._open()
            self._close(lead, outcome)
            self._undo(lead)
            row = lead.sudo().revision_ids.sorted("id")[-1]
            self.assertEqual(row.reason, "The closing was undone.")
            self.assertEqual(row.user_id, self.agent)
            message = lead.sudo().message_ids[0]
            self.assertIn("The closing was undone.", message.body)
            self.assertEqual(message.author_id, self.agent.partner_id)
            self.assertFalse(self.env["crm.lead.revision"].sudo()._ledger_faults())

    def test_each_door_can_be_undone(self):
        won = {"stage_id": self.won.id}
        every = {
            "dialog": lambda lead: doors.lose(
                lead, self.too_expensive, oplus_note="No"
            ),
            "button": lambda lead: lead.action_set_won_rainbowman(),
            "drag": lambda lead: doors.form(lead, won),
            "interface": lambda lead: lead.write(
                {
                    "active": False,
                    "probability": 0,
                    "lost_reason_id": self.too_expensive.id,
                }
            ),
            "list": lambda lead: doors.mass_edit(lead, won),
        }
        for name, door in every.items():
            with self.subTest(name):
                lead = self._open()
                with self._at("2026-03-02 10:00:00"):
                    door(lead)
                self.assertNotEqual(lead.won_status, "pending")
                self._undo(lead)
                self.assertOpenAgain(lead, self.new)

    def test_what_was_archived_is_archived_again(self):
        with self._at("2026-03-01 08:00:00"):
            lead = self._lead(probability=30)
            lead.action_archive()
        archived_on = lead.date_closed
        self._close(lead, "lost")
        self._undo(lead)
        self.assertEqual((lead.won_status, lead.active), ("pending", False))
        self.assertEqual((lead.probability, lead.date_closed), (30, archived_on))

    def test_winning_what_was_archived_archives_it_again(self):
        with self._at("2026-03-01 08:00:00"):
            lead = self._lead(probability=30)
            lead.action_archive()
        self._close(lead)
        self.assertEqual((lead.won_status, lead.active), ("won", True))
        self._undo(lead)
        self.assertEqual(
            (lead.won_status, lead.active, lead.probability), ("pending", False, 30)
        )

    def test_a_reason_that_was_written_first_goes_as_well(self):
        lead = self._open()
        with self._at("2026-03-02 10:00:00"):
            lead.lost_reason_id = self.too_expensive
            lead.write({"active": False, "probability": 0})
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)

    def test_what_a_savepoint_rolled_back_is_not_remembered(self):
        lead = self._open(stage_id=self.offer.id)
        with self._at("2026-03-02 10:00:00"):
            with suppress(ZeroDivisionError), self.env.cr.savepoint():
                lead.stage_id = self.talk
                raise ZeroDivisionError
            lead.stage_id = self.won
        self._undo(lead)
        self.assertOpenAgain(lead, self.offer)

    def test_a_save_that_changed_nothing_is_no_obstacle(self):
        # as the board saves the stage of a card that its dialog has moved
        doors = {
            "stage": lambda lead: lead.web_save({"stage_id": self.won.id}, {}),
            "phone": lambda lead: lead.with_user(self.supervisor).write(
                {"phone": lead.phone}
            ),
        }
        for name, door in doors.items():
            with self.subTest(name):
                lead = self._open()
                with self._at("2026-03-02 10:00:00"):
                    lead.oplus_stage_move(self.won.id, {})
                with self._at("2026-03-02 10:00:02"):
                    door(lead)
                self._undo(lead)
                self.assertOpenAgain(lead, self.new)

    def test_zero_percent_comes_back_as_zero(self):
        with self._at("2026-03-01 08:00:00"):
            lead = self._lead(probability=0)
        self._close(lead, "lost")
        self._undo(lead)
        self.assertOpenAgain(lead, self.new, rate=0)

    def test_a_batch_is_one_message(self):
        leads = self._open(3)
        self._close(leads)
        message = self._undo(leads)
        for lead in leads:
            self.assertIn(lead.name, message)
        self.assertOpenAgain(leads, self.new)

    def test_a_batch_undoes_what_it_may_and_names_the_rest(self):
        leads = self._open(3)
        self._close(leads)
        with self._at("2026-03-02 10:00:05"):
            leads[1].with_user(self.supervisor).priority = "2"
        with self._at("2026-03-02 10:00:10"):
            action = leads.oplus_action_undo_closing()
        undone, kept = action["params"]["message"].split("Not undone:")
        self.assertIn("Opportunity 0", undone)
        self.assertIn("Opportunity 2", undone)
        self.assertIn("Opportunity 1: It has been changed since.", kept)
        leads.invalidate_recordset()
        self.assertEqual(leads.mapped("won_status"), ["pending", "won", "pending"])

    def test_stages_that_ask_for_a_reason_or_more_let_it_back(self):
        self.offer.sudo().change_reason = "always"
        with self._at("2026-03-01 08:00:00"):
            lead = self._lead(stage_id=self.offer.id, probability=30)
        self.offer.sudo().condition_quotation = True
        self._close(lead)
        self._undo(lead)
        self.assertOpenAgain(lead, self.offer)

    def test_a_batch_costs_no_queries_per_opportunity(self):
        self._undo_count(2)  # fills caches
        few, many = self._undo_count(2), self._undo_count(12)
        self.assertGreater(few, 5)
        self.assertLessEqual(many, few + 2)

    def _undo_count(self, count):
        leads = self._open(count).with_context(tracking_disable=True)
        self._close(leads)
        before = self.env.cr.sql_log_count
        self._undo(leads)
        return self.env.cr.sql_log_count - before
