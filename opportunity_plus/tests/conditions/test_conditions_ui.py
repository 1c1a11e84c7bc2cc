# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from .conditions_common import ConditionsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsUi(ConditionsCommon, HttpCase):
    """Conditions on the screens."""

    def test_a_move_is_finished_where_it_began(self):
        self._ask(self.offer, "referred", condition_checklist=True)
        self.offer.sudo().change_reason = "always"
        self._ask(self.won, "website")
        self._point(self.new, "First call")
        lead = self._lead(name="Tour deal")
        self._end_transaction()
        self.start_tour("/odoo/crm", "opportunity_plus_conditions", login="op_agent")
        self.env.invalidate_all()
        self.assertPath(
            lead, [(self.new, "open"), (self.offer, "open"), (self.won, "won")]
        )
        self.assertEqual(self._timeline(lead)[1].reason, "They called")
        self.assertEqual(lead.referred, "Somchai")

    def test_a_stage_is_tested_before_it_is_stored(self):
        lead = self._lead(name="Tour deal")
        self._wait()
        lead.stage_id = self.offer
        self._wait()
        self.start_tour(
            f"/odoo/crm.stage/{self.offer.id}",
            "opportunity_plus_stage_test",
            login="op_admin",
        )

    def test_what_is_refused_goes_on_from_there(self):
        self._ask(self.talk, "referred")
        self._ask(self.offer, condition_order=True)
        won, lead = self._lead(name="Won deal"), self._lead(name="Open deal")
        won.action_set_won()
        self._end_transaction()
        with self.assertLogs("odoo.http", "WARNING"):  # the refusals
            self.start_tour("/odoo/crm", "opportunity_plus_refused", login="op_agent")
        self.env.invalidate_all()
        self.assertEqual(won.won_status, "won")
        self.assertEqual(won.oplus_reopening_request, "Order cancelled")
        self.assertIn(self.admin, won.sudo().activity_ids.user_id)
        created = self.env["crm.lead"].search([("name", "=", "Created deal")])
        self.assertEqual((created.stage_id, created.referred), (self.talk, "Somchai"))
        self.assertPath(lead, [(self.new, "open"), (self.offer, "open")])


@tagged("post_install", "-at_install", "opportunity_plus")
class TestConditionsPhone(ConditionsCommon, HttpCase):
    """Guidance and conditions on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_card_moves_on_by_its_menu(self):
        self.new.sudo().guidance = "<p>Make an appointment</p>"
        self._point(self.new, "First call")
        self._point(self.new, "Budget")
        self._ask(self.talk, "referred", condition_checklist=True)
        self.talk.sudo().change_reason = "always"
        self._ask(self.won, "website")
        lead = self._lead(name="Tour deal")
        self._end_transaction()
        self.start_tour(
            "/odoo/crm", "opportunity_plus_conditions_phone", login="op_agent"
        )
        self.env.invalidate_all()
        self.assertPath(
            lead, [(self.new, "open"), (self.talk, "open"), (self.won, "won")]
        )
        self.assertEqual(self._timeline(lead)[1].reason, "They called")
        self.assertEqual(lead.website, "https://mango.example")
