# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .rate_common import RateCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRateArrival(RateCommon):
    """The closing rates of opportunities from before the installation."""

    def setUp(self):
        super().setUp()
        self._policy("automatic")

    def _arrive(self, leads):
        """Install the add-on on a database with these opportunities."""
        self._end_transaction()
        self.env.cr.execute("UPDATE crm_lead SET oplus_stage_probability = NULL")
        self.env.invalidate_all()
        leads._oplus_rate_keep()

    def _lost(self):
        lead = self._lead().sudo()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self._arrive(lead)
        return lead

    def _score(self, lead, score):
        lead.write({"probability": score, "automated_probability": score})
        self._end_transaction()

    def test_what_is_open_keeps_a_rate_of_nothing(self):
        lead = self._lead(probability=0)
        self._arrive(lead)
        self._policy("stage")
        self._touch(lead)
        self.assertEqual(lead.probability, 0)

    def test_what_was_lost_starts_again_when_it_is_reopened(self):
        lead = self._lost()
        self._policy("stage")
        lead.action_unarchive()
        self.assertEqual(lead.probability, 10)

    def test_what_was_lost_starts_again_when_a_program_reopens_it(self):
        lead = self._lost()
        self._policy("stage")
        lead.active = True
        self._touch(lead)
        self.assertEqual(lead.probability, 10)

    def test_a_score_after_the_reopening_outlives_the_scoring(self):
        for policy in ("fixed", "stage"):
            with self.subTest(policy):
                self._policy("automatic")
                lead = self._lost()
                lead.action_restore()
                self._score(lead, 0)
                self._policy(policy)
                self._touch(lead)
                self.assertEqual(lead.probability, 0)

    def test_a_rate_of_a_person_after_the_reopening_stays(self):
        lead = self._lost()
        lead.action_restore()
        self._score(lead, 37)
        lead.probability = 0
        self._end_transaction()
        self._policy("stage")
        lead.stage_id = self.offer
        self._end_transaction()
        self.assertEqual(lead.probability, 0)
