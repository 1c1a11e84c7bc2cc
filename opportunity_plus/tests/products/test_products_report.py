# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .products_common import OpportunityPlusProductsCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestProductsReport(OpportunityPlusProductsCommon):
    """The report by product."""

    def setUp(self):
        super().setUp()
        self.lead = self._lead(probability=50, date_deadline="2026-05-10")
        self._line(self.lead, self.pallet, quantity=2)
        self._line(self.lead, self.rent)
        self.other = self._lead(probability=10, date_deadline="2026-06-10")
        self._line(self.other, self.pallet)
        self._end_transaction()

    def _groups(self, groupby, *aggregates, user=None):
        lines = self.env["crm.lead.product.line"].with_user(user or self.agent)
        domain = [("lead_id", "in", (self.lead | self.other).ids)]
        rows = lines.formatted_read_group(domain, [groupby], aggregates)
        return {
            (row[groupby] and row[groupby][1]): tuple(row[name] for name in aggregates)
            for row in rows
        }

    def test_by_product(self):
        self.assertEqual(
            self._groups(
                "product_id",
                "quantity:sum",
                "price_subtotal:sum",
                "weighted_subtotal:sum",
            ),
            {"Pallet": (3, 300, 110), "Rent": (1, 50, 25)},
        )

    def test_by_what_the_opportunity_tells(self):
        self.other.stage_id = self.offer
        for groupby, expected in (
            ("stage_id", {"New": (250,), "Offer": (100,)}),
            ("user_id", {"Agent": (350,)}),
            ("team_id", {"North": (350,)}),
            ("partner_id", {"Siam Trading": (350,)}),
            ("date_deadline:month", {"May 2026": (250,), "June 2026": (100,)}),
            ("product_category_id", {False: (350,)}),
        ):
            with self.subTest(groupby):
                groups = self._groups(groupby, "price_subtotal:sum")
                self.assertEqual(sorted(groups.values()), sorted(expected.values()))

    def test_lost_opportunities_are_in_it(self):
        self.other.action_set_lost(lost_reason_id=self.too_expensive.id)
        lines = self.env["crm.lead.product.line"]
        lost = lines.search([("won_status", "=", "lost")])
        self.assertEqual(lost.lead_id, self.other)

    def test_each_role_sees_its_opportunities(self):
        self.other.sudo().write(
            {"user_id": self.colleague.id, "team_id": self.south.id}
        )
        self._end_transaction()
        for user, total in (
            (self.agent, 250),
            (self.colleague, 100),
            (self.supervisor, 250),
            (self.manager, 350),
            (self.admin, 350),
        ):
            with self.subTest(user.login):
                groups = self._groups("won_status", "price_subtotal:sum", user=user)
                self.assertEqual(sum(row[0] for row in groups.values()), total)

    def test_a_line_opens_its_opportunity(self):
        action = self.lead.product_line_ids[0].action_view_lead()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("crm.lead", self.lead.id)
        )

    def test_many_lines_are_read_in_as_many_queries_as_few(self):
        lines, counts = self.env["crm.lead.product.line"], []
        for _number in range(20):
            self._line(self._lead(), self.pallet)
        names = ["stage_id", "user_id", "price_subtotal", "weighted_subtotal"]
        for limit in (1, 2, 20):  # the first warms up
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines.web_search_read([], {name: {} for name in names}, limit=limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
