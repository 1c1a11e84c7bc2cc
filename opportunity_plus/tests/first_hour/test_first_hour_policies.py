# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .first_hour_common import FirstHourCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFirstHourPolicies(FirstHourCommon):
    """What policies would change today."""

    def test_what_working_days_would_move(self):
        self.offer.sudo().rotting_threshold_days = 5
        before = self._page().timed_count
        timed = self._lead(stage_id=self.offer.id)
        self._lead()
        self._end_transaction()
        self.assertEqual(self._page().timed_count, before + 1)
        self.assertIn(timed, self._records(self._page(), "timed"))

    def test_which_customers_the_filter_of_automatic_opening_matches(self):
        company = self.env.company.sudo()
        company.opportunity_auto_create_domain = "[('city', '=', 'Hanoi')]"
        customers = self.env["res.partner"].sudo()
        found = customers.create({"name": "Matches", "city": "Hanoi"})
        vendor = {"supplier_rank": 1, "name": "Vendor", "city": "Hanoi"}
        inside = {"parent_id": found.id, "name": "Buyer", "city": "Hanoi"}
        customers.create([vendor, inside, {"name": "Elsewhere", "city": "Hue"}])
        self.assertEqual(self._records(self._page(), "customer").ids, found.ids)
        company.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_company SET opportunity_auto_create_domain = %s",
            ["[('x_of_another_addon', '=', 1)]"],
        )
        self.assertEqual(self._page().customer_count, 0)
