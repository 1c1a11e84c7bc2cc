# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .first_hour_common import FirstHourCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestFirstHourChanges(FirstHourCommon):
    """Sales administrators change the policies of the add-on, and nothing else."""

    def _form(self):
        page = self._page()
        view = page.action_policies()["views"][0][0]
        return Form(page, self.env["ir.ui.view"].sudo().browse(view))

    def test_an_administrator_of_sales_changes_a_policy(self):
        with self._form() as form:
            form.opportunity_closed_locked = not form.opportunity_closed_locked
            locked = form.opportunity_closed_locked
            form.opportunity_closing_near_days = 3
            form.opportunity_name_pattern = "{customer} {date}"
        company = self.env.company
        self.assertEqual(company.opportunity_closed_locked, locked)
        self.assertEqual(company.opportunity_closing_near_days, 3)
        self.assertEqual(company.opportunity_name_pattern, "{customer} {date}")
        self.assertEqual(self._page().opportunity_closing_near_days, 3)

    def test_all_policies_of_the_settings_are_there(self):
        settings = {
            name
            for name, field in self.env["res.config.settings"]._fields.items()
            if (field.related or "").startswith("company_id.opportunity_")
        }
        page = self._page()
        view = page.action_policies()["views"][0][0]
        arch = etree.fromstring(page.get_view(view)["arch"])
        shown = arch.xpath("//field[starts-with(@name, 'opportunity_')]/@name")
        self.assertEqual({*shown}, settings)

    def test_each_policy_has_the_sentence_of_the_settings(self):
        page = self._page()
        view = page.action_policies()["views"][0][0]
        told = self._sentences(page.get_view(view)["arch"])
        # Odoo shows the settings to system administrators
        settings = self.env["res.config.settings"].with_user(SUPERUSER_ID)
        known = self._sentences(settings.get_view(view_type="form")["arch"])
        self.assertTrue(told)
        self.assertFalse(told.items() - known.items())

    def _sentences(self, arch):
        """Return by policy what stands below it."""
        names = "//setting//field[starts-with(@name, 'opportunity_')]"
        return {
            field.get("name"): next(field.iterancestors("setting")).get("help")
            for field in etree.fromstring(arch).xpath(names)
        }

    def test_a_value_that_makes_no_sense_is_refused(self):
        page = self._page()
        with self.assertRaises(ValidationError):
            page.opportunity_snooze_days = -1
            self.env.flush_all()

    def test_nothing_else_of_the_company_is_written(self):
        page = self._page()
        for vals in (
            {"company_id": self.env.company.id},
            {"opportunity_closed_locked": True, "display_name": "Ours"},
            {"opportunity_of_another_kind": True},
        ):
            with self.assertRaises(AccessError):
                page.write(vals)

    def test_no_filter_goes_past_the_rights_of_the_administrator(self):
        page = self._page()
        with self.assertRaises(AccessError):
            page.opportunity_auto_create_domain = "[('signup_type', '!=', 'a')]"

    def test_other_users_and_other_companies(self):
        page = self._page()
        for user in (self.agent, self.supervisor, self.manager, self.outsider):
            with self.subTest(user.login), self.assertRaises(AccessError):
                page.with_user(user).write({"opportunity_closed_locked": False})
        abroad = self.env["res.company"].sudo().create({"name": "Abroad"})
        with self.assertRaises(AccessError):
            page.browse(abroad.id).write({"opportunity_closed_locked": False})
