# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import OpportunityPlusCommon

ORDERS = (
    *("date_deadline", "expected_revenue", "prorated_revenue", "probability"),
    *("stage_deadline", "silence_days", "create_date", "write_date"),
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBoardOrder(OpportunityPlusCommon):
    """The board is sorted by what the user has chosen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.settings = cls._settings(cls.agent)

    @classmethod
    def _settings(cls, user):
        settings = cls.env["res.users.settings"]
        return settings._find_or_create_for_user(user).with_user(user)

    def _choose(self, **orders):
        chosen = {
            key.strip("_").replace("_", ","): text for key, text in orders.items()
        }
        return self.settings.set_res_users_settings({"oplus_board_orders": chosen})

    def _board(self, order, groupby="stage_id", **context):
        leads = self.env["crm.lead"].with_context(oplus_board_order=True, **context)
        found = leads.web_read_group(
            [("user_id", "=", self.agent.id)],
            [groupby],
            ["expected_revenue:sum"],
            auto_unfold=True,
            order=f"{order} NULLS LAST, id DESC",
            unfold_read_specification={"name": {}},
        )
        return found["groups"]

    def _cards(self, group):
        return [card["id"] for card in group.get("__records", ())]

    def test_choices_of_boards_are_kept_beside_each_other(self):
        self._choose(_7_8="expected_revenue desc")
        told = self._choose(_7_9="date_deadline asc")
        kept = {"7,8": "expected_revenue desc", "7,9": "date_deadline asc"}
        self.assertEqual(told["oplus_board_orders"], kept)
        self.settings.invalidate_recordset()
        self.assertEqual(self.settings.oplus_board_orders, kept)
        self._choose(_7_8=False)
        self.assertEqual(
            self.settings._res_users_settings_format()["oplus_board_orders"],
            {"7,9": "date_deadline asc"},
        )

    def test_the_choice_is_of_one_user(self):
        self._choose(_7_8="expected_revenue desc")
        self.assertFalse(self._settings(self.colleague).oplus_board_orders)
        with self.assertRaises(AccessError):
            self.settings.with_user(self.colleague).set_res_users_settings(
                {"oplus_board_orders": {"7,8": False}}
            )

    def test_nonsense_is_refused_with_a_sentence(self):
        nonsense = (
            *(7, "7,8", ["7,8"], {"7": "name asc"}, {"7,8": "name"}, {"7,8": 5}),
            *({"7,8": "name asc, (select 1)"}, {"7,8": {"a": 1}}, {"7,8,now": False}),
        )
        for orders in nonsense:
            with self.assertRaises(UserError):
                self.settings.set_res_users_settings({"oplus_board_orders": orders})
        self.assertFalse(self.settings.oplus_board_orders)

    def test_the_list_of_boards_does_not_grow_for_ever(self):
        for number in range(30):
            boards = {f"{number},{view}": "id asc" for view in range(5)}
            self.settings.set_res_users_settings({"oplus_board_orders": boards})
        self.assertLessEqual(len(self.settings.oplus_board_orders), 100)
        self.assertIn("29,4", self.settings.oplus_board_orders)

    def test_columns_stay_where_they_are(self):
        small = self._lead(expected_revenue=10)
        large = self._lead(expected_revenue=900, stage_id=self.offer.id)
        middle = self._lead(expected_revenue=20)
        for way, first in (("ASC", [small, middle]), ("DESC", [middle, small])):
            groups = self._board(f"expected_revenue {way}")
            shown = [group["stage_id"][0] for group in groups]
            ours = [id_ for id_ in shown if id_ in (self.new.id, self.offer.id)]
            self.assertEqual(ours, [self.new.id, self.offer.id])
            cards = {group["stage_id"][0]: self._cards(group) for group in groups}
            self.assertEqual(cards[self.new.id], [lead.id for lead in first])
            self.assertEqual(cards[self.offer.id], large.ids)

    def test_months_stay_in_the_order_of_the_calendar(self):
        for day, revenue in (("2026-03-05", 1), ("2026-04-05", 9), ("2026-03-09", 5)):
            self._lead(date_deadline=day, expected_revenue=revenue)
        for order in ("date_deadline DESC", "expected_revenue DESC"):
            groups = self._board(order, "date_deadline:month")
            months = [group["date_deadline:month"][0][:7] for group in groups]
            self.assertEqual(months, ["2026-03", "2026-04"])
        march = self.env["crm.lead"].browse(self._cards(groups[0]))
        self.assertEqual(march.mapped("expected_revenue"), [5, 1])

    def test_empty_values_are_last_whichever_way(self):
        early, late = (self._lead(date_deadline=f"2026-03-0{n}") for n in (1, 2))
        without = self._leads(2)
        without.sudo().date_deadline = False
        ends = without.ids[::-1]  # of the same value the newest first
        domain = [("id", "in", (early + late + without).ids)]
        for way, first in (("ASC", [early, late]), ("DESC", [late, early])):
            expected = [lead.id for lead in first] + ends
            order = f"date_deadline {way} NULLS LAST, id DESC"
            self.assertEqual(
                self.env["crm.lead"].search(domain, order=order).ids, expected
            )
            self.assertEqual(
                self._cards(self._board(f"date_deadline {way}")[0]), expected
            )

    def _differing(self):
        """Three opportunities, each first by one order and last by another."""
        leads = self.env["crm.lead"]
        rows = ((1, 30, 40, 3, 9), (2, 10, 90, 9, 3), (3, 20, 20, 5, 5))
        for age, revenue, rate, closing, target in rows:
            with self._at(f"2026-03-{10 - age:02} 09:00:00"):
                lead = self._lead(
                    expected_revenue=revenue,
                    probability=rate,
                    date_deadline=f"2026-04-{closing:02}",
                )
                # sudo: users do not set the date by which a stage is to be left
                lead.sudo().stage_deadline = f"2026-05-{target:02} 09:00:00"
                self._end_transaction()
            leads |= lead
        with self._at("2026-03-15 12:00:00"):
            leads[2].message_post(body="Silent no longer", **self._from_outside())
            self._end_transaction()
        with self._at("2026-03-16 13:00:00"):
            leads[1].description = "Written last"
            self._end_transaction()
        return leads

    def _from_outside(self):
        return {"message_type": "email", "author_id": self.customer.id}

    def test_each_order_is_that_of_its_values(self):
        leads = self._differing()
        seen = set()
        for name in ORDERS:
            self.env.invalidate_all()
            up = leads.sorted(name)
            self.assertEqual(len(set(up.mapped(name))), 3, name)
            with self.subTest(name):
                self.assertEqual(self._cards(self._board(f"{name} ASC")[0]), up.ids)
                down = self._cards(self._board(f"{name} DESC")[0])
                self.assertEqual(down, up.ids[::-1])
            seen.add(tuple(up.ids))
        self.assertGreater(len(seen), 2)

    def test_agents_can_sort_by_everything_that_is_offered(self):
        leads = self._leads(3)
        for name in ORDERS:
            for way in ("ASC", "DESC"):
                cards = self._cards(self._board(f"{name} {way}")[0])
                self.assertCountEqual(cards, leads.ids)
                order = f"{name} {way} NULLS LAST, id DESC"
                pages = [
                    self.env["crm.lead"].web_search_read(
                        [("id", "in", leads.ids)], {}, offset, 2, order
                    )["records"]
                    for offset in (0, 2)
                ]
                more = [record["id"] for page in pages for record in page]
                self.assertEqual(more, cards)
