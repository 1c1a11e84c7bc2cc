# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

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
        self.assertFalse(self._page().is_filter_unreadable)

    def _store(self, text):
        """Store a filter that has become wrong since."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_company SET opportunity_auto_create_domain = %s WHERE id = %s",
            [text, self.env.company.id],
        )

    def assertUnreadable(self):
        """The page counts nobody and says so; all the rest is there."""
        page = self._page()
        [told] = page.read(["is_filter_unreadable", "customer_count", "open_count"])
        self.assertTrue(told["is_filter_unreadable"])
        self.assertEqual(told["customer_count"], 0)
        self.assertEqual(told["open_count"], len(self._records(page, "open")))
        self.assertFalse(self._records(page, "customer"))

    def test_a_filter_of_a_system_administrator_leaves_the_page_open(self):
        self._lead()
        self._end_transaction()
        settings = self._user("settings", "base.group_system")
        company = self.env.company.with_user(settings)
        company.opportunity_auto_create_domain = "[('signup_type', '!=', 'x')]"
        self.assertUnreadable()
        self._page().write({"opportunity_closing_near_days": 4})
        self.assertEqual(self.env.company.opportunity_closing_near_days, 4)

    def test_a_filter_of_one_company_leaves_the_pages_of_others(self):
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        self.admin.sudo().company_ids += abroad
        self._store("[('id', '>', 'many')]")
        company = self.env.company
        for ids in ([abroad.id, company.id], [company.id, abroad.id]):
            page = self._page().with_context(allowed_company_ids=ids)
            with self.subTest(ids), mute_logger("odoo.sql_db"):
                told = page.browse(ids).read(["is_filter_unreadable", "customer_count"])
                found = {row["id"]: row["is_filter_unreadable"] for row in told}
                self.assertEqual(found, {company.id: True, abroad.id: False})

    def test_a_filter_that_is_none_leaves_the_page_open(self):
        self._lead()
        self._end_transaction()
        for text in (
            "[('x_of_another_addon', '=', 1)]",
            "[('id', '>', 'many')]",
            "[('city', 'resembles', 'Hanoi')]",
            "[('city', '=', 'Hanoi'",
            "nobody()",
        ):
            with self.subTest(text), mute_logger("odoo.sql_db"):
                self._store(text)
                self.assertUnreadable()

    def test_a_conflict_while_a_filter_is_tried_tells_nothing_about_the_filter(self):
        """Odoo repeats the request, as after any other conflict."""
        company = self.env.company.with_user(self.admin)
        rule = self.env["crm.big.deal.rule"].with_user(self.admin)
        tries = {
            "page": lambda: self._page().read(["is_filter_unreadable"]),
            "company": lambda: company.write({"opportunity_auto_create_domain": "[]"}),
            "rule": lambda: rule.create(
                {"name": "Big", "minimum_amount": 10, "user_ids": self.admin.ids}
            ),
        }
        models = {"page": "res.partner", "company": "res.partner", "rule": "crm.lead"}
        for name, function in tries.items():
            searched = self.env.registry[models[name]]
            with (
                self.subTest(name),
                patch.object(searched, "_search", side_effect=SerializationFailure),
                self.assertRaises(SerializationFailure),
            ):
                function()
