# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from odoo.addons.opportunity_plus import hooks

from ..common import OpportunityPlusCommon

OWN = {"th_TH": "ปิดการขายได้", "vi_VN": "Thành công"}
ODOOS = {"th_TH": "สำเร็จ", "vi_VN": "Đạt"}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWonStageWord(OpportunityPlusCommon):
    """Odoo's stage Won has the word of the screens, where nobody used another."""

    def setUp(self):
        super().setUp()
        for code in OWN:
            self.env["res.lang"].sudo()._activate_lang(code)
        self.stage = self.env.ref("crm.stage_lead4").sudo()
        self.stage.name = "Won"
        self._name(ODOOS)

    def _name(self, names):
        self.stage.update_field_translations("name", names)

    def _names(self):
        self.env.invalidate_all()
        return {code: self.stage.with_context(lang=code).name for code in OWN}

    def _load(self, code):
        modules = self.env["ir.module.module"].sudo()
        modules._load_module_terms(["crm", "opportunity_plus"], [code])

    def test_a_language_that_is_added(self):
        self._name({"th_TH": False})
        self._load("th_TH")
        self.assertEqual(self._names(), {**ODOOS, "th_TH": OWN["th_TH"]})

    def test_a_language_from_before(self):
        self._load("th_TH")
        self.assertEqual(self._names(), ODOOS)

    def test_a_name_of_the_company(self):
        self.stage.name = "Signed"
        self._name({"th_TH": False})
        self._load("th_TH")
        self.assertNotEqual(self._names()["th_TH"], OWN["th_TH"])

    def test_a_new_database_and_the_end_of_it(self):
        self.env["crm.lead"].sudo().with_context(active_test=False).search([]).unlink()
        hooks.keep_stock_policies(self.env(su=True))
        self.assertEqual(self._names(), OWN)
        self.stage._oplus_won_give_back()
        self.assertEqual(self._names(), ODOOS)

    def test_a_database_in_english_alone(self):
        """It is installed and removed, as it is where another language was left."""
        system = self.env(su=True, context={"active_test": False})
        others = [("lang", "!=", "en_US")]
        for model in ("res.users", "res.partner"):
            system[model].search(others).lang = "en_US"
        system["res.lang"].search([("code", "in", [*OWN])]).active = False
        system["crm.lead"].search([]).unlink()
        hooks.keep_stock_policies(system)
        self.stage._oplus_won_give_back()
        self.assertEqual(self.stage.with_context(lang="en_US").name, "Won")

    def test_a_database_with_opportunities(self):
        self._lead()
        hooks.keep_stock_policies(self.env(su=True))
        self.assertEqual(self._names(), ODOOS)
