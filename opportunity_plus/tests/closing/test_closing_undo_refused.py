# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .closing_undo_common import ClosingUndoCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingUndoRefused(ClosingUndoCommon):
    """What closed stays closed where undoing would be more than that."""

    def test_nobody_else_undoes_it(self):
        lead = self._open()
        self._close(lead)
        for user in (self.supervisor, self.manager, self.admin):
            self.assertNotUndone(lead.with_user(user), "Only whoever closed it")
        self.assertNotUndone(lead.sudo().with_user(1), "Only whoever closed it")
        self._undo(lead)

    def test_the_salesperson_does_not_undo_what_the_supervisor_closed(self):
        lead = self._open()
        self._close(lead.with_user(self.supervisor))
        self.assertNotUndone(lead, "Only whoever closed it")

    def test_not_after_a_minute(self):
        lead = self._open()
        self._close(lead)
        self.assertNotUndone(lead, "a minute ago", "2026-03-02 10:01:01")
        self._undo(lead, "2026-03-02 10:01:00")
        self.assertOpenAgain(lead, self.new)

    def test_once(self):
        lead = self._open()
        self._close(lead)
        self._undo(lead)
        self.assertNotUndone(lead, "open already", "2026-03-02 10:00:11")

    def test_an_old_closing_does_not_undo_a_later_one(self):
        lead = self._open()
        self._close(lead)
        with self._at("2026-03-02 10:00:10"):
            lead.with_user(self.admin).stage_id = self.offer
        with self._at("2026-03-02 10:00:20"):
            lead.with_user(self.admin).stage_id = self.won
        self.assertNotUndone(lead, "Only whoever closed it", "2026-03-02 10:00:30")

    def test_not_after_a_change(self):
        changes = {
            "phone": lambda lead: lead.write({"phone": "02 123 4567"}),
            "own": lambda lead: lead.with_user(self.agent).write({"priority": "2"}),
            "revenue": lambda lead: lead.write({"expected_revenue": 7}),
            "date": lambda lead: lead.write({"date_deadline": "2026-05-01"}),
            "reopened and won again by somebody else": lambda lead: (
                lead.with_user(self.admin).write({"stage_id": self.new.id}),
                lead.with_user(self.admin).write({"stage_id": self.won.id}),
            ),
        }
        for name, change in changes.items():
            with self.subTest(name):
                lead = self._open()
                self._close(lead)
                with self._at("2026-03-02 10:00:05"):
                    change(lead.with_user(self.supervisor))
                self.assertNotUndone(lead, "changed since")

    def test_not_after_an_order(self):
        lead = self._open()
        self._close(lead)
        with self._at("2026-03-02 10:00:05"):
            self.env["sale.order"].create(
                {"partner_id": self.customer.id, "opportunity_id": lead.id}
            )
        self.assertNotUndone(lead, "order or invoice")

    def test_an_order_from_before_is_no_obstacle(self):
        lead = self._open()
        with self._at("2026-03-02 09:00:00"):
            self.env["sale.order"].create(
                {"partner_id": self.customer.id, "opportunity_id": lead.id}
            )
        self._close(lead)
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)

    def test_not_into_a_stage_that_is_off(self):
        lead = self._open(stage_id=self.offer.id)
        self._close(lead)
        with self._at("2026-03-02 10:00:05"):
            self.offer.sudo().active = False
        self.assertNotUndone(lead, "stage that it came from")

    def test_what_was_created_as_won_has_no_way_back(self):
        with self._at("2026-03-02 10:00:00"):
            lead = self._lead(stage_id=self.won.id)
        self.assertNotUndone(lead, "system closed it")

    def test_what_the_system_closed_is_not_undone(self):
        lead = self._open()
        self._close(lead.sudo())
        self.assertNotUndone(lead, "system closed it")

    def test_a_reader_does_not_undo(self):
        lead = self._open()
        self._close(lead)
        self.env["crm.lead.share"].create(
            {"lead_id": lead.id, "user_id": self.colleague.id, "access": "read"}
        )
        self._end_transaction()
        self.assertNotUndone(lead.with_user(self.colleague), "may not change")

    def test_names_out_of_sight_are_not_told(self):
        lead = self._open()
        self._close(lead)
        with self.assertRaises(UserError) as raised:
            self._undo(lead.with_user(self.colleague))
        self.assertNotIn(lead.name, str(raised.exception))

    def test_not_once_the_opportunity_is_somebody_elses(self):
        lead = self._open()
        self._close(lead)
        with self._at("2026-03-02 10:00:05"):
            lead.with_user(self.admin).user_id = self.colleague
        self.assertNotUndone(lead, "may not change")

    def test_what_was_merged_away_or_deleted_is_told_without_a_name(self):
        lead, head = self._open(2)
        self._close(lead)
        with self._at("2026-03-02 10:00:05"):
            (head | lead).with_user(self.admin).merge_opportunity()
        gone = (head | lead) - (head | lead).exists()
        with self.assertRaisesRegex(UserError, "Not undone"):
            self._undo(gone)

    def test_not_after_a_merge_into_it(self):
        head, tail = self._open(2)
        self._close(head)
        with self._at("2026-03-02 10:00:05"):
            (head | tail).with_user(self.admin).merge_opportunity()
        for lead in (head | tail).exists():
            self.assertNotUndone(lead, "changed since|open already")

    def test_no_context_and_no_value_opens_what_is_locked(self):
        lead = self._open()
        self._close(lead)
        key = "opportunity_plus_undo"
        with self.assertRaises(AccessError):
            lead.with_context(**{key: True}, su=True).stage_id = self.new
        with self.assertRaises(AccessError):
            lead.write({"stage_id": self.new.id, "probability": 30, "active": True})

    def test_nobody_writes_or_reads_what_undo_goes_by(self):
        lead = self._open()
        self._close(lead)
        closings = self.env["crm.lead.closing"]
        row = closings.sudo().search([("lead_id", "=", lead.id)])
        vals = {"lead_id": lead.id, "user_id": self.agent.id, "outcome": "won"}
        for user in (self.agent, self.admin):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["before"])
            with self.assertRaises(AccessError):
                row.with_user(user).date = "2026-03-02 11:00:00"
            with self.assertRaises(AccessError):
                closings.with_user(user).create({**vals, "date": "2026-03-02"})
        with self.assertRaises(AccessError):
            closings.sudo().create({**vals, "date": "2026-03-02"})
        with self.assertRaises(AccessError):
            row.unlink()

    def test_the_salesperson_who_left_is_replaced_as_at_every_reopening(self):
        leaver = self._user("leaver", "sales_team.group_sale_salesman")
        lead = self._open()
        with self._at("2026-03-01 09:00:00"):
            lead.sudo().write({"user_id": leaver.id, "team_id": self.north.id})
        self._close(lead.with_user(self.supervisor))
        with self._at("2026-03-02 10:00:05"):
            leaver.sudo().active = False
        self._undo(lead.with_user(self.supervisor))
        self.assertEqual(lead.sudo().won_status, "pending")
        self.assertTrue(lead.sudo().user_id.active)

    def test_rows_are_kept_for_a_day(self):
        lead = self._open()
        self._close(lead)
        closings = self.env["crm.lead.closing"].sudo()
        with self._at("2026-03-03 09:00:00"):
            closings._gc_closings()
        self.assertTrue(closings.search([("lead_id", "=", lead.id)]))
        with self._at("2026-03-03 11:00:00"):
            closings._gc_closings()
        self.assertFalse(closings.search([("lead_id", "=", lead.id)]))

    def test_a_company_that_is_not_locked_undoes_all_the_same(self):
        self.env.company.sudo().opportunity_closed_locked = False
        lead = self._open()
        self._close(lead)
        self._undo(lead)
        self.assertOpenAgain(lead, self.new)
