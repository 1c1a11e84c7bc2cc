# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from odoo.addons.opportunity_plus.models.forecast import weighted

from .forecast_common import NOW, ForecastCommon


class TestForecastScores(ForecastCommon):
    """Odoo's scoring writes rates by SQL; the weighted revenue follows."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.company.opportunity_probability_policy = "automatic"
        model = self.registry["crm.lead"]

        def scores(leads, batch_mode=False, is_tooltip=False):
            return dict.fromkeys(leads.ids, 62.5), {}

        self.patch(model, "_pls_get_naive_bayes_probabilities", scores)
        self.patch(model, "_rebuild_pls_frequency_table", lambda leads: None)
        self.patch(model, "_pls_get_safe_start_date", lambda leads: "2020-01-01")

    def _scored(self, *amounts, **vals):
        """Opportunities of which the rate is the score, 40 %."""
        with self._at("2026-01-10T09:00"):
            leads = self.env["crm.lead"].union(
                *(
                    self._expected("2026-03-20", expected_revenue=amount, **vals)
                    for amount in amounts
                )
            )
            leads.sudo().write({"probability": 40, "automated_probability": 40})
        return leads

    def _score(self):
        with self._at(NOW), patch.object(weighted, "SCORED_BATCH", 2):
            self.env["crm.lead"].sudo()._cron_update_automated_probabilities()

    def _update(self):
        """The wizard of the settings."""
        user = self.env.ref("base.user_admin")
        wizard = self.env["crm.lead.pls.update"].with_user(user)
        with self._at(NOW):
            wizard = wizard.create({"pls_start_date": "2020-01-01"})
            wizard.action_update_crm_lead_probabilities()

    def _month(self, leads):
        """The sum of the column of March, as the agent sees it."""
        with self._at(NOW):
            groups = self.env["crm.lead"].web_read_group(
                [("id", "in", leads.ids)],
                ["oplus_forecast_date:month"],
                ["prorated_revenue:sum"],
            )["groups"]
        return [group["prorated_revenue:sum"] for group in groups]

    def assertAgrees(self, leads, expected):
        """Check the forecast, and that *Pipeline Status* tells the same."""
        self.assertEqual(self._month(leads), [expected])
        with self._at(NOW):
            status = self.env["crm.lead"].oplus_pipeline_status(
                "2026-03-01", "2026-03-16", [("id", "in", leads.ids)]
            )
        self.assertEqual(status["figures"]["open"]["all"]["weighted"], expected)

    def test_the_nightly_job(self):
        leads = self._scored(1000, 20, 100, 0)
        self.assertEqual(self._month(leads), [448])
        self._score()
        self.assertEqual(leads.mapped("probability"), [62.5] * 4)
        self.assertAgrees(leads, 700)
        self.assertEqual(leads.mapped("prorated_revenue"), [625, 12.5, 62.5, 0])

    def test_the_wizard(self):
        leads = self._scored(1000)
        self._update()
        self.assertAgrees(leads, 625)

    def test_whole_cents(self):
        leads = self._scored(0.1, 33.33)
        self._score()
        self.assertAgrees(leads, 20.89)

    def test_a_currency_without_cents(self):
        yen = self.env.ref("base.JPY").sudo()
        yen.active = True
        self.company.currency_id = yen
        leads = self._scored(333)
        self._score()
        self.assertAgrees(leads, 208)

    def test_what_somebody_entered_stays(self):
        lead = self._scored(1000)
        with self._at("2026-02-10T09:00"):
            lead.sudo().probability = 80
        self._score()
        self.assertAgrees(lead, 800)

    def test_recurring_revenue(self):
        plans = self.env["crm.recurring.plan"].sudo()
        plan = plans.create({"name": "Yearly", "number_of_months": 12})
        lead = self._scored(1000)
        lead.sudo().write({"recurring_plan": plan.id, "recurring_revenue": 1200})
        self._score()
        self.assertEqual(lead.sudo().recurring_revenue_prorated, 750)
        self.assertEqual(lead.sudo().recurring_revenue_monthly_prorated, 62.5)
