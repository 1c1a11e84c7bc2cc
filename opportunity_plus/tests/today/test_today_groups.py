# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .today_common import NOW, TodayCommon

ORDERED = ["Late", "Large", "Small"]


@tagged("post_install", "-at_install", "opportunity_plus")
class TestTodayGroups(TodayCommon):
    """*Today* in lists with groups: what is in a group is in its order."""

    def setUp(self):
        super().setUp()
        self.deals = self._deal(name="Small", expected_revenue=5, probability=50)
        self.deals |= self._deal(name="Late", closing=-3, expected_revenue=10)
        self.deals |= self._deal(name="Large", expected_revenue=50, probability=50)
        self.talked = self._deal(
            name="Talked", stage_id=self.talk.id, expected_revenue=9000
        )
        self.deals |= self.talked

    def _groups(self, *groupby, deals=None, context=None, **options):
        """Return the groups as the web client gets them."""
        deals = deals or self.deals
        with self._at(NOW):
            self.env.invalidate_all()
            context = {"oplus_today": True} if context is None else context
            return deals.with_context(**context).web_read_group(
                [("id", "in", deals.ids)],
                groupby,
                ["prorated_revenue:sum", "__count"],
                unfold_read_specification={"name": {}},
                **{"auto_unfold": True, **options},
            )["groups"]

    def _names(self, *groupby, **options):
        """Return the names in groups that are not empty, by group."""
        return {
            group[groupby[0]][1]: [record["name"] for record in group["__records"]]
            for group in self._groups(*groupby, **options)
            if group["__count"]
        }

    def test_each_group_is_in_the_order_of_the_page(self):
        names = self._names("stage_id")
        self.assertEqual(names[self.new.name], ORDERED)
        self.assertEqual(names[self.talk.name], ["Talked"])

    def test_the_groups_stay_where_they_are(self):
        stages = [self.new.name, self.talk.name]
        self.assertEqual([*self._names("stage_id")], stages, "not by their sums")
        by_count = self._names("stage_id", order="__count ASC")
        self.assertEqual([*by_count], stages[::-1])
        self.assertEqual(by_count[self.new.name], ORDERED)

    def test_what_the_user_has_sorted_stays_sorted(self):
        names = self._names("stage_id", order="expected_revenue ASC")
        self.assertEqual(names[self.new.name], ["Small", "Late", "Large"])

    def test_without_the_filter_it_is_the_order_of_odoo(self):
        names = self._names("stage_id", context={})
        self.assertEqual(names[self.new.name], ["Large", "Late", "Small"])

    def test_groups_of_groups(self):
        opened = {"folded": False, "offset": 0, "limit": 80}
        inner = {"value": self.agent.id, **opened}
        outer = {"value": self.new.id, "groups": [inner], **opened}
        first, *_others = self._groups("stage_id", "user_id", opening_info=[outer])
        [group] = first["__groups"]["groups"]
        self.assertEqual([record["name"] for record in group["__records"]], ORDERED)

    def test_they_cost_the_same_number_of_queries_for_any_number(self):
        many = self.deals | self._leads(30)
        few, many = (self._queries(deals) for deals in (self.deals, many))
        self.assertEqual(few, many)

    def _queries(self, deals):
        for _round in range(2):  # the first one fills caches
            before = self.env.cr.sql_log_count
            self._groups("stage_id", deals=deals)
        return self.env.cr.sql_log_count - before
