# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .first_hour_common import FirstHourCommon

SCORE = 23.5


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFirstHourRates(FirstHourCommon):
    """Sales administrators who change the policy on closing rates are offered what the
    settings offer to system administrators."""

    def setUp(self):
        super().setUp()
        self.company = self.env.company.sudo()
        self.company.opportunity_probability_policy = "fixed"
        self.abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        self.stages = self.env["crm.stage"].search([("is_won", "=", False)])
        self.stages.sudo().opportunity_probability = 50
        self.opened, self.typed, self.archived, self.other = self._leads(4)
        self.typed.probability = 80
        self.archived.active = False
        self.other.sudo().write({"company_id": self.abroad.id, "team_id": False})
        self._end_transaction()
        self.env.cr.execute("UPDATE crm_lead SET automated_probability = %s", [SCORE])
        self.env.invalidate_all()

    def _form(self):
        page = self._page()
        view = page.action_policies()["views"][0][0]
        return Form(page, self.env["ir.ui.view"].sudo().browse(view))

    def _rates(self):
        leads = self.opened | self.typed | self.archived | self.other
        self.env.invalidate_all()
        return leads.sudo().mapped("probability")

    # back to the scoring

    def test_rates_are_given_back_to_the_scoring(self):
        with self._form() as form:
            form.opportunity_probability_policy = "automatic"
        self.assertEqual(self._rates(), [50, 80, 50, 50])  # not by itself
        page = self._page()
        self.assertGreaterEqual(page.given_rate_count, 2)
        page.action_give_rates_back()
        self._end_transaction()
        self.assertEqual(self._rates(), [SCORE, 80, SCORE, 50])
        self.assertEqual(self._page().given_rate_count, 0)

    def test_those_of_the_company_of_the_page_are_given_back(self):
        self.admin.sudo().company_ids += self.abroad
        page = self._page().with_context(allowed_company_ids=self.abroad.ids)
        page.browse(self.abroad.id).action_give_rates_back()
        self._end_transaction()
        self.assertEqual(self._rates()[-1], SCORE)

    def test_nobody_else_gives_rates_back(self):
        page = self._page()
        users = (self.agent, self.supervisor, self.manager, self.outsider)
        pages = [page.with_user(user) for user in users]
        for one in (*pages, page.browse(self.abroad.id)):
            with self.subTest(one), self.assertRaises(AccessError):
                one.action_give_rates_back()
        self.assertEqual(self._rates(), [50, 80, 50, 50])

    # rates of the stages

    def _save(self, policy, chosen):
        with self._form() as form:
            form.opportunity_probability_policy = policy
            told = form.rising_rates_proposal
            form.give_rising_rates = chosen
        return told, self.stages.mapped("opportunity_probability")

    def test_rising_rates_are_told_and_given_to_whoever_asks(self):
        told, rates = self._save("stage", True)
        self.assertIn(f"{self.stages[0].name} 10 %", told)
        self.assertEqual((rates[0], rates[-1]), (10, 60))
        self.assertEqual(rates, sorted(set(rates)))
        self.assertFalse(self._page().rising_rates_proposal)

    def test_rates_of_stages_stay_where_nobody_asks(self):
        self.assertEqual(set(self._save("stage", False)[1]), {50})
        page = self._page()
        page.write({"opportunity_probability_policy": "fixed"})
        page.write({"give_rising_rates": True})
        self.assertEqual(set(self.stages.mapped("opportunity_probability")), {50})

    def test_rates_that_somebody_chose_are_left_alone(self):
        self.stages[0].sudo().opportunity_probability = 5
        page = self._page()
        self.assertFalse(page.rising_rates_proposal)
        page.write({"opportunity_probability_policy": "stage"})
        page.write({"give_rising_rates": True})
        self.assertEqual(set(self.stages[1:].mapped("opportunity_probability")), {50})

    def test_nobody_else_gives_rising_rates(self):
        self.company.opportunity_probability_policy = "stage"
        page = self._page()
        for user in (self.agent, self.supervisor, self.manager, self.outsider):
            with self.subTest(user.name), self.assertRaises(AccessError):
                page.with_user(user).write({"give_rising_rates": True})
        self.assertEqual(set(self.stages.mapped("opportunity_probability")), {50})
