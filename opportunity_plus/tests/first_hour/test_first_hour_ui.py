# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import OpportunityPlusCommon


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
        self.start_tour(
            "/odoo/crm-today", "opportunity_plus_introduction", login="op_agent"
        )
        self.env.invalidate_all()
        self.assertEqual(len(leads.activity_ids), 1)
