# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandover(HandoverCommon):
    """Preview, run and receipt of a handover, for opportunities."""

    def test_open_opportunities_move_and_closed_ones_stay(self):
        mine, won, lost = self._leads(3)
        other = self._lead()
        other.sudo().write({"user_id": self.newcomer.id})
        won.action_set_won()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        handover = self._run()
        self.assertOwner(mine, self.colleague)
        self.assertOwner(won | lost, self.agent)
        self.assertOwner(other, self.newcomer)
        self.assertEqual(handover.state, "done")

    def test_an_archived_opportunity_that_is_not_lost_moves(self):
        lead = self._lead(probability=40)
        lead.active = False
        self._run()
        self.assertOwner(lead, self.colleague)

    def test_leads_move_as_a_kind_of_their_own(self):
        lead = self._lead(type="lead")
        handover = self._run()
        self.assertOwner(lead, self.colleague)
        self.assertEqual((handover.lead_count, handover.opportunity_count), (1, 0))

    def test_the_preview_changes_nothing(self):
        lead = self._lead()
        handover = self._handover()
        self.assertOwner(lead, self.agent)
        self.assertRecordValues(
            handover.line_ids,
            [
                {
                    "name": "Opportunity 0",
                    "kind": "opportunity",
                    "state": "planned",
                    "partner_id": self.customer.id,
                    "old_user_id": self.agent.id,
                    "successor_id": self.colleague.id,
                    "problem": False,
                }
            ],
        )
        self.assertEqual(handover.opportunity_count, 1)
        self.assertIn("Colleague", handover.summary)

    def test_the_receipt_tells_from_whom_to_whom_and_when(self):
        lead = self._lead()
        with self._at("2026-03-02 09:00"):
            handover = self._run()
        self.assertEqual(
            (handover.runner_id, str(handover.date_run)),
            (self.admin, "2026-03-02 09:00:00"),
        )
        line = self._line(handover, lead)
        self.assertRecordValues(
            line,
            [
                {
                    "state": "moved",
                    "old_user_id": self.agent.id,
                    "successor_id": self.colleague.id,
                    "old_team_id": self.north.id,
                    "new_team_id": self.south.id,
                }
            ],
        )
        self.assertEqual(str(line.date), "2026-03-02 09:00:00")
        action = handover.action_view_opportunities()
        self.assertEqual(
            self.env[action["res_model"]].sudo().search(action["domain"]), lead
        )
        self.assertEqual(line.action_open()["res_id"], lead.id)

    def test_another_unfinished_handover_of_the_leaver_is_named(self):
        self._lead()
        handovers = self.env["crm.lead.handover"].with_user(self.admin)
        with Form(handovers) as form:
            form.successor_ids.add(self.colleague)
            form.user_id = self.newcomer
            self.assertFalse(form.other_id)
            first = self._handover()
            form.user_id = self.agent
            self.assertEqual(form.other_id, first)
        self.assertEqual(first.other_id, form.record)
        form.record.unlink()
        first.action_run()
        self.assertFalse(first.other_id)
        self.assertFalse(self._draft().other_id)

    def test_a_preview_that_nobody_touches_is_forgotten_after_a_month(self):
        self._lead()
        old, worked_on = self._handover(), self._handover()
        done = self._run()
        self.env.cr.execute("UPDATE crm_lead_handover SET write_date = '2026-03-02'")
        self.env.cr.execute(
            "UPDATE crm_lead_handover_line SET write_date = '2026-03-02'"
            " WHERE handover_id != %s",
            [worked_on.id],
        )
        with self._at("2026-04-02 09:00"):
            self._begin_request()
            handovers = self.env["crm.lead.handover"].sudo()
            handovers._gc_drafts()
        self.assertFalse(old.exists())
        self.assertTrue(worked_on.exists() and done.exists())

    def test_the_receipt_survives_what_it_names(self):
        lead = self._lead(name="Short lived")
        handover = self._run()
        lead.with_user(self.admin).unlink()
        self.assertEqual(handover.line_ids.name, "Short lived")

    def test_things_of_a_customer_stay_together_and_the_load_is_even(self):
        big, small, tiny = (self._customer(name, user_id=False) for name in "BST")
        leads = {
            partner: self.env["crm.lead"].union(
                *(self._lead_of(partner) for _ in range(number))
            )
            for partner, number in ((big, 4), (small, 2), (tiny, 2))
        }
        self._run(self.colleague, self.newcomer)
        self.assertOwner(leads[big], self.colleague)
        self.assertOwner(leads[small] | leads[tiny], self.newcomer)

    def test_contacts_of_one_company_count_as_one_customer(self):
        company = self._customer("Group", is_company=True, user_id=False)
        leads = self.env["crm.lead"]
        for name in ("Left", "Right"):
            contact = self._customer(name, parent_id=company.id, user_id=False)
            leads |= self._lead_of(contact)
        self._run(self.colleague, self.newcomer)
        self.assertEqual(len(leads.sudo().user_id), 1)

    def test_the_successor_of_a_line_can_be_changed_or_left_out(self):
        first, second = self._leads(2)
        handover = self._handover(self.colleague, self.newcomer)
        with Form(handover) as form:
            with form.line_ids.edit(0) as line:
                line.successor_id = self.newcomer
            with form.line_ids.edit(1) as line:
                line.successor_id = self.env["res.users"]
        self.env.invalidate_all()
        self.assertEqual(handover.problem_count, 1)
        self.assertEqual(handover.line_ids.mapped("problem"), [False, "stays"])
        handover.action_run()
        self.assertOwner(first, self.newcomer)
        self.assertOwner(second, self.agent)
        self.assertEqual(self._line(handover, second).reason, "stays")
        self.assertEqual(handover.left_count, 1)

    def test_other_successors_need_another_preview(self):
        self._lead()
        handover = self._handover()
        handover.successor_ids = [Command.set(self.newcomer.ids)]
        self.assertFalse(handover.line_ids)
        handover.action_run()
        self.assertEqual(handover.line_ids.successor_id, self.newcomer)

    def test_what_changed_hands_since_the_preview_is_left_alone(self):
        moved, given, closed, gone = self._leads(4)
        handover = self._handover()
        given.sudo().user_id = self.newcomer
        closed.action_set_won()
        lines = [self._line(handover, lead) for lead in (moved, given, closed, gone)]
        gone.with_user(self.admin).unlink()
        handover.action_run()
        self.assertEqual(
            [line.reason for line in lines], [False, "reassigned", "closed", "deleted"]
        )
        self.assertOwner(given, self.newcomer)
        self.assertOwner(closed, self.agent)

    def test_nothing_to_move_is_said(self):
        with self.assertRaisesRegex(UserError, "Agent has nothing to hand over"):
            self._handover()

    def test_history_and_chatter_stay_with_the_opportunity(self):
        lead = self._lead()
        self._end_transaction()
        lead.stage_id = self.offer
        lead.message_post(body="They like it.")
        self._end_transaction()
        path, messages = self._timeline(lead), lead.sudo().message_ids
        self._run()
        self.assertEqual(self._timeline(lead), path)
        self.assertLessEqual(messages, lead.sudo().message_ids)

    def test_the_preview_shows_what_each_gets(self):
        leads = self._leads(2, expected_revenue=1000)
        self._activity(leads[0])
        handover = self._handover()
        for lead in leads:
            self.assertEqual(self._line(handover, lead).expected_revenue, 1000)
        summary = handover.summary.replace("\xa0", " ")
        self.assertIn("Expected Revenue", summary)
        self.assertIn("2,000.00", summary)

    def test_without_revenue_the_summary_has_no_such_row(self):
        self._lead()
        self.assertNotIn("Expected Revenue", self._handover().summary)
