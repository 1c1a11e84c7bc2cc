# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverUndo(HandoverCommon):
    """Undoing touches only what still is as the handover left it, once."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead()

    def test_everything_goes_back(self):
        customer = self._customer()
        activity, order = self._activity(self.lead), self._order(self.lead)
        with self._at("2026-05-01 09:00"):
            meeting = self._meeting()
            handover = self._run()
            handover.action_undo()
        for record in (self.lead, customer, activity, order, meeting):
            self.assertOwner(record, self.agent)
        self.assertEqual(self.lead.team_id, self.north)
        self.assertEqual(meeting.partner_ids, self.agent.partner_id)
        self.assertEqual(handover.state, "undone")
        self.assertEqual(set(handover.line_ids.mapped("state")), {"returned"})
        self.assertEqual(handover.undoer_id, self.admin)

    def test_the_summary_says_who_has_what_afterwards(self):
        self.lead.expected_revenue = 1000
        handover = self._run()
        self.assertNotIn("Left Alone", handover.summary)
        before = self._cells(handover)
        handover.action_undo()
        self.assertIn("Given Back or Left Alone", handover.summary)
        after = self._cells(handover)
        self.assertEqual((before[1], after[1:3]), ("1", ["0", "1"]))
        self.assertIn("1,000.00", before[3])
        self.assertEqual(after[4], "")
        self.assertIn("1,000.00", after[5])

    def _cells(self, handover):
        table = etree.fromstring(handover.summary)
        return ["".join(cell.itertext()).strip() for cell in table.iter("td")]

    def test_it_is_undone_once(self):
        handover = self._run()
        handover.action_undo()
        for action in (handover.action_undo, handover.action_run):
            with self.assertRaisesRegex(UserError, "no longer possible"):
                action()

    def test_what_changed_since_is_left_alone_with_the_reason(self):
        given, won, lost, gone = self._leads(4)
        handover = self._run()
        lines = [self._line(handover, lead) for lead in (given, won, lost, gone)]
        given.sudo().user_id = self.newcomer
        won.sudo().action_set_won()
        lost.sudo().action_set_lost(lost_reason_id=self.too_expensive.id)
        gone.sudo().unlink()
        handover.action_undo()
        self.assertEqual(
            [(line.state, line.reason) for line in lines],
            [
                ("kept", "reassigned"),
                ("kept", "closed"),
                ("kept", "closed"),
                ("kept", "deleted"),
            ],
        )
        self.assertOwner(self.lead, self.agent)
        self.assertOwner(given, self.newcomer)
        self.assertOwner(won | lost, self.colleague)

    def test_a_confirmed_order_and_a_held_meeting_are_left_alone(self):
        order = self._order(self.lead)
        with self._at("2026-05-01 09:00"):
            meeting = self._meeting()
            handover = self._run()
        order.action_confirm()
        with self._at("2026-05-09 09:00"):
            handover.action_undo()
        for record in (order, meeting):
            self.assertEqual(self._line(handover, record).reason, "closed")
            self.assertOwner(record, self.colleague)

    def test_work_that_was_done_since_stays(self):
        handover = self._run()
        lead = self.lead.with_user(self.colleague)
        lead.write({"stage_id": self.offer.id, "expected_revenue": 500})
        handover.action_undo()
        self.assertRecordValues(
            self.lead,
            [
                {
                    "user_id": self.agent.id,
                    "stage_id": self.offer.id,
                    "expected_revenue": 500,
                }
            ],
        )

    def test_a_team_that_was_chosen_since_stays(self):
        handover = self._run()
        third = self.env["crm.team"].sudo().create({"name": "Third"})
        self.lead.sudo().team_id = third
        handover.action_undo()
        self.assertEqual(self.lead.sudo().team_id, third)

    def test_a_stage_that_the_old_team_lacks_stays(self):
        handover = self._run()
        self.offer.sudo().team_ids = self.south
        self.lead.sudo().stage_id = self.offer
        handover.action_undo()
        self.assertOwner(self.lead, self.agent)
        self.assertEqual(self.lead.sudo().stage_id, self.offer)
        self.assertEqual(self.lead.sudo().team_id, self.south)

    def test_the_former_salesperson_may_be_archived_by_now(self):
        handover = self._run()
        self.agent.sudo().active = False
        handover.action_undo()
        self.assertOwner(self.lead, self.agent)

    def test_a_guest_of_the_meeting_stays_a_guest(self):
        guests = self.agent.partner_id | self.colleague.partner_id
        with self._at("2026-05-01 09:00"):
            meeting = self._meeting(partner_ids=guests.ids)
            handover = self._run()
            handover.action_undo()
        self.assertEqual(meeting.partner_ids, guests)

    def test_what_was_left_alone_is_not_touched(self):
        won = self._lead()
        handover = self._handover()
        won.action_set_won()
        handover.action_run()
        won.sudo().user_id = self.colleague
        handover.action_undo()
        self.assertOwner(won, self.colleague)
        self.assertEqual(self._line(handover, won).state, "skipped")

    def test_what_the_former_salesperson_can_no_longer_have_is_left_alone(self):
        company = self.env["res.company"].sudo().create({"name": "Subsidiary"})
        (self.agent | self.colleague | self.admin).sudo().company_ids += company
        abroad = self._lead(team_id=False).sudo()
        abroad.write({"company_id": company.id, "user_id": self.agent.id})
        both = (self.env.company | company).ids
        handover = self._draft().with_context(allowed_company_ids=both)
        handover.action_run()
        self.assertOwner(abroad, self.colleague)
        self.agent.sudo().company_ids -= company
        self._begin_request()
        handover.action_undo()
        self.assertEqual(handover.state, "undone")
        self.assertOwner(self.lead, self.agent)
        self.assertOwner(abroad, self.colleague)
        line = self._line(handover, abroad)
        self.assertEqual((line.state, line.reason), ("kept", "former"))

    def test_a_meeting_that_became_private_is_left_alone(self):
        with self._at("2026-05-01 09:00"):
            meeting = self._meeting()
            handover = self._run()
            meeting.with_user(self.colleague).privacy = "private"
            self._begin_request()
            handover.action_undo()
        self.assertOwner(meeting, self.colleague)
        self.assertOwner(self.lead, self.agent)
        self.assertEqual(self._line(handover, meeting).reason, "access")
