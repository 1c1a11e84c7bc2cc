# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.fields import Command, Domain
from odoo.tests import tagged

from ...models.handover.movers import Mover
from .handover_common import HandoverCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHandoverKinds(HandoverCommon):
    """What moves besides opportunities, and what happens to teams and stages."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead()

    def test_open_activities_move_with_their_opportunity(self):
        activity = self._activity(self.lead)
        foreign = self._activity(self.lead, user=self.supervisor)
        done = self._activity(self.lead)
        done.action_done()
        self._run()
        self.assertOwner(activity, self.colleague)
        self.assertOwner(foreign, self.supervisor)
        self.assertNotEqual(done.sudo().user_id, self.colleague)

    def test_an_activity_on_a_document_the_successor_cannot_open_stays(self):
        theirs = self._lead()
        theirs.sudo().user_id = self.supervisor
        activity = self._activity(theirs)
        handover = self._handover()
        line = self._line(handover, activity)
        self.assertEqual(line.problem, "document")
        self.assertEqual(handover.problem_count, 1)
        handover.action_run()
        self.assertEqual(handover.problem_count, 0)
        self.assertOwner(activity, self.agent)
        self.assertEqual((line.state, line.reason), ("skipped", "document"))

    def test_quotations_move_and_orders_stay(self):
        draft, sent, confirmed = (self._order(self.lead) for _ in range(3))
        sent.state = "sent"
        confirmed.action_confirm()
        handover = self._run()
        self.assertOwner(draft | sent, self.colleague)
        self.assertOwner(confirmed, self.agent)
        self.assertEqual(self._line(handover, draft).new_team_id, self.south)

    def test_customers_move_and_colleagues_do_not(self):
        customer = self._customer()
        self.outsider.sudo().partner_id.user_id = self.agent
        self._run()
        self.assertOwner(customer, self.colleague)
        self.assertOwner(self.outsider.sudo().partner_id, self.agent)

    def test_future_meetings_move_with_the_seat_at_the_table(self):
        with self._at("2026-05-01 09:00"):
            future = self._meeting(opportunity_id=self.lead.id)
            past = self._meeting(start="2026-04-01 09:00", stop="2026-04-01 10:00")
            handover = self._run()
        self.assertOwner(future, self.colleague)
        self.assertOwner(past, self.agent)
        self.assertEqual(self._line(handover, future).partner_id, self.customer)
        self.assertIn(self.colleague.partner_id, future.partner_ids)
        self.assertNotIn(self.agent.partner_id, future.partner_ids)

    def test_the_organizer_of_a_meeting_is_no_customer(self):
        with self._at("2026-05-01 09:00"):
            meetings = self._meeting() | self._meeting(name="Training")
            handover = self._run(self.colleague, self.newcomer)
        lines = handover.line_ids.filtered(lambda line: line.kind == "meeting")
        self.assertFalse(lines.partner_id)
        self.assertEqual(meetings.user_id, self.colleague | self.newcomer)

    def test_each_date_of_a_recurring_meeting_moves(self):
        with self._at("2026-05-01 09:00"):
            event = self._meeting(
                recurrency=True, rrule_type="weekly", mon=True, count=3, interval=1
            )
            events = event.recurrence_id.calendar_event_ids
            self._run().action_undo()
            self._run()
        self.assertEqual(len(events.exists()), 3)
        self.assertOwner(events, self.colleague)
        self.assertEqual(events.partner_ids, self.colleague.partner_id)

    def test_a_private_meeting_stays_and_its_subject_is_not_told(self):
        with self._at("2026-05-01 09:00"):
            meeting = self._meeting(name="Doctor", privacy="private")
            self.env.invalidate_all()
            handover = self._run()
        line = self._line(handover, meeting)
        self.assertEqual((line.state, line.reason), ("skipped", "private"))
        self.assertNotIn("Doctor", line.name)
        self.assertOwner(meeting, self.agent)

    def test_everything_of_a_customer_goes_to_one_successor(self):
        customer = self._customer()
        lead = self._lead_of(customer)
        records = [lead, customer, self._activity(lead), self._order(lead)]
        with self._at("2026-05-01 09:00"):
            records.append(self._meeting(opportunity_id=lead.id))
            handover = self._handover(self.colleague, self.newcomer)
        successors = {self._line(handover, record).successor_id for record in records}
        self.assertEqual(len(successors), 1)

    # teams and stages

    def test_the_team_stays_if_the_successor_belongs_to_it(self):
        self.north.sudo().crm_team_member_ids = [
            Command.create({"user_id": self.newcomer.id})
        ]
        self._run(self.newcomer)
        self.assertEqual(self.lead.sudo().team_id, self.north)

    def test_a_successor_without_team_keeps_the_team(self):
        self._run(self.newcomer)
        self.assertEqual(self.lead.sudo().team_id, self.north)

    def test_the_stage_stays_even_if_only_the_old_team_has_it(self):
        self.lead.stage_id = self.talk  # North only
        self._end_transaction()
        stays = len(self._timeline(self.lead))
        handover = self._run()
        self.assertRecordValues(
            self.lead.sudo(),
            [
                {
                    "user_id": self.colleague.id,
                    "team_id": self.north.id,
                    "stage_id": self.talk.id,
                }
            ],
        )
        self.assertEqual(len(self._timeline(self.lead)), stays)
        self.assertEqual(self._line(handover, self.lead).new_team_id, self.north)

    def test_the_company_of_an_opportunity_stays_empty(self):
        self.lead.sudo().company_id = False
        self._run()
        self.assertFalse(self.lead.sudo().company_id)

    # the table of kinds

    def test_the_table_names_existing_fields(self):
        for mover in self._draft()._handover_movers():
            with self.subTest(mover.kind):
                model = self.env[mover.model]
                names = {mover.owner, mover.team, mover.people, *mover.keep} - {""}
                self.assertLessEqual(names, set(model._fields))
                self.assertEqual(model._fields[mover.owner].comodel_name, "res.users")
                mover.domain.validate(model.sudo())
                for reason in mover.refusals:
                    method = f"_handover_refuse_{reason}"
                    self.assertTrue(hasattr(self.env["crm.lead.handover.line"], method))

    def _add_kind(self):
        """Memberships of teams, as another add-on would add them."""
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("sales_team.membership_multi", True)
        handovers = self.env.registry["crm.lead.handover"]
        table = handovers._handover_movers
        row = Mover(
            kind="membership",
            label="Memberships",
            model="crm.team.member",
            domain=Domain("active", "=", True),
            document="crm_team_id",
            once_per="crm_team_id",
        )
        self.patch(handovers, "_handover_movers", lambda self: [*table(self), row])

    def test_another_kind_is_another_row(self):
        self._add_kind()
        membership = self.north.sudo().crm_team_member_ids
        handover = self._run(self.newcomer)
        self.assertOwner(membership, self.newcomer)
        self.assertIn("Memberships", handover.summary)

    def test_what_the_successor_has_already_is_left_alone(self):
        self._add_kind()
        membership = self.north.sudo().crm_team_member_ids
        self.north.sudo().crm_team_member_ids = [
            Command.create({"user_id": self.newcomer.id})
        ]
        other = self.env["crm.team"].sudo().create({"name": "Third"})
        other.crm_team_member_ids = [Command.create({"user_id": self.agent.id})]
        handover = self._run(self.newcomer)
        self.assertEqual(self._line(handover, membership).reason, "twice")
        self.assertOwner(other.crm_team_member_ids, self.newcomer)

    def test_who_may_not_decide_gets_no_request_for_a_decision(self):
        boss = self._hire("boss", "sales_team.group_sale_manager")
        lost = self._lead()
        lost.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._activity(
            lost,
            user=boss,
            note="They called again",
            activity_type_id=self.env.ref(
                "opportunity_plus.mail_activity_type_reopening"
            ).id,
        )
        for successor, reason in (
            (self.manager, "decision"),
            (self.admin, False),
        ):
            handover = self._handover(successor, leaver=boss)
            self.assertEqual(handover.line_ids.problem, reason)
        handover.action_run()
        self.assertTrue(lost.with_user(self.admin).oplus_reopening_request)
