# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..browser_common import BrowserCase
from ..common import OpportunityPlusCommon

TOUR = "opportunity_plus_introduction"
NOTHING = ".o_view_nocontent_smiling_face"
# the server has answered that the tour is over
CONSUMED = """performance.getEntriesByType("resource").some(
    ({ name }) => name.includes("/web_tour.tour/consume"))"""


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFirstHourUi(OpportunityPlusCommon, HttpCase):
    """The page of the administrator, and the introduction of agents."""

    # in seconds: the first page waits until the bundles are made
    test_cursor_lock_timeout = 90

    def test_the_administrator_follows_a_figure(self):
        # as one from before
        self._lead(name="Tour deal").sudo().user_id = False
        self._end_transaction()
        self.start_tour(
            "/odoo/first-hour", "opportunity_plus_first_hour", login="op_admin"
        )

    def test_the_administrator_gives_rates_back(self):
        lead = self._lead()
        self._end_transaction()
        self.env.cr.execute("UPDATE crm_lead SET automated_probability = 23.5")
        self.env.company.sudo().opportunity_probability_policy = "automatic"
        self.start_tour(
            "/odoo/first-hour", "opportunity_plus_first_hour_rates", login="op_admin"
        )
        self.env.invalidate_all()
        self.assertEqual(lead.probability, 23.5)

    def test_an_agent_is_introduced(self):
        late = fields.Date.today() - timedelta(3)
        leads = self._leads(2, name="Tour deal", date_deadline=late)
        self._end_transaction()
        self.start_tour("/odoo/crm-today", TOUR, login="op_agent")
        self.env.invalidate_all()
        self.assertEqual(len(leads.activity_ids), 1)

    def test_an_agent_without_work_is_introduced(self):
        self._end_transaction()
        self.start_tour("/odoo/crm-today", TOUR, login="op_agent")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestIntroduction(OpportunityPlusCommon, BrowserCase):
    """Agents start the introduction from *Today*, and no other tour after it."""

    test_cursor_lock_timeout = 90

    def _run_through(self, link):
        self._click(link)
        self._wait_for(".o_tour_pointer")
        for _step in ("what is listed here", "what comes back"):
            self._click(NOTHING)
        self._poll(CONSUMED)

    def _assert_introduced(self):
        self.env.invalidate_all()
        tour = self.env["web_tour.tour"].search([("name", "=", TOUR)])
        self.assertIn(self.agent, tour.sudo().user_consumed_ids)
        self.assertFalse(self.agent.tour_enabled)

    def test_from_the_empty_page(self):
        link = ".o_nocontent_help a"
        self._end_transaction()
        self._visit(
            "/odoo/crm-today", link, "op_agent", lambda: self._run_through(link)
        )
        self._assert_introduced()

    def test_from_the_help(self):
        def work():
            self._click(".o_today_help_button")
            self._wait_for(".o_today_help a")
            self._run_through(".o_today_help a")

        self._end_transaction()
        self._visit("/odoo/crm-today", ".o_today_help_button", "op_agent", work)
        self._assert_introduced()

    def test_the_pointer_shows_the_way_through_the_dialog(self):
        late = fields.Date.today() - timedelta(3)
        leads = self._leads(2, name="Tour deal", date_deadline=late)
        self._end_transaction()
        address = f"/odoo/crm-today?tour={TOUR}"
        self._visit(address, ".o_tour_pointer", "op_agent", self._log_a_contact)
        self._assert_introduced()
        self.assertEqual(len(leads.activity_ids), 1)

    def _log_a_contact(self):
        self._click(".o_log_contact")
        self._wait_for(".modal .o_contact_log_save")
        self._wait_until_told("then save")
        self._click(".modal label[for=contact_reached_no]")
        self._wait_for(".modal .o_contact_log_save:not(:disabled)")
        self._click(".modal .o_contact_log_save")
        self._wait_until_told("listed here on its day")
        self._click(".o_kanban_record:not(.o_kanban_ghost)")
        self._poll(CONSUMED)

    def _click(self, selector):
        self._evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def _wait_until_told(self, words):
        told = "document.querySelector('.o_tour_pointer_content')?.textContent"
        self._poll(f"Boolean({told}?.includes({json.dumps(words)}))")

    def test_other_tours_go_on(self):
        tours = self.env["web_tour.tour"]
        other = tours.sudo().create({"name": "op_other", "sequence": -1})
        self.agent.sudo().tour_enabled = True
        self.assertTrue(tours.consume("op_unknown"))
        self.assertFalse(tours.consume(TOUR))
        self.assertFalse(self.agent.tour_enabled)
        self.assertNotIn(self.agent, other.user_consumed_ids)
