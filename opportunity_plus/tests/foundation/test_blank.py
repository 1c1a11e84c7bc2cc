# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.opportunity_plus.models.foundation.blank import is_blank

from ..common import OpportunityPlusCommon

BLANKS = (
    " \t\n",
    "\u00a0",
    "\u200b",
    "\u2060\ufeff",
    "\u200e\u202a",
    "\u2800",
    "\u3164",
    "\u3000",
    "\u00ad",
    "\ufe0f",
)


@tagged("post_install", "-at_install", "opportunity_plus")
class TestBlank(OpportunityPlusCommon):
    """What a reader cannot see is no name, reason or note."""

    def test_what_is_blank(self):
        html = ("<p><br></p>", "&nbsp;", "<p>&#8203;</p>", "<b>\u200b</b>", "&zwnj;")
        for text in (*BLANKS, *html, "", False, None, "\0", "\ud800"):
            self.assertTrue(is_blank(text), repr(text))

    def test_what_is_not(self):
        for text in (
            "a",
            "ก",
            "ราคาสูงเกินไป",
            "Đắt",
            "!",
            "👍",
            "<img src='x'/>",
            "<i class='fa fa-star'></i>",
            "a < b",
            "\u200ba",
            7,
        ):
            self.assertFalse(is_blank(text), repr(text))

    def test_an_opportunity_has_a_name_to_be_seen(self):
        lead = self._lead()
        for blank in BLANKS:
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                lead.name = blank
            created = self._lead(name=blank)
            self.assertEqual(created.name, "Siam Trading")
            nameless = self.env["res.partner"].create({"name": blank})
            created = self._lead(name=blank, partner_id=nameless.id)
            self.assertFalse(is_blank(created.name))

    def test_a_pattern_of_blanks_is_the_pattern_of_a_new_company(self):
        for blank in (*BLANKS, "\u200b{product}\u200b"):
            self.env.company.sudo().opportunity_name_pattern = blank
            self.assertEqual(self._lead(name=False).name, "Siam Trading")

    def test_types_and_rules_have_names_to_be_seen(self):
        kind = self.env["crm.opportunity.type"].with_user(self.admin)
        rule = self.env["crm.big.deal.rule"].with_user(self.admin)
        vals = {"minimum_amount": 1, "user_ids": self.agent.ids}
        real = kind.create({"name": "Real"}), rule.create({"name": "Real", **vals})
        for blank in BLANKS:
            for attempt in (
                lambda blank=blank: kind.create({"name": blank}),
                lambda blank=blank: rule.create({"name": blank, **vals}),
                lambda blank=blank: real[0].write({"name": blank}),
                lambda blank=blank: real[1].write({"name": blank}),
            ):
                with self.assertRaises(ValidationError), self.env.cr.savepoint():
                    attempt()

    def test_a_blank_lead_gets_a_name_when_it_becomes_an_opportunity(self):
        nobody = self.env["res.partner"].create({"name": "\u200b"})
        for convert in (
            lambda lead: lead.write({"type": "opportunity"}),
            lambda lead: lead.convert_opportunity(lead.partner_id),
        ):
            for partner, name in (
                (self.customer, "Siam Trading"),
                (nobody, "New opportunity"),
            ):
                lead = self._lead(type="lead", name="\u200b", partner_id=partner.id)
                convert(lead)
                self.assertEqual((lead.type, lead.name), ("opportunity", name))
        lead = self._lead(type="lead", name="\u200b")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            lead.write({"type": "opportunity", "name": "\u3000"})
        lead = self._lead(type="lead", name="Mango")
        lead.write({"type": "opportunity"})
        self.assertEqual(lead.name, "Mango")

    def test_templates_have_names_to_be_seen(self):
        vals = {"name": "Real", "line_ids": [Command.create({"name": "Real"})]}
        template = self.env["crm.pipeline.template"].with_user(self.admin).create(vals)
        line = template.line_ids
        line.point_ids = [Command.create({"name": "Real"})]
        for record in (template, line, line.point_ids):
            for blank in BLANKS:
                with (
                    self.subTest(record._name, blank=blank),
                    self.assertRaisesRegex(ValidationError, "name is blank"),
                    self.env.cr.savepoint(),
                ):
                    record.name = blank

    def test_stages_and_lost_reasons_have_names_to_be_seen(self):
        for real in (self.new, self.too_expensive):
            real = real.with_user(self.admin)
            for blank in BLANKS:
                for attempt in (
                    lambda real=real, blank=blank: real.create({"name": blank}),
                    lambda real=real, blank=blank: real.write({"name": blank}),
                    lambda real=real, blank=blank: real.web_save({"name": blank}, {}),
                    lambda real=real, blank=blank: real.copy({"name": blank}),
                ):
                    with (
                        self.subTest(real._name, blank=blank),
                        self.assertRaisesRegex(ValidationError, "name is blank"),
                        self.env.cr.savepoint(),
                    ):
                        attempt()
                self._assert_not_loaded(real, blank)

    def _assert_not_loaded(self, real, blank):
        for row in ([False, blank], [str(real.id), blank]):
            result = real.load([".id", "name"], [row])
            with self.subTest(real._name, row=row):
                self.assertFalse(result["ids"])
                self.assertRegex(str(result["messages"]), "blank|required")

    def test_a_stage_has_a_name_to_be_seen_in_each_language(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        stage = self.new.with_user(self.admin).with_context(lang="th_TH")
        stage.name = "ใหม่"
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            stage.name = "\u200b"
        self.assertEqual(stage.name, "ใหม่")
        self.assertEqual(stage.with_context(lang="en_US").name, "New")

    def test_a_free_text_of_blanks_is_no_product(self):
        lead = self._lead()
        for blank in BLANKS:
            with (
                self.assertRaisesRegex(ValidationError, "Enter a description"),
                self.env.cr.savepoint(),
            ):
                self.env["crm.lead.product.line"].create(
                    {"lead_id": lead.id, "name": blank}
                )

    def test_the_dialogs_take_no_blanks(self):
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        for user, purpose in ((self.agent, "request"), (self.admin, "reopen")):
            dialogs = self.env["crm.lead.reason"].with_user(user)
            for blank in BLANKS:
                vals = {"purpose": purpose, "lead_ids": lead.ids, "reason": blank}
                with (
                    self.assertRaisesRegex(UserError, "few words"),
                    self.env.cr.savepoint(),
                ):
                    dialogs.create(vals).action_apply()
        self.assertEqual(lead.won_status, "lost")
