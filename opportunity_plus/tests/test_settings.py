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
                # one sentence
                self.assertRegex(setting.get("help"), r"^[^.]+$")
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

    # rates of the stages

    def _stages(self):
        stages = self.env["crm.stage"].sudo().search([("is_won", "=", False)])
        stages.opportunity_probability = 50
        return stages

    def _save(self, **changes):
        form = Form(self.settings, "crm.res_config_settings_view_form")
        for name, value in changes.items():
            form[name] = value
        settings = form.save()
        settings.execute()
        return settings

    def test_equal_rates_of_the_stages_are_told_and_kept(self):
        stages = self._stages()
        settings = self._save(opportunity_probability_policy="stage")
        self.assertTrue(settings.oplus_rising_rates_proposal)
        self.assertEqual(set(stages.mapped("opportunity_probability")), {50})

    def test_rising_rates_are_given_to_whoever_asks(self):
        stages = self._stages()
        self._save(opportunity_probability_policy="stage", oplus_give_rising_rates=True)
        rates = stages.mapped("opportunity_probability")
        self.assertEqual((rates[0], rates[-1]), (10, 60))
        self.assertEqual(rates, sorted(set(rates)))

    def test_three_stages_rise_as_sellers_expect(self):
        stages = self._stages()
        stages[3:].is_won = True
        rates = self.env["crm.stage"]._oplus_rising_rates()
        self.assertEqual(list(rates.values()), [10, 30, 60])
        self.assertEqual(list(rates), list(stages[:3]))

    def test_rates_that_somebody_chose_are_left_alone(self):
        stages = self._stages()
        stages[0].opportunity_probability = 5
        settings = self.settings.create(
            {"opportunity_probability_policy": "stage", "oplus_give_rising_rates": True}
        )
        settings.execute()
        self.assertFalse(settings.oplus_rising_rates_proposal)
        self.assertEqual(set(stages[1:].mapped("opportunity_probability")), {50})

    def test_other_policies_give_no_rates(self):
        stages = self._stages()
        self.settings.create(
            {"opportunity_probability_policy": "fixed", "oplus_give_rising_rates": True}
        ).execute()
        self.assertEqual(set(stages.mapped("opportunity_probability")), {50})

    def test_the_scoring_says_that_it_is_for_leads(self):
        arch = etree.fromstring(self.settings.get_view(view_type="form")["arch"])
        path = "//setting[@name='predictive_lead_setting_container']/div[@invisible]"
        notes = {
            note.get("invisible"): " ".join(note.text.split())
            for note in arch.xpath(path)
            if note.text.strip()
        }
        self.assertEqual(len(notes), 2)
        for policy in ("fixed", "stage"):
            note = notes[f"opportunity_probability_policy != '{policy}'"]
            self.assertIn("Used for leads only", note)
