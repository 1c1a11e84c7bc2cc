# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields
from odoo.tests import HttpCase, tagged

from .browser_common import BrowserCase
from .common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportsUi(OpportunityPlusCommon, HttpCase):
    """Both pages, in a browser, as those who read them."""

    def _deals(self):
        self.env["crm.lead"].sudo().search([]).active = False
        self._lead(name="Tower", expected_revenue=500)
        self._lead(name="Bridge", expected_revenue=900).action_set_won()
        self._end_transaction()

    def test_status_as_supervisor(self):
        self._deals()
        self._follow("op_supervisor")

    def test_status_as_administrator(self):
        self._deals()
        self._follow("op_admin")

    def _follow(self, login):
        self.start_tour(
            "/odoo/pipeline-status", "opportunity_plus_pipeline_status", login=login
        )


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportsPhone(OpportunityPlusCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_tables(self):
        self.env["crm.lead"].sudo().search([]).active = False
        closing = {"date_deadline": fields.Date.today(), "expected_revenue": 500}
        self._lead(name="Market hall", **closing)
        self._lead(name="Harbour crane", **closing).action_set_won()
        self._end_transaction()
        self.start_tour(
            "/odoo/pipeline-status", "opportunity_plus_report_phone", login="op_agent"
        )


@tagged("post_install", "-at_install", "opportunity_plus")
class TestReportsLanguages(OpportunityPlusCommon, BrowserCase):
    """Both pages in Thai and Vietnamese, as who sees all documents."""

    # names that people have given
    NAMES = frozenset(("New", "Talk", "Offer"))
    HEADINGS = """
        [...document.querySelectorAll(
            ".o_action_manager :is(h2, h3, th, .o_report_definition, .btn-group .btn)"
        )].map((node) => node.innerText.trim()).filter(Boolean)
    """

    def _headings(self, path, lang):
        self.manager.sudo().lang = lang
        found = []
        self._visit(
            path,
            ".o_report_chart canvas",
            "op_manager",
            lambda: found.extend(self._evaluate(self.HEADINGS)),
        )
        return found

    def test_headings(self):
        languages = {"th_TH": "ขั้นตอน", "vi_VN": "Giai đoạn"}
        for lang in languages:
            self.env["res.lang"].sudo()._activate_lang(lang)
        closing = {"date_deadline": fields.Date.today(), "expected_revenue": 500}
        self._lead(name="Tower", **closing)
        self._lead(name="Bridge", **closing).action_set_won()
        self._end_transaction()
        for path in ("/odoo/pipeline-status", "/odoo/pipeline-over-time"):
            english = self._headings(path, "en_US")
            for lang in languages:
                with self.subTest(path=path, lang=lang):
                    told = self._headings(path, lang)
                    self.assertEqual(len(told), len(english))
                    self.assertLessEqual({*english} & {*told}, self.NAMES)
                    if path == "/odoo/pipeline-status":
                        self.assertIn(languages[lang], told)
