# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from odoo.tests import tagged

from .conversion_common import FIVE, ConversionCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversion(ConversionCommon):
    """What became of opportunities that arrived in a stage."""

    def test_each_arrival_ends_in_one_of_five_ways(self):
        self._pass(self.offer, self.won)
        self._pass(self.offer, None)
        self._pass(self.offer)
        self._pass(self.offer, self.talk)
        gone = self._pass(self.offer)
        with self._at("2026-03-20 09:00"):
            gone.sudo().unlink()
        row = self._conversion(self.offer)
        self.assertBecame(row, **dict.fromkeys(FIVE, 1))
        self.assertEqual(row["rate"], 0.2)
        self.assertEqual(row["open_rate"], 0.2)
        self.assertEqual(row["values"]["entered"], 500)
        self.assertEqual(row["value_rate"], 0.2)
        self.assertEqual(row["open_value_rate"], 0.2)

    def test_fewer_than_five_have_no_rate(self):
        self._pass(self.new, self.offer, count=4)
        row = self._conversion(self.new)
        self.assertEqual((row["advanced"], row["rate"]), (4, None))
        self.assertIsNone(row["open_rate"])
        self.assertIsNone(row["value_rate"])
        self.assertIsNone(row["open_value_rate"])

    def test_stages_stand_in_the_order_of_the_pipeline(self):
        rows = self.history.conversion("2026-03-01", "2026-03-31")
        ids = [row["stage_id"] for row in rows]
        self.assertEqual(ids[:4], (self.new + self.talk + self.offer + self.won).ids)
        self.assertEqual({row["entered"] for row in rows}, {0})

    def test_skipped_stages_were_passed(self):
        self._pass(self.new, self.won)
        talk, offer = self._conversion(self.talk, self.offer)
        self.assertBecame(talk, advanced=1)
        self.assertBecame(offer, advanced=1)
        talk, won = self._conversion(self.talk, self.won, strict=True)
        self.assertBecame(talk)
        self.assertBecame(won, still_here=1)

    def test_a_stage_of_another_team_was_not_skipped(self):
        self._pass(
            self.new, self.offer, team_id=self.south.id, user_id=self.colleague.id
        )
        self.assertBecame(self._conversion(self.talk))
        self.assertBecame(self._conversion(self.new), advanced=1)

    def test_a_disabled_stage_was_not_skipped(self):
        self.talk.sudo().active = False
        self._pass(self.new, self.offer)
        rows = self.history.conversion("2026-03-01", "2026-03-31")
        self.assertNotIn(self.talk.id, [row["stage_id"] for row in rows])

    def test_coming_back_counts_no_second_time(self):
        self._pass(self.new, self.offer, self.new, self.offer, None)
        new, offer = self._conversion(self.new, self.offer)
        self.assertBecame(new, advanced=1)
        self.assertBecame(offer, lost=1)
        later = {"days": ("2026-03-04", "2026-03-31")}
        self.assertBecame(self._conversion(self.offer, **later))

    def test_what_advanced_and_came_back_has_advanced(self):
        self._pass(self.new, self.offer, self.new)
        self.assertBecame(self._conversion(self.new), advanced=1)
        self.assertBecame(self._conversion(self.offer), moved_back=1)

    def test_what_came_back_is_still_here(self):
        self._pass(self.offer, self.new, self.offer)
        self.assertBecame(self._conversion(self.offer), still_here=1)

    def test_reopened_opportunities_go_on(self):
        self._pass(self.offer, None, self.offer, self.won)
        self.assertBecame(self._conversion(self.offer), advanced=1)
        self._pass(self.offer, self.won, self.offer)
        won = self._conversion(self.won)
        self.assertBecame(won, still_here=1, moved_back=1)

    def test_lost_ones_count_although_they_were_deleted(self):
        lead = self._pass(self.new, None)
        with self._at("2026-03-20 09:00"):
            lead.sudo().unlink()
        self.assertBecame(self._conversion(self.new), lost=1)

    def test_merged_ones_left_the_pipeline(self):
        leads = self._pass(self.new, count=2)
        with self._at("2026-03-20 09:00"):
            leads.with_user(self.admin).merge_opportunity()
        self.assertBecame(self._conversion(self.new), still_here=1, left=1)
        gone = self.history.conversion_leads(
            "2026-03-01", "2026-03-31", stage_id=self.new.id, figure="left"
        )
        self.assertEqual(gone, (leads - leads.exists()).ids)

    def test_what_became_a_lead_left_the_pipeline(self):
        lead = self._pass(self.new)
        with self._at("2026-03-20 09:00"):
            lead.sudo().type = "lead"
        self.assertBecame(self._conversion(self.new), left=1)

    def test_a_past_period_is_told_as_it_was_at_its_end(self):
        self._pass(self.new, self.offer, day=9)
        until = {"days": ("2026-03-01", "2026-03-09")}
        self.assertBecame(self._conversion(self.new, **until), still_here=1)
        self.assertBecame(self._conversion(self.new), advanced=1)

    def test_days_are_those_of_the_company(self):
        self.env.company.sudo().partner_id.tz = "Asia/Bangkok"  # UTC + 7
        with self._at("2026-03-09 17:30"):
            self._lead(stage_id=self.offer.id)
        for day, count in (("2026-03-09", 0), ("2026-03-10", 1)):
            row = self._conversion(self.offer, days=(day, day))
            self.assertEqual(row["entered"], count)
        history = self.history.with_context(tz="America/Lima")
        found = history.conversion_leads("2026-03-10", "2026-03-10")
        self.assertEqual(len(found), 1)

    def test_a_replaced_stage_counts_as_the_one_that_replaces_it(self):
        self._pass(self.new, self.talk)
        self._pass(self.talk, self.offer)
        self.talk.sudo().replaced_by_id = self.offer
        with self._at("2026-03-20 09:00"):
            self.env["crm.lead"].sudo().search([]).filtered(
                lambda lead: lead.stage_id == self.talk
            ).stage_id = self.offer
            self.talk.sudo().active = False
        row = self._conversion(self.offer)
        self.assertBecame(row, still_here=2)
        self.assertEqual(row["leavers"], 0, "Talk is Offer today")
        ids = self.history.conversion_leads(
            "2026-03-01", "2026-03-31", stage_id=self.talk.id
        )
        self.assertEqual(len(ids), 2)

    def test_a_deleted_stage_counts_as_the_one_before(self):
        extra = self.env["crm.stage"].sudo().create({"name": "Extra", "sequence": 2})
        self._pass(self.new, extra, self.offer, day=2)
        extra.sudo().unlink()
        new, offer = self._conversion(self.new, self.offer)
        self.assertBecame(new, advanced=1)
        self.assertEqual(new["median_days"], 2)
        self.assertBecame(offer, still_here=1)

    def test_filters_go_by_the_values_on_arriving(self):
        lead = self._pass(self.new)
        with self._at("2026-03-10 09:00"):
            lead.sudo().write({"user_id": self.colleague.id, "team_id": self.south.id})
        with self._at("2026-03-11 09:00"):
            lead.sudo().stage_id = self.offer
        north, south = (
            self._conversion(self.new, self.offer, domain=[("team_id", "=", team.id)])
            for team in (self.north, self.south)
        )
        self.assertEqual([row["entered"] for row in north], [1, 0])
        self.assertEqual([row["entered"] for row in south], [0, 1])

    def test_filters_by_fields_of_the_history_and_of_the_opportunity(self):
        lead, other = self._pass(self.new), self._pass(self.new, self.offer)
        for domain, count in (
            ([("lead_id", "=", lead.id)], 1),
            ([("lead_id.stage_id", "=", self.offer.id)], 1),
            ([("lead_id", "any", [("id", "in", (lead | other).ids)])], 2),
            (["!", ("lead_id", "=", lead.id)], 1),
            ([("date_in", ">=", "2026-03-03")], 0),
            ([("stage_category", "=", "in_progress")], 2),
            ([("merged_from", "=", False)], 2),
            ([], 2),
        ):
            row = self._conversion(self.new, domain=domain)
            self.assertEqual(row["entered"], count, domain)

    def test_values_are_in_the_currency_of_the_company(self):
        dollar, euro = self.env.ref("base.USD"), self.env.ref("base.EUR")
        own = self.env.company.currency_id
        foreign = (dollar | euro - own)[:1] if own != dollar else euro
        foreign.sudo().active = True
        company = self.env["res.company"].sudo()
        company = company.create({"name": "Abroad", "currency_id": foreign.id})
        self.env["res.currency.rate"].sudo().create(
            [
                {"name": "2026-03-01", "currency_id": foreign.id, "rate": rate,
                 "company_id": self.env.company.id}
                for rate in [4]
            ]
        )  # fmt: skip
        with self._at("2026-03-05 09:00"):
            self.env["crm.lead"].sudo().create(
                {
                    "name": "Abroad",
                    "type": "opportunity",
                    "company_id": company.id,
                    "team_id": False,
                    "user_id": False,
                    "stage_id": self.offer.id,
                    "expected_revenue": 400,
                }
            )
        self.manager.sudo().company_ids |= company
        allowed = (self.env.company | company).ids
        self.history = self.history.with_context(allowed_company_ids=allowed)
        rate = own._get_conversion_rate(
            own, foreign, self.env.company, date(2026, 3, 31)
        )
        value = self._conversion(self.offer)["values"]["still_here"]
        self.assertAlmostEqual(value, 400 / rate, 1)
