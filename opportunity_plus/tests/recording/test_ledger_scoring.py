# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.recording import recorder

from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestLedgerScoring(OpportunityPlusCommon):
    """What Odoo's scoring changes, at night and while somebody edits."""

    def setUp(self):
        super().setUp()
        self.env.company.sudo().opportunity_probability_policy = "automatic"
        self.leads = self._leads(5)
        self._end_transaction()
        # as if scored before
        self.env.cr.execute(
            "UPDATE crm_lead SET automated_probability = 40, probability = 40"
            " WHERE id = ANY(%s)",
            [self.leads.ids],
        )
        self.env.invalidate_all()
        self.leads._oplus_record_pending().touched.update(self.leads.ids)
        self._end_transaction()

    def _rows(self, lead):
        rows = self.env["crm.lead.revision"].sudo()
        return rows.search([("lead_number", "=", lead.id)], order="id")

    def _scored(self, score):
        """Let the statistics give a score to opportunities."""
        model = self.registry["crm.lead"]

        def scores(leads, batch_mode=False, is_tooltip=False):
            return dict.fromkeys(leads.ids, score), {}

        self.patch(model, "_pls_get_naive_bayes_probabilities", scores)
        self.patch(model, "_rebuild_pls_frequency_table", lambda leads: None)
        self.patch(model, "_pls_get_safe_start_date", lambda leads: "2020-01-01")

    def test_the_nightly_job(self):
        first = {lead: len(self._rows(lead)) for lead in self.leads}
        for score, count in ((44, 0), (45, 1), (49, 1), (39.5, 2)):
            self._scored(score)
            with patch.object(recorder, "SCORED_BATCH", 2):
                self.env["crm.lead"].sudo()._cron_update_automated_probabilities()
            self._end_transaction()
            for lead in self.leads:
                self.assertEqual(len(self._rows(lead)) - first[lead], count, score)
        row = self._rows(self.leads[0])[-1]
        self.assertEqual((row.probability, row.changed), (39.5, "probability"))
        self.assertEqual((row.door, row.user_id.id), ("automatic", 1))
        self.assertEqual(row._ledger_faults(), {})

    def test_a_small_step_of_the_scoring_while_somebody_edits(self):
        """It is no decision of whoever edits something else."""
        lead, count = self.leads[0], len(self._rows(self.leads[0]))
        self._scored(40.4)
        lead.phone = "+66 2 123 4567"
        self._end_transaction()
        self.assertEqual(lead.probability, 40.4)
        self.assertEqual(len(self._rows(lead)), count)
