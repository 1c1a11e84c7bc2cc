# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import Form, tagged

from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestSettings(OpportunityPlusCommon):
    """What a company decides is found in its settings, under a heading."""

    def setUp(self):
        super().setUp()
        self.admin.sudo().group_ids += self.env.ref("base.group_system")
        self.settings = self.env["res.config.settings"].with_user(self.admin)

    def test_each_policy_is_asked_for_once_under_a_heading(self):
        arch = etree.fromstring(self.settings.get_view(view_type="form")["arch"])
        fields = self.settings._fields
        policies = [name for name in fields if name.startswith("opportunity_")]
        self.assertTrue(policies)
        for name in policies:
            with self.subTest(name):
                [block] = arch.xpath(
                    f"//app[@name='crm']/block[.//field[@name='{name}']]"
                )
                self.assertTrue(block.get("title"))
                [setting] = block.xpath(f".//setting[.//field[@name='{name}']]")
                self.assertTrue(setting.get("help"))
                self.assertEqual(setting.get("company_dependent"), "1")

    def test_the_rates_of_the_stages_are_one_click_away(self):
        arch = etree.fromstring(self.settings.get_view(view_type="form")["arch"])
        path = "//setting[.//field[@name='opportunity_probability_policy']]//button"
        [button] = arch.xpath(path)
        self.assertEqual(button.get("name"), "crm.crm_stage_action")
        view = self.env["crm.stage"].get_view(view_type="list")
        rates = etree.fromstring(view["arch"]).xpath(
            "//field[@name='opportunity_probability'][@optional='show']"
        )
        self.assertTrue(rates)

    def test_an_administrator_of_sales_decides(self):
        form = Form(self.settings, "crm.res_config_settings_view_form")
        form.opportunity_closing_near_days = 3
        form.opportunity_auto_create = True
        form.save().execute()
        self.assertEqual(self.env.company.opportunity_closing_near_days, 3)
        self.assertTrue(self.env.company.opportunity_auto_create)
