# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..documents.documents_common import OpportunityPlusDocumentsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConfirmedOrder(OpportunityPlusDocumentsCommon):
    """A confirmed order proposes to win its opportunity."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead()

    def test_it_is_proposed_on_the_opportunity_while_that_is_open(self):
        order = self._order(self.lead, user_id=self.agent.id)
        self.assertFalse(self.lead.oplus_won_proposal)
        order.sudo().action_confirm()
        self.env.invalidate_all()
        self.assertIn(order.name, self.lead.oplus_won_proposal)
        self.lead.action_set_won()
        self.assertFalse(self.lead.oplus_won_proposal)

    def test_it_is_proposed_on_the_order_to_whoever_may_win(self):
        order = self._order(self.lead, confirmed=True, user_id=self.agent.id)
        self.assertTrue(order.with_user(self.agent).oplus_proposes_won)
        self.assertFalse(order.with_user(self.clerk).sudo(False).oplus_proposes_won)
        with Form(order.with_user(self.agent)) as form:
            self.assertTrue(form.oplus_proposes_won)
        order.with_user(self.agent).oplus_action_win_opportunity()
        self.assertEqual(self.lead.won_status, "won")
        self.env.invalidate_all()
        self.assertFalse(order.with_user(self.agent).oplus_proposes_won)

    def test_a_lead_is_not_won(self):
        order = self._order(self.lead, confirmed=True, user_id=self.agent.id)
        lead = self._lead(type="lead")
        order.sudo().opportunity_id = lead
        self.env.invalidate_all()
        self.assertFalse(lead.oplus_won_proposal)
        self.assertFalse(order.with_user(self.agent).oplus_proposes_won)

    def test_no_opportunity_without_an_order_is_asked_about_orders(self):
        leads = self._leads(3)
        leads.mapped("sale_order_count")
        with self.assertQueryCount(0):
            self.assertFalse(any(leads.mapped("oplus_won_proposal")))

    def test_orders_out_of_sight_are_not_named(self):
        order = self._order(self.lead, confirmed=True)
        own = self._order(self.lead, confirmed=True, user_id=self.agent.id)
        text = self.lead.with_user(self.agent).oplus_won_proposal or ""
        readable = order.with_user(self.agent).has_access("read")
        self.assertEqual(order.name in text, readable)
        self.assertIn(own.name, text)

    def _is_banner_shown(self):
        lead = self.lead.with_user(self.agent)
        lead.invalidate_recordset()
        arch = etree.fromstring(lead.get_view(view_type="form")["arch"])
        [banner] = arch.xpath("//div[@name='won_proposal']")
        self.assertTrue(banner.xpath(".//button[@name='action_set_won_rainbowman']"))
        names = ("oplus_won_proposal", "oplus_can_write")
        hidden = safe_eval(banner.get("invisible"), {n: lead[n] for n in names})
        return not hidden

    def test_the_form_proposes_it_in_a_banner_that_wins(self):
        order = self._order(self.lead, user_id=self.agent.id)
        self.assertFalse(self._is_banner_shown())
        order.sudo().action_confirm()
        self.assertTrue(self._is_banner_shown())
        self.lead.with_user(self.agent).action_set_won_rainbowman()
        self.assertFalse(self._is_banner_shown())
