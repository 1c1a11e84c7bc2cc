# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestUi(OpportunityPlusCommon, HttpCase):
    """The screens, in a browser."""

    def test_stage_history(self):
        lead = self._lead()
        self._end_transaction()
        self.start_tour(
            f"/odoo/crm/{lead.id}", "opportunity_plus_stage_history", login="op_agent"
        )
        self.assertPath(lead, [(self.new, "open"), (self.offer, "open")])

    def test_javascript_units(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={self._hoot_id('@opportunity_plus')}",
            "",
            "",
            login="op_admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )

    def _hoot_id(self, suite):
        """The identifier by which the test page selects one suite."""
        number = 0
        for character in suite:
            number = (31 * number + ord(character)) & 0xFFFFFFFF
        return f"{number:08x}"
