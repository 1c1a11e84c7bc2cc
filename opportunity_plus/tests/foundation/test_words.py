# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

import polib
from lxml import etree

from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import OpportunityPlusCommon

# what screens of opportunities call the same things
WORDS = {
    "en_US": ("Won", "Lost", "Expected Closing", "Salesperson", "Closing Rate"),
    "th_TH": (
        "ปิดการขายได้",
        "ปิดการขายไม่ได้",
        "วันที่คาดว่าจะปิด",
        "พนักงานขาย",
        "อัตราการปิดการขาย",
    ),
    "vi_VN": (
        "Thành công",
        "Thất bại",
        "Ngày chốt dự kiến",
        "Nhân viên phụ trách",
        "Tỷ lệ chốt",
    ),
}
LOST_DIALOG = {
    "en_US": "Mark as Lost",
    "th_TH": "บันทึกว่าปิดการขายไม่ได้",
    "vi_VN": "Đánh dấu là thất bại",
}
MENUS = {
    "en_US": ("Stages", "Lost Reasons"),
    "th_TH": ("ขั้นตอน", "เหตุผลที่ปิดการขายไม่ได้"),
    "vi_VN": ("Giai đoạn", "Lý do thất bại"),
}
# words of Odoo's translation that these replace
REPLACED = {
    "th_TH": ("สำเร็จ", "ความน่าจะเป็น", "เราไม่สามารถทำได้"),
    "vi_VN": ("Đạt", "Mất", "Ngày đóng dự kiến", "Nhân viên sales", "Xác suất"),
}
VIEWS = [
    ("crm.lead", "crm.crm_lead_view_form"),
    ("crm.lead", "crm.crm_case_kanban_view_leads"),
    ("crm.lead", "crm.crm_case_tree_view_oppor"),
    ("crm.lead", "crm.crm_lead_view_kanban_forecast"),
    ("crm.lead", "crm.view_crm_case_opportunities_filter"),
    ("crm.lead", "crm.crm_lead_view_search_forecast"),
    ("crm.lead", "crm.crm_opportunity_report_view_search"),
    ("crm.activity.report", "crm.crm_activity_report_view_search"),
    ("crm.lead.lost", "crm.crm_lead_lost_view_form"),
]
# where Odoo's Thai calls opportunities by three names
OPPORTUNITIES = [
    ("crm.lead", "crm.crm_lead_view_form"),
    ("crm.lead2opportunity.partner", "crm.view_crm_lead2opportunity_partner"),
    ("crm.lead2opportunity.partner.mass", "crm.view_crm_lead2opportunity_partner_mass"),
    ("res.partner", "base.view_partner_form"),
]
OTHER_OPPORTUNITY = re.compile("โอกาส(?!การขาย)")
# a button of another add-on of Odoo
ENRICH = "เพิ่มโอกาสด้วยข้อมูลบริษัท"
ACTIONS = [
    "action_crm_lead2opportunity_partner",
    "action_crm_send_mass_convert",
    "action_opportunity_form",
    "crm_lead_opportunities",
]
# texts of screens whose translation was taken for something else, or was two words
AT = '<span class="opacity-50 p-2 text-nowrap d-none d-sm-block">{}</span>'
TEXTS = {
    "Closing Note": ("รายละเอียดการปิดการขาย", "Ghi chú khi đóng"),
    "From Opportunity to Cash": (
        "ติดตามเอกสารและการรับเงิน",
        "Từ cơ hội đến thu tiền",
    ),
    "Sharing": ("การแชร์", "Chia sẻ"),
    "Closed Date": ("วันที่ปิด", "Ngày đóng"),
    "Opening Opportunities": ("การสร้างโอกาสการขายใหม่", "Tạo cơ hội mới"),
    "Minimum Closing Rate (%)": (
        "อัตราการปิดการขายขั้นต่ำ (%)",
        "Tỷ lệ chốt tối thiểu (%)",
    ),
    "Supervisor: Own Teams": (
        "หัวหน้างาน: ทีมของตนเอง",
        "Giám sát: Bộ phận của mình",
    ),
    "Interactions": ("ความเคลื่อนไหวกับลูกค้า", "Lượt tương tác"),
    AT.format("at"): (AT.format("ที่"), AT.format("ở mức")),
    "Stalled": ("ค้างอยู่", "Đình trệ"),
}
# what is not said of the date on which an opportunity is expected to close
VI_CLOSING = ("ngày đóng dự kiến", "dự kiến đóng")
UPDATE = "opportunity_plus/migrations/19.0.8.0.0/post-words.py"
READ = ("string", "title", "placeholder", "help", "confirm")


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWords(OpportunityPlusCommon):
    """One thing has one word, also where Odoo's translation has another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in REPLACED:
            cls.env["res.lang"].sudo()._activate_lang(code)

    def _in(self, code):
        return self.env(context={"lang": code})

    def test_fields_and_outcomes(self):
        for code, (won, lost, closing, person, rate) in WORDS.items():
            told = self._in(code)["crm.lead"].fields_get()
            labels = {name: field["string"] for name, field in told.items()}
            self.assertEqual(labels["date_deadline"], closing)
            self.assertEqual(labels["user_id"], person)
            self.assertEqual(labels["probability"], rate)
            outcomes = dict(told["won_status"]["selection"])
            self.assertEqual((outcomes["won"], outcomes["lost"]), (won, lost))

    def test_views_have_no_other_words(self):
        for code, words in REPLACED.items():
            for model, view in VIEWS:
                with self.subTest(view, lang=code):
                    self.assertFalse(self._others(code, model, view, words))

    def _others(self, code, model, view, words):
        """Return the texts of a view that have one of the words."""
        texts = self._texts(code, model, view)
        return [text for text in texts if any(word in text for word in words)]

    def _texts(self, code, model, view):
        record = self.env.ref(view).sudo()
        arch = self._in(code)[model].get_view(record.id, record.type)["arch"]
        return [
            text
            for node in etree.fromstring(arch).iter(etree.Element)
            if node.get("invisible") not in ("1", "True")
            for text in (node.text, *(node.get(name) for name in READ))
            if text
        ]

    def test_thai_opportunities_have_one_name(self):
        texts = [
            text
            for model, view in OPPORTUNITIES
            for text in self._texts("th_TH", model, view)
        ]
        texts += [
            self._in("th_TH").ref(f"crm.{name}").sudo()._get_action_dict()["name"]
            for name in ACTIONS
        ]
        for model, _view in OPPORTUNITIES[1:3]:
            told = self._in("th_TH")[model].sudo().fields_get(["name"])["name"]
            texts += dict(told["selection"]).values()
        others = {text for text in texts if OTHER_OPPORTUNITY.search(text)}
        self.assertFalse(others - {ENRICH})

    def test_a_title_of_a_company_stays(self):
        for name in ("crm_lead_opportunities", "crm_lead_lost_action"):
            action = self.env.ref(f"crm.{name}").sudo()
            action.name = "Deals"
            self.assertEqual(action._get_action_dict()["name"], "Deals")

    def test_texts_have_the_words_of_the_trade(self):
        for number, code in enumerate(("th", "vi")):
            known = polib.pofile(file_path(f"opportunity_plus/i18n/{code}.po"))
            found = {entry.msgid: entry.msgstr for entry in known}
            for text, words in TEXTS.items():
                with self.subTest(text, lang=code):
                    self.assertEqual(found[text], words[number])
        others = [
            entry.msgid
            for entry in known
            if any(words in entry.msgstr.lower() for words in VI_CLOSING)
        ]
        self.assertFalse(others)

    def test_the_dialog_of_a_loss(self):
        for code, title in LOST_DIALOG.items():
            action = self._in(code).ref("crm.crm_lead_lost_action").sudo()
            self.assertEqual(action._get_action_dict()["name"], title)
            menu = self._in(code)["ir.actions.actions"].get_bindings("crm.lead")
            self.assertIn(title, [entry["name"] for entry in menu["action"]])

    def test_entries_of_the_configuration(self):
        self.env.user.sudo().group_ids += self.env.ref("sales_team.group_sale_manager")
        self.env["ir.module.module"].sudo()._load_module_terms(["crm"], [*REPLACED])
        stages = self.env.ref("crm.menu_crm_lead_stage_act")
        reasons = self.env.ref("crm.menu_crm_lost_reason")
        for code, words in MENUS.items():
            menus = self._in(code)["ir.ui.menu"].load_menus(False)
            told = tuple(menus[menu.id]["name"] for menu in (stages, reasons))
            self.assertEqual(told, words)
            reasons.sudo().with_context(lang=code).name = "Why We Lose"
            menus = self._in(code)["ir.ui.menu"].load_menus(False)
            self.assertEqual(menus[reasons.id]["name"], "Why We Lose")

    def test_languages_without_words_of_ours_have_those_of_odoo(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        told = self._in("fr_FR")["crm.lead"].fields_get(["partner_id"])
        self.assertEqual(told["partner_id"]["string"], "Contact")
        action = self._in("fr_FR").ref("crm.crm_lead_lost_action").sudo()
        self.assertEqual(action._get_action_dict()["name"], "Mark Lost")

    def test_an_update_brings_the_words(self):
        menu = self.env.ref("opportunity_plus.crm_lead_closing_report_menu").sudo()
        menu.with_context(lang="vi_VN").name = "Phân tích đạt/mất"
        self.env.flush_all()
        script = load_script(file_path(UPDATE), "post-words")
        script.migrate(self.env.cr, "19.0.6.0.0")
        self.env.invalidate_all()
        name = menu.with_context(lang="vi_VN").name
        self.assertEqual(name, "Phân tích thành công/thất bại")
        self.assertEqual(menu.name, "Win/Loss Analysis")
