# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import Form, tagged

from .rate_common import RateCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestRate(RateCommon):
    """Who decides on the closing rate: the company, the stage or Odoo's scoring."""

    def test_fixed_gives_the_rate_of_the_company_and_keeps_it(self):
        self.company.opportunity_probability_default = 40
        lead = self._lead()
        self.assertEqual(lead.probability, 40)
        lead.stage_id = self.offer
        self.assertEqual(lead.probability, 40)
        lead.probability = 65
        lead.stage_id = self.new
        self.assertEqual(lead.probability, 65)

    def test_fixed_keeps_what_a_person_says_at_the_ends_of_the_scale(self):
        for rate in (0, 100, 0.01):
            with self.subTest(rate=rate):
                self.assertEqual(self._lead(probability=rate).probability, rate)
                lead = self._lead()
                lead.probability = rate
                self.env.flush_all()
                lead.stage_id = self.offer
                self.env.flush_all()
                self.assertEqual(lead.probability, rate)
                lead.team_id = self.south
                lead.email_from = "somebody@example.com"
                self.env.flush_all()
                self.assertEqual(lead.probability, rate)

    def test_a_rate_given_together_with_the_stage_is_a_persons(self):
        self._policy("stage")
        lead = self._lead()
        lead.write({"stage_id": self.offer.id, "probability": 90})
        self.assertEqual(lead.probability, 90)
        lead.stage_id = self.new
        self.assertEqual(lead.probability, 90)
        self.assertEqual(self._lead(probability=35).probability, 35)

    def test_switching_to_the_stage_starts_with_the_next_move(self):
        lead, changed = leads = self._leads(2)
        changed.probability = 20
        self._policy("stage")
        leads.stage_id = self.offer
        self.env.flush_all()
        self.assertEqual(leads.mapped("probability"), [70, 20])

    def test_fixed_survives_the_nightly_scoring_even_where_the_score_is_equal(self):
        lead = self._lead()
        self.env.flush_all()
        query = "UPDATE crm_lead SET automated_probability = 50 WHERE id = %s"
        self.env.cr.execute(query, [lead.id])
        self.env.invalidate_all()
        leads = self.env["crm.lead"].sudo()
        self.env["ir.config_parameter"].sudo().set_param(
            "crm.pls_start_date", "2020-01-01"
        )
        leads._cron_update_automated_probabilities()
        self.env.invalidate_all()
        self.assertEqual(lead.probability, 50)
        lead.stage_id = self.offer
        self.assertEqual(lead.probability, 50)

    def test_won_and_lost_are_100_and_0_and_reopening_starts_again(self):
        for policy, rate in (("fixed", 50), ("stage", 10)):
            with self.subTest(policy=policy):
                self._policy(policy)
                lead = self._lead().with_user(self.admin)
                lead.action_set_won()
                self.assertEqual(lead.probability, 100)
                lead.stage_id = self.new
                self.assertEqual(lead.probability, rate)
                lead.action_set_lost(lost_reason_id=self.too_expensive.id)
                self.assertEqual(lead.probability, 0)
                lead.action_restore()
                self.assertEqual(lead.probability, rate)
                lead.write({"probability": 0, "lost_reason_id": self.too_expensive.id})
                lead.active = False
                self.assertEqual(lead.won_status, "lost")
                lead.action_unarchive()
                self.assertEqual(lead.probability, rate)

    def test_created_as_won_is_100(self):
        self.assertEqual(self._lead(stage_id=self.won.id).probability, 100)

    def test_a_stage_gives_its_rate_until_a_person_changes_it(self):
        self._policy("stage")
        lead, changed = leads = self._leads(2)
        self.assertEqual(leads.mapped("probability"), [10, 10])
        changed.probability = 33
        leads.stage_id = self.offer
        self.assertEqual(leads.mapped("probability"), [70, 33])
        leads.stage_id = self.new
        self.assertEqual(leads.mapped("probability"), [10, 33])

    def test_a_form_shows_the_rate_of_the_stage_and_what_it_saves_follows(self):
        self._policy("stage")
        leads = self.env["crm.lead"].with_context(default_type="opportunity")
        form = Form(leads, "crm.crm_lead_view_form")
        form.name = "Deal"
        self.assertEqual(form.probability, 10)
        lead = form.save()
        lead.stage_id = self.offer
        self.assertEqual(lead.probability, 70)

    def test_switching_the_policy_rewrites_nothing(self):
        leads = self._leads(2)
        leads[1].probability = 20
        for policy in ("stage", "automatic", "fixed"):
            self._policy(policy)
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(leads.mapped("probability"), [50, 20])

    def test_a_rate_of_an_earlier_policy_outlives_what_is_no_move(self):
        lead = self._lead().with_user(self.manager)
        self._policy("stage")
        self._touch(lead)
        lead.user_id = self.colleague
        self._end_transaction()
        self.assertEqual(lead.probability, 50)
        with Form(lead) as form:
            form.team_id = self.north
            self.assertEqual(form.probability, 50)
        lead.stage_id = self.offer
        self._end_transaction()
        self.assertEqual(lead.probability, 70)
        self.offer.sudo().opportunity_probability = 80
        self._touch(lead)
        self.assertEqual(lead.probability, 70)

    def test_a_stage_that_the_sales_team_chooses_gives_its_rate(self):
        self._policy("stage")
        self.new.sudo().team_ids = self.north
        lead = self._lead(team_id=self.north.id)
        self.assertEqual(lead.probability, 10)
        lead.team_id = self.south
        self._end_transaction()
        self.assertNotEqual(lead.stage_id, self.new)
        self.assertEqual(lead.probability, lead.stage_id.opportunity_probability)

    def test_a_rate_of_the_scoring_outlives_it_until_the_next_move(self):
        for score in (0, 37):
            self._policy("automatic")
            lead = self._lead()
            self._end_transaction()
            lead.sudo().write({"probability": score, "automated_probability": score})
            for policy in ("fixed", "stage"):
                with self.subTest(score=score, policy=policy):
                    self._policy(policy)
                    self._touch(lead)
                    self.assertEqual(lead.probability, score)
            lead.stage_id = self.offer
            self.assertEqual(lead.probability, 70)

    def test_a_stage_without_a_chance_is_left_behind(self):
        self._policy("stage")
        self.new.sudo().opportunity_probability = 0
        lead = self._lead()
        self._end_transaction()
        self.assertEqual(lead.probability, 0)
        lead.stage_id = self.offer
        self.assertEqual(lead.probability, 70)

    def test_automatic_is_odoo_alone(self):
        self._policy("automatic")
        lead = self._lead()
        self.assertTrue(lead.is_automated_probability)
        self.assertTrue(lead.oplus_is_rate_automatic)

    def test_a_lead_gets_the_rate_when_it_becomes_an_opportunity(self):
        lead = self.env["crm.lead"].create({"name": "Lead", "type": "lead"})
        lead.convert_opportunity(self.customer)
        self.assertEqual(lead.probability, 50)
        self.assertTrue(lead.date_deadline)
