# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import product

from psycopg2.extras import Json

from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.misc import file_path

from ..common import OpportunityPlusCommon

UPDATE = "opportunity_plus/migrations/19.0.10.0.0/%s.py"
WAS, IS, OWN = "Doanh thu theo xác suất", "Doanh thu theo tỷ lệ chốt", "Của riêng ta"
MEASURE = "selection__crm_big_deal_rule__measure__weighted"
FAILED = "selection__crm_big_deal_alert__state__failed"
LATER = "opportunity_plus/migrations/19.0.11.0.0/%s.py"
LAST = "opportunity_plus/migrations/19.0.12.0.0/%s.py"
TEMPLATES = "opportunity_plus/migrations/19.0.16.0.0/%s.py"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestWordsReplaced(OpportunityPlusCommon):
    """An update brings the words of today, except where somebody has changed them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"].sudo()._activate_lang("vi_VN")
        cls.modules = cls.env["ir.module.module"].sudo()
        cls.modules._load_module_terms(["opportunity_plus"], ["vi_VN"])

    def _update(self, name, update=UPDATE):
        """What an update of the add-on does, as far as words are concerned."""
        self.env.flush_all()
        script = load_script(file_path(update % name), name)
        script.migrate(self.env.cr, "19.0.9.0.0")
        self.modules._load_module_terms(["opportunity_plus"], ["vi_VN"])
        self.env.invalidate_all()
        self.env.registry.clear_cache("templates")

    def _ref(self, name):
        record = self.env.ref(f"opportunity_plus.{name}").sudo()
        return record.with_context(lang="vi_VN")

    def _renew(self, value, before, update=UPDATE):
        """Return a label after an update that finds it as it was before."""
        self.env.cr.execute(
            "UPDATE ir_model_fields_selection SET name = name || %s WHERE id = %s",
            [Json({"vi_VN": before}), value.id],
        )
        self._update("post-words", update)
        return value.name

    def test_names_and_labels(self):
        measure = self._ref(MEASURE)
        for before, after in ((WAS, IS), (IS, IS), (OWN, OWN)):
            with self.subTest(before):
                self.assertEqual(self._renew(measure, before), after)
                english = measure.with_context(lang="en_US").name
                self.assertEqual(english, "Weighted Revenue")

    def test_names_and_labels_of_a_later_update(self):
        failed, word = self._ref(FAILED), "Gửi không được"
        for before, after in (("Thất bại", word), (word, word), (OWN, OWN)):
            with self.subTest(before):
                self.assertEqual(self._renew(failed, before, LATER), after)

    def test_words_of_mail_templates(self):
        template = self._ref("mail_template_alert")
        known = "Gửi khi một cơ hội đạt %s của quy tắc thương vụ lớn"
        word = known % "ngưỡng"
        for before, after in ((known % "mục tiêu", word), (word, word), (OWN, OWN)):
            with self.subTest(before):
                template.description = before
                self._update("post-words", TEMPLATES)
                self.assertEqual(template.description, after)

    def test_names_of_records_that_no_update_touches(self):
        kind, word = self._ref("mail_activity_type_closing"), "Ngày chốt dự kiến"
        for before, after in (("Ngày đóng dự kiến", word), (word, word), (OWN, OWN)):
            with self.subTest(before):
                kind.name = before
                self._update("post-words", LAST)
                self.assertEqual(kind.name, after)

    def test_odoo_has_its_own_words_for_its_fields_again(self):
        reason, theirs = self._ref("field_crm_lead__lost_reason_id"), "Lý do mất"
        cases = (("Lý do thất bại", theirs), (theirs, theirs), (OWN, OWN))
        for update, (before, after) in product((LAST, TEMPLATES), cases):
            with self.subTest(before, update=update):
                self.env.cr.execute(
                    "UPDATE ir_model_fields SET field_description ="
                    " field_description || %s WHERE id = %s",
                    [Json({"vi_VN": before}), reason.id],
                )
                self._update("post-words", update)
                self.assertEqual(reason.field_description, after)

    def test_texts_of_views(self):
        view = self._ref("crm_lead_view_tree_forecast")
        for before, after in ((WAS, IS), (IS, IS), (OWN, OWN)):
            with self.subTest(before):
                words = {"vi_VN": {"Weighted Revenue": before}}
                view.update_field_translations("arch_db", words)
                self.assertIn(before, view.arch_db)
                self._update("post-words")
                self.assertIn(after, view.arch_db)
                self.assertEqual(WAS in view.arch_db, after == WAS)

    def test_the_mail_about_a_deal_that_was_put_off(self):
        template = self._ref("mail_template_alert")
        script = load_script(file_path(UPDATE % "post-alert_mail"), "post-alert_mail")
        english = template.with_context(lang="en_US")
        bodies = english.body_html, template.body_html
        for after in bodies:
            self.assertIn("date_deadline_before", after)
        shipped = self._former(script, bodies)
        self._store(template, *shipped)
        self._update("post-alert_mail")
        self.assertEqual((english.body_html, template.body_html), bodies)
        for number in range(2):
            edited = [*shipped]
            edited[number] = edited[number].replace("<p>", "<p>Ours: ", 1)
            self._store(template, *edited)
            self._update("post-alert_mail")
            told = english.body_html, template.body_html
            self.assertEqual(told[number], edited[number])
            self.assertEqual(told[1 - number], bodies[1 - number])

    def test_a_mail_that_somebody_emptied_stays_empty(self):
        template = self._ref("mail_template_alert")
        template.body_html = False
        self.env.flush_all()
        self._update("post-alert_mail")
        self.assertFalse(template.body_html)

    def _former(self, script, bodies):
        """The texts of version 19.0.9.0.0 in English and Vietnamese."""
        [(old, new)] = [pair for pair in script.REPLACED.items() if "\n" in pair[0]]
        shipped = [str(body).replace(new, old) for body in bodies]
        for lang, text in zip(("en_US", "vi_VN"), shipped, strict=True):
            self.assertTrue(script.is_shipped(lang, text), lang)
        return shipped

    def _store(self, template, english, vietnamese):
        texts = Json({"en_US": english, "vi_VN": vietnamese})
        self.env.cr.execute(
            "UPDATE mail_template SET body_html = %s WHERE id = %s",
            [texts, template.id],
        )
        self.env.invalidate_all()
