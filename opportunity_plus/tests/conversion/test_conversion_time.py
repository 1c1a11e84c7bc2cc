# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from statistics import mean, median

from odoo.tests import tagged

from .conversion_common import ConversionCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConversionTime(ConversionCommon):
    """How long opportunities stay in a stage, and where they are lost."""

    def _stay(self, days, count=1):
        """Opportunities that stay in New for a number of days."""
        with self._at("2026-03-01 09:00"):
            leads = self._leads(count, stage_id=self.new.id)
        with self._at(f"2026-03-{1 + days:02} 09:00"):
            leads.sudo().stage_id = self.offer
        return leads

    def test_times_are_those_of_what_left_in_the_period(self):
        for days in (1, 2, 3, 10):
            self._stay(days)
        self._pass(self.new)  # is still there
        row = self._conversion(self.new)
        self.assertEqual(row["leavers"], 4)
        self.assertEqual(row["median_days"], median([1, 2, 3, 10]))
        self.assertEqual(row["mean_days"], mean([1, 2, 3, 10]))
        self.assertAlmostEqual(row["p90_days"], 3 + 0.7 * 7)
        self.assertEqual(row["total_days"], 16)
        later = self._conversion(self.new, days=("2026-03-04", "2026-03-31"))
        self.assertEqual((later["entered"], later["leavers"]), (0, 2))

    def test_stays_of_an_opportunity_add_up(self):
        lead = self._stay(2)
        with self._at("2026-03-10 09:00"):
            lead.sudo().stage_id = self.new
        with self._at("2026-03-15 09:00"):
            lead.sudo().stage_id = self.offer
        row = self._conversion(self.new)
        self.assertEqual((row["leavers"], row["median_days"]), (1, 7))

    def test_running_stays_are_told_apart(self):
        self._stay(2)
        with self._at("2026-03-21 00:00"):
            self._lead(stage_id=self.new.id)
        row = self._conversion(self.new)
        self.assertEqual((row["leavers"], row["median_days"]), (1, 2))
        self.assertEqual((row["running"], row["running_median_days"]), (1, 11))
        with self._at("2026-03-23 12:00"):
            row = self._conversion(self.new)
        self.assertEqual(row["running_median_days"], 2.5, "up to now")

    def test_slips_of_the_mouse_are_left_out(self):
        with self._at("2026-03-01 09:00:00"):
            lead = self._lead(stage_id=self.new.id)
        with self._at("2026-03-01 09:00:59"):
            lead.sudo().stage_id = self.offer
        row = self._conversion(self.new)
        self.assertEqual((row["entered"], row["leavers"]), (1, 0))
        self.assertIsNone(row["median_days"])

    def test_the_clock_stops_when_it_is_lost(self):
        self._pass(self.new, None)
        row = self._conversion(self.new)
        self.assertEqual((row["leavers"], row["median_days"]), (1, 1))

    def test_how_many_left_in_time(self):
        self.new.sudo().rotting_threshold_days = 5
        leads = self._stay(2) | self._stay(5)
        late = self._stay(6)
        row = self._conversion(self.new)
        self.assertEqual(row["within_target"], 2 / 3)
        self.assertEqual(row["target_days"], 5)
        self.assertEqual((row["targeted"], row["in_time"]), (3, 2))
        period = ("2026-03-01", "2026-03-31")
        for figure, expected in (("in_time", leads), ("late", late)):
            found = self.history.conversion_leads(
                *period, stage_id=self.new.id, figure=figure
            )
            self.assertEqual(found, expected.ids, figure)
        self.assertIsNone(self._conversion(self.offer)["within_target"])

    def test_the_bottleneck_is_where_losses_and_time_are(self):
        self._pass(self.new, self.offer, self.offer, None, count=6)
        self._pass(self.new, self.offer, self.offer, self.won, count=4)
        self._pass(self.new, None, count=2)
        found = self.history.bottleneck("2026-03-01", "2026-03-31")
        self.assertEqual(found["stage_id"], self.offer.id)
        self.assertEqual(found["loss_share"], 6 / 8)
        self.assertEqual(found["time_share"], 20 / 32)
        self.assertEqual((found["losses"], found["leavers"]), (6, 10))
        self.assertIn("Offer: 75 % of all losses", found["sentence"])
        self.assertIn("62 % of the time", found["sentence"])

    def test_few_leavers_are_no_bottleneck(self):
        self._pass(self.new, None, count=9)
        found = self.history.bottleneck("2026-03-01", "2026-03-31")
        self.assertFalse(found["stage_id"])
        self.assertIn("Too few", found["sentence"])
        self._pass(self.new, self.offer, count=10)
        self._pass(self.offer, None)
        found = self.history.bottleneck("2026-03-10", "2026-03-31")
        self.assertFalse(found["stage_id"])

    def test_a_loss_counts_where_it_happened(self):
        self._pass(self.new, self.offer, self.new, None)
        reopened = self._pass(self.new, None, self.new)
        new, offer = self._conversion(self.new, self.offer)
        self.assertEqual((new["losses"], offer["losses"]), (1, 0))
        found = self.history.conversion_leads(
            "2026-03-01", "2026-03-31", figure="losses"
        )
        self.assertEqual(len(found), 1)
        self.assertNotIn(reopened.id, found)
