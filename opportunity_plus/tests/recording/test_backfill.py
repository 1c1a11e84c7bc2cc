# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged

from ...models.recording.backfill_statements import MOMENTS
from .backfill_common import BackfillCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBackfill(BackfillCommon):
    """The past is rebuilt from the chatter as it would have been recorded."""

    def test_the_database_checks_the_links_as_before(self):
        self._move("2026-03-05 10:00", self.talk)
        links = self._links()
        self.assertIn("crm_lead_revision_stage_id_fkey", [name for name, *_ in links])
        numbers = self._links("oid")
        self._backfill()
        self.assertEqual(self._links(), links)
        self.assertNotEqual(self._links("oid"), numbers)

    def test_a_few_missing_rows_keep_nobody_out_of_other_tables(self):
        other = self._lead()
        self._end_transaction()
        before = self._read(other)
        self.env.cr.execute(
            "DELETE FROM crm_lead_revision WHERE lead_number = %s", [self.lead.id]
        )
        numbers = self._links("oid")
        self._backfill(forget=False)
        self.assertEqual(self._links("oid"), numbers)
        self.assertTrue(self._read(self.lead))
        self.assertEqual(self._read(other), before)

    def test_no_description_is_copied(self):
        self._backfill()
        revisions = self.env["crm.lead.revision"].sudo()
        self.env.cr.execute(revisions._chatter_changes())
        self.env.cr.execute(f"EXPLAIN (VERBOSE) {MOMENTS}")
        plan = [line for (line,) in self.env.cr.fetchall()]
        [place] = [i for i, line in enumerate(plan) if "CTE opportunity" in line]
        kept = next(line for line in plan[place:] if "Output:" in line)
        self.assertIn("lead.date_closed", kept)
        self.assertNotIn("lead.description", kept)

    def _links(self, facts="conname, pg_get_constraintdef(oid), convalidated"):
        self.env.cr.execute(
            f"SELECT {facts} FROM pg_constraint"
            " WHERE conrelid = 'crm_lead_revision'::regclass AND contype = 'f'"
            " ORDER BY conname"
        )
        return self.env.cr.fetchall()

    def test_moves_by_several_people(self):
        self._move("2026-03-05 10:00", self.talk)
        self._move("2026-03-09 11:30", self.offer, self.supervisor)
        self._move("2026-03-20 17:00", self.talk, self.admin)
        self._move("2026-04-01 08:00", self.won)
        self.assertRebuilt(self.lead)

    def test_lost_reopened_and_lost_again(self):
        price = self.env["crm.lost.reason"].sudo().create({"name": "No budget"})
        self._move("2026-03-05 10:00", self.offer)
        self._lose("2026-03-08 10:00")
        with self._at("2026-03-10 10:00"):
            self.lead.with_user(self.admin).action_restore()
        self._lose("2026-03-12 10:00", price)
        self.assertRebuilt(self.lead)
        lost = self._timeline(self.lead).filtered(lambda stay: stay.outcome == "lost")
        self.assertEqual(lost.lost_reason_id, self.too_expensive | price)

    def test_won_and_taken_back(self):
        self._move("2026-03-05 10:00", self.won)
        self._move("2026-03-06 10:00", self.offer, self.admin)
        self.assertRebuilt(self.lead)

    def test_values_of_the_moment(self):
        self._move("2026-03-05 10:00", self.talk, expected_revenue=250)
        with self._at("2026-03-06 10:00"):
            self.lead.expected_revenue = 400
        self._move("2026-03-07 10:00", self.offer)
        with self._at("2026-03-08 10:00"):
            self.lead.with_user(self.admin).write(
                {"user_id": self.supervisor.id, "expected_revenue": 9}
            )
        self.assertRebuilt(self.lead)
        self.assertEqual(
            self._timeline(self.lead).mapped("expected_revenue"), [100, 250, 400]
        )

    def test_a_batch(self):
        with self._at("2026-03-02 09:00"):
            leads = self._leads(5) | self._lead(stage_id=self.won.id)
        for day, lead in enumerate(leads[:3], 3):
            with self._at(f"2026-03-{day:02} 09:00"):
                lead.stage_id = self.offer
        self.assertRebuilt(leads | self.lead)

    def test_running_it_again_changes_nothing(self):
        self._move("2026-03-05 10:00", self.talk)
        self._backfill()
        before = self.rows.sudo().search([]).read()
        self._backfill(forget=False)
        self.assertEqual(self.rows.sudo().search([]).read(), before)

    def test_recorded_history_is_left_alone(self):
        self._move("2026-03-05 10:00", self.talk)
        before = self._read(self.lead)
        self._backfill(forget=False)
        self.assertEqual(self._read(self.lead), before)

    def test_one_running_stay_for_each_opportunity(self):
        self._lead(active=False, lost_reason_id=self.too_expensive.id)
        self._lead(type="lead")
        self._backfill()
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        opportunities = leads.search([("type", "=", "opportunity")])
        last = self.rows.sudo().search([("date_out", "=", False)])
        self.assertEqual(sorted(last.lead_id.ids), sorted(opportunities.ids))
        running = last.filtered(lambda stay: stay.outcome == "open").lead_id
        open_ones = opportunities.filtered(lambda lead: lead.won_status == "pending")
        self.assertEqual(running, open_ones & running)
        self.assertEqual(len(running), len(open_ones))

    def test_moves_that_were_not_tracked_end_in_the_present(self):
        self._move("2026-03-05 10:00", self.talk)
        with self._at("2026-03-07 10:00"):
            self.lead.with_context(tracking_disable=True).stage_id = self.offer
        with self._at("2026-03-09 10:00"):
            self.lead.sudo().with_context(tracking_disable=True).action_set_lost()
        self._backfill()
        self.assertTimeline(
            self.lead,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-05 10:00"),
                (self.talk, "open", "2026-03-05 10:00", "2026-03-09 10:00"),
                (self.offer, "lost", "2026-03-09 10:00", False),
            ],
        )

    def test_a_stage_that_was_emptied_without_tracking(self):
        self._move("2026-03-05 10:00", self.talk)
        with self._at("2026-03-07 10:00"):
            self.lead.sudo().with_context(tracking_disable=True).stage_id = False
        self._backfill()
        self.assertTimeline(
            self.lead,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-05 10:00"),
                (self.talk, "open", "2026-03-05 10:00", "2026-03-07 10:00"),
                (self.env["crm.stage"], "open", "2026-03-07 10:00", False),
            ],
        )

    def test_it_goes_on_where_the_rebuilt_past_ends(self):
        self._move("2026-03-05 10:00", self.talk)
        self._backfill()
        self._move("2026-03-09 10:00", self.offer)
        self.assertTimeline(
            self.lead,
            [
                (self.new, "open", "2026-03-02 09:00", "2026-03-05 10:00"),
                (self.talk, "open", "2026-03-05 10:00", "2026-03-09 10:00"),
                (self.offer, "open", "2026-03-09 10:00", False),
            ],
        )
        stay = self._timeline(self.lead)[-1]
        self.assertEqual((stay.from_stage_id, stay.is_backfilled), (self.talk, False))

    def test_an_empty_salesperson_or_team_is_no_change(self):
        with self._at("2026-03-03 09:00"):
            self.lead.sudo().write(
                {
                    "user_id": False,
                    "team_id": False,
                    "company_id": self.lead.company_id.id,
                }
            )
        with self._at("2026-03-04 09:00"):
            self.lead.sudo().expected_revenue = 7
        self.assertRebuilt(self.lead)

    def test_a_rate_and_a_closing_date_that_were_tracked(self):
        for name in ("probability", "date_deadline"):
            field = self.lead._fields[name]
            self.startPatcher(patch.object(field, "tracking", True, create=True))
        self.env.registry.clear_cache()
        self.addCleanup(self.env.registry.clear_cache)
        with self._at("2026-03-03 09:00"):
            self.lead = self._lead(probability=20)
            self.lead.sudo().date_deadline = False
        for day, vals in enumerate(
            (
                {"date_deadline": "2026-05-01"},
                {"probability": 35},
                {"date_deadline": False},
                {"date_deadline": "2026-06-01", "probability": 60},
            ),
            4,
        ):
            with self._at(f"2026-03-{day:02} 09:00"):
                self.lead.write(vals)
        facts = ["date_from", "date_to", "changed", "probability", "date_deadline"]

        def rows():
            found = self.env["crm.lead.revision"].sudo()
            found = found.search([("lead_number", "=", self.lead.id)], order="id")
            return [{**row, "id": 0} for row in found.read(facts)]

        recorded = rows()
        self.assertEqual(len(recorded), 5)
        self.assertFalse(recorded[0]["date_deadline"])
        self._backfill()
        self.assertEqual(rows(), recorded)
