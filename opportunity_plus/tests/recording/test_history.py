# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestHistory(OpportunityPlusCommon):
    """What a row tells, and when its clock runs."""

    def setUp(self):
        super().setUp()
        with self._at("2026-03-02 09:00"):
            self.lead = self._lead(expected_revenue=1000)

    def test_a_row_keeps_the_values_of_the_moment(self):
        with self._at("2026-03-03 09:00"):
            self.lead.write(
                {
                    "stage_id": self.offer.id,
                    "expected_revenue": 2500,
                    "probability": 40,
                    "date_deadline": "2026-04-30",
                }
            )
        with self._at("2026-03-04 09:00"):
            self.lead.write({"expected_revenue": 9, "date_deadline": "2027-01-01"})
            self.lead.with_user(self.admin).user_id = self.supervisor
        self.assertRecordValues(
            self._timeline(self.lead)[-1],
            [
                {
                    "user_id": self.agent.id,
                    "salesperson_id": self.agent.id,
                    "team_id": self.north.id,
                    "company_id": self.lead.company_id.id,
                    "currency_id": self.lead.company_currency.id,
                    "expected_revenue": 2500,
                    "probability": 40,
                    "is_backfilled": False,
                }
            ],
        )
        stay = self._timeline(self.lead)[-1]
        self.assertEqual(str(stay.date_deadline), "2026-04-30")

    def test_who_moved_it_is_the_user_not_the_salesperson(self):
        self.lead.with_user(self.supervisor).stage_id = self.offer
        self._end_transaction()
        stay = self._timeline(self.lead)[-1]
        self.assertEqual(stay.user_id, self.supervisor)
        self.assertEqual(stay.salesperson_id, self.agent)

    def test_the_lost_row_carries_the_reason_after_a_reopening(self):
        with self._at("2026-03-03 09:00"):
            self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        with self._at("2026-03-05 09:00"):
            self.lead.with_user(self.admin).action_restore()
        self.assertFalse(self.lead.lost_reason_id)
        self.assertTimeline(
            self.lead,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-03 09:00"),
                (self.new, "lost", "2026-03-03 09:00", False),
                (self.new, "open", "2026-03-05 09:00", False),
            ],
        )
        lost = self._timeline(self.lead)[1]
        self.assertEqual(lost.lost_reason_id, self.too_expensive)

    def test_the_clock_stops_when_closed_and_starts_again_when_reopened(self):
        with self._at("2026-03-04 21:00"):
            self.lead.action_set_won()
        with self._at("2026-03-14 09:00"):
            self.lead.with_user(self.admin).stage_id = self.offer
        with self._at("2026-03-15 09:00"):
            durations = self._timeline(self.lead).mapped("duration")
        self.assertEqual(durations, [2.5, 0, 1])

    def test_a_running_stay_counts_up_to_now(self):
        stay = self._timeline(self.lead)
        with self._at("2026-03-03 09:00"):
            self.assertEqual(stay.duration, 1)
        stay.invalidate_recordset()
        with self._at("2026-03-12 21:00"):
            self.assertEqual(stay.duration, 10.5)

    def test_durations_are_grouped_and_searched_in_the_database(self):
        with self._at("2026-03-04 09:00"):
            self.lead.stage_id = self.offer
        rows = self.env["crm.lead.stage.history"]
        mine = [("lead_id", "=", self.lead.id)]
        with self._at("2026-03-10 09:00"):
            groups = rows._read_group(mine, ["stage_id"], ["duration:avg"])
            longer = rows.search([*mine, ("duration", ">", 3)])
            shorter = rows.search([*mine, ("duration", "<=", 3)])
            by_time = rows.search(mine, order="duration")
        # averages are those of finished stays
        self.assertEqual(groups, [(self.new, 2), (self.offer, False)])
        self.assertEqual(longer.stage_id, self.offer)
        self.assertEqual(shorter.stage_id, self.new)
        self.assertEqual(by_time.stage_id, self.new | self.offer)
        self.assertEqual(by_time[0].stage_id, self.new)

    def test_odd_searches_are_answered_or_explained(self):
        rows = self.env["crm.lead.stage.history"]
        stay = self._timeline(self.lead).sudo(False)
        self.assertIn(stay.id, [row[0] for row in rows.name_search("New")])
        self.assertIn(self.lead, self.lead.search([("stage_history_ids", "=", "New")]))
        self.assertNotIn(stay, rows.search([("duration", "=", 0)]))
        self.assertIn(stay, rows.search([("duration", "!=", 0)]))
        with self.assertRaisesRegex(UserError, "as a number"):
            rows.search([("duration", ">", "abc")])

    def test_without_a_company_the_currency_is_that_of_the_reader(self):
        lead = self._lead()
        lead.sudo().write({"user_id": False, "team_id": False, "company_id": False})
        lead.with_user(self.manager).stage_id = self.offer
        self._end_transaction()
        stay = self._timeline(lead)[-1]
        self.assertFalse(stay.company_id)
        self.assertEqual(stay.currency_id, self.env.company.currency_id)
        domain = [("id", "=", stay.id)]
        groups = stay._read_group(domain, [], ["currency_id:array_agg_distinct"])
        self.assertEqual(groups, [([self.env.company.currency_id.id],)])

    def test_the_duration_can_be_a_measure_in_reports(self):
        description = self.env["crm.lead.stage.history"].fields_get(["duration"])
        self.assertEqual(description["duration"]["aggregator"], "avg")
        self.assertTrue(description["duration"]["sortable"])

    def test_the_database_refuses_a_second_running_stay(self):
        stay = self._timeline(self.lead)
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self.env.cr.execute(
                "INSERT INTO crm_lead_revision"
                " (lead_number, outcome, date_from, is_stay)"
                " VALUES (%s, 'open', '2026-03-09', TRUE)",
                [stay.lead_id.id],
            )

    def test_a_deleted_stage_stays_readable(self):
        with self._at("2026-03-03 09:00"):
            self.lead.stage_id = self.talk
        with self._at("2026-03-04 09:00"):
            self.lead.stage_id = self.offer
            self.lead.flush_recordset()
        self.talk.with_user(self.admin).unlink()
        self.env.invalidate_all()
        self.assertEqual(
            self._timeline(self.lead).mapped("stage_name"), ["New", "Talk", "Offer"]
        )

    def test_a_clock_that_goes_back_gives_no_negative_stay(self):
        with self._at("2026-03-01 09:00"):
            self.lead.stage_id = self.offer
        self.assertTimeline(
            self.lead,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-02 09:00"),
                (self.offer, "open", "2026-03-02 09:00", False),
            ],
        )

    def test_the_button_opens_the_stays_of_this_opportunity(self):
        self.lead.stage_id = self.offer
        self._end_transaction()
        action = self.lead.oplus_action_view_stage_history()
        opened = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(opened, self.lead.stage_history_ids)
        self.assertEqual(len(opened), 2)
