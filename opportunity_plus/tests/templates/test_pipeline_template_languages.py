# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import tagged

from .pipeline_template_common import PipelineTemplateCommon

# the names of the open stages
NAMES = {
    "th_TH": [
        "ติดต่อและนำเสนอ",
        "ลูกค้ากำลังพิจารณา",
        "ใบเสนอราคา",
        "เจรจาต่อรอง",
        "รออนุมัติการซื้อ",
    ],
    "vi_VN": [
        "Liên hệ & giới thiệu",
        "Đang cân nhắc",
        "Báo giá",
        "Đàm phán",
        "Phê duyệt mua hàng",
    ],
}


@tagged("post_install", "-at_install", "opportunity_plus")
class TestPipelineTemplateLanguages(PipelineTemplateCommon):
    """The stages come in the languages that the database has."""

    def test_thai_and_vietnamese(self):
        for code in NAMES:
            self.env["res.lang"].sudo()._activate_lang(code)
        modules = self.env["ir.module.module"].sudo()
        modules._load_module_terms(["opportunity_plus"], [*NAMES], overwrite=True)
        self.env.invalidate_all()
        self._clear()
        template = self.template.with_context(lang="th_TH")
        self.assertEqual(
            [line["name"] for line in template.preview()["lines"]][:5], NAMES["th_TH"]
        )
        stages = template.apply()[:5]
        self.assertEqual(len(stages), 5)
        for code, names in NAMES.items():
            own = stages.with_context(lang=code)
            self.assertEqual(own.mapped("name"), names)
            for stage, english in zip(
                own, stages.with_context(lang="en_US"), strict=True
            ):
                self.assertNotEqual(stage.guidance, english.guidance)
                self.assertTrue(stage.checkpoint_ids)
                for point, source in zip(
                    stage.checkpoint_ids, english.checkpoint_ids, strict=True
                ):
                    self.assertNotEqual(point.name, source.name)
        english = stages.with_context(lang="en_US")
        self.assertEqual(english[1].name, "Under consideration")
        plans = english.activity_plan_id
        self.assertEqual(len(plans), 5)
        for plan in plans:  # in the language of whoever applies the template
            self.assertRegex(plan.name, "[\u0e01-\u0e5b]")
