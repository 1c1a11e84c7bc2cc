# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .products_common import OpportunityPlusProductsCommon

SPECIFICATION = {
    "product_line_ids": {"fields": {"name": {}, "price_subtotal": {}}},
    "oplus_product_line_total": {},
    "oplus_is_product_total_unused": {},
}


@tagged(
    "post_install", "-at_install", "opportunity_plus", "opportunity_plus_performance"
)
class TestProductsPerformance(OpportunityPlusProductsCommon):
    """What products cost where an opportunity is opened."""

    def _queries(self, lead, specification):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        lead.web_read({"name": {}, "expected_revenue": {}} | specification)
        return self.env.cr.sql_log_count - before

    def test_a_form_without_products_costs_one_query_more(self):
        lead = self._lead()
        self._end_transaction()
        self._queries(lead, SPECIFICATION)  # warms up
        costs = self._queries(lead, SPECIFICATION) - self._queries(lead, {})
        self.assertEqual(costs, 1)

    def test_a_form_costs_the_same_for_one_product_and_for_many(self):
        few, many = self._leads(2)
        self._line(few, self.pallet)
        for _number in range(20):
            self._line(many, self.pallet)
        self._end_transaction()
        self._queries(few, SPECIFICATION)  # warms up
        costs = [self._queries(lead, SPECIFICATION) for lead in (few, many)]
        self.assertEqual(*costs)
