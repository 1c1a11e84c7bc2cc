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
