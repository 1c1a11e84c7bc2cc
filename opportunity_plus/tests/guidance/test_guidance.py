# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .guidance_common import GuidanceCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestGuidance(GuidanceCommon):
    """What a stage tells the salesperson on the form of the opportunity."""

    def _field(self, name, model="crm.lead"):
        return self.env["ir.model.fields"].sudo()._get(model, name)

    def _key_fields(self, *names, stage=None):
        stage = (stage or self.new).with_user(self.admin)
        stage.oplus_key_field_ids = [
            Command.set([self._field(name).id for name in names])
        ]

    def _panel(self, user=None):
        """The key fields of the form as a user gets it, with their attributes."""
        leads = self.env["crm.lead"].with_user(user or self.env.user)
        view = leads.get_view(self.env.ref("crm.crm_lead_view_form").id, "form")
        form = etree.fromstring(view["arch"])
        nodes = form.xpath("//group[@name='oplus_key_fields']/field")
        return {node.get("name"): dict(node.attrib) for node in nodes}

    def test_text_and_points_of_the_current_stage(self):
        self.new.with_user(self.admin).guidance = "<p>Make an appointment</p>"
        lead = self._lead()
        lead.action_tick(self.called.id)
        guide = lead.oplus_guidance
        self.assertEqual(guide["text"], "<p>Make an appointment</p>")
        self.assertEqual(
            [(point["name"], point["is_required"]) for point in guide["points"]],
            [("Called", True), ("Budget", False), ("Site visit", True)],
        )
        done, open_, _visit = guide["points"]
        self.assertEqual((done["is_done"], done["by"]), (True, "Agent"))
        self.assertEqual((open_["is_done"], open_["by"]), (False, False))
        lead.stage_id = self.offer
        self.assertFalse(lead.oplus_guidance)

    def test_an_empty_text_is_no_guidance(self):
        self.offer.with_user(self.admin).guidance = "<p><br></p>"
        self.assertFalse(self._lead(stage_id=self.offer.id).oplus_guidance)
        self.offer.with_user(self.admin).guidance = "<p>Price, delivery</p>"
        self.env.invalidate_all()
        self.assertTrue(self._lead(stage_id=self.offer.id).oplus_guidance)

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"].sudo()._activate_lang("th_TH")
        stage = self.new.with_user(self.admin)
        stage.guidance = "<p>Purpose</p>"
        stage.with_context(lang="th_TH").guidance = "<p>วัตถุประสงค์</p>"
        self.called.with_user(self.admin).with_context(lang="th_TH").name = "โทรแล้ว"
        guide = self._lead().with_context(lang="th_TH").oplus_guidance
        self.assertEqual(guide["text"], "<p>วัตถุประสงค์</p>")
        self.assertEqual(guide["points"][0]["name"], "โทรแล้ว")

    def test_scripts_do_not_reach_the_reader(self):
        stage = self.new.with_user(self.admin)
        stage.guidance = (
            "<p>Fine<script>alert(1)</script></p><img src=x onerror=alert(1)>"
        )
        text = self._lead().oplus_guidance["text"]
        self.assertIn("Fine", text)
        self.assertNotIn("script", text)
        self.assertNotIn("onerror", text)

    def test_an_unsaved_opportunity_shows_the_points(self):
        leads = self.env["crm.lead"].with_context(
            default_type="opportunity", default_stage_id=self.new.id
        )
        form = Form(leads)
        form.name = "New one"
        form.partner_id = self.customer
        form.expected_revenue = 5
        guide = form.oplus_guidance
        self.assertIn("Called", [point["name"] for point in guide["points"]])
        lead = form.save()
        lead.action_tick(self.called.id)
        self.assertEqual(lead.checklist_done, 1)

    def test_key_fields_are_shown_in_their_stages(self):
        self._key_fields("referred", "date_deadline")
        self._key_fields("referred", stage=self.offer)
        panel = self._panel()
        self.assertEqual(set(panel), {"referred", "date_deadline"})
        ids = sorted([self.new.id, self.offer.id])
        self.assertEqual(panel["referred"]["invisible"], f"stage_id not in {ids}")
        self.assertEqual(
            panel["date_deadline"]["invisible"], f"stage_id not in [{self.new.id}]"
        )
        self.assertTrue(self._lead(stage_id=self.offer.id).oplus_guidance)
        self._key_fields()
        self.assertEqual(set(self._panel()), {"referred"})

    def test_key_fields_behave_as_elsewhere_on_the_form(self):
        self._key_fields("date_deadline", "probability", "tag_ids", "referred")
        panel = self._panel()
        self.assertEqual(panel["date_deadline"]["widget"], "closing_clock")
        self.assertIn("won_status", panel["probability"]["readonly"])
        self.assertEqual(panel["tag_ids"]["widget"], "many2many_tags")
        for node in panel.values():  # for readers of a shared opportunity
            self.assertIn("not oplus_can_write", node["readonly"])

    def test_key_fields_are_filled_in_on_the_form(self):
        self._key_fields("referred", "date_deadline")
        lead = self._lead()
        with Form(lead) as form:
            form.referred = "A friend"
        self.assertEqual(lead.referred, "A friend")

    def test_key_fields_that_a_reader_may_not_see_are_left_out(self):
        self.patch(
            self.env["crm.lead"]._fields["referred"], "groups", "base.group_system"
        )
        self.env.registry.clear_all_caches()
        self.addCleanup(self.env.registry.clear_all_caches)
        self._key_fields("referred", "date_deadline")
        self.assertEqual(set(self._panel()), {"date_deadline"})

    def test_a_deleted_field_is_no_longer_a_key_field(self):
        field = (
            self.env["ir.model.fields"]
            .sudo()
            .create(
                {
                    "name": "x_rival",
                    "field_description": "Rival",
                    "model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "ttype": "char",
                }
            )
        )
        self._key_fields("x_rival", "referred")
        self.assertEqual(set(self._panel()), {"x_rival", "referred"})
        field.unlink()
        self.assertEqual(set(self._panel()), {"referred"})
        self.assertEqual(
            self.new.sudo().oplus_key_field_ids.mapped("name"), ["referred"]
        )

    def test_what_cannot_be_a_key_field(self):
        for name, model in (
            ("stage_id", "crm.lead"),
            ("description", "crm.lead"),
            ("order_ids", "crm.lead"),
            ("lead_properties", "crm.lead"),
            ("name", "res.partner"),
        ):
            field = self._field(name, model)
            with (
                self.subTest(name),
                self.assertRaisesRegex(ValidationError, "cannot be key fields"),
                self.env.cr.savepoint(),
            ):
                self.new.with_user(self.admin).oplus_key_field_ids = field

    def test_administrators_of_sales_choose_key_fields(self):
        fields = self.env["ir.model.fields"].with_user(self.admin)
        domain = self.env["crm.stage"]._fields["oplus_key_field_ids"].domain
        found = fields.with_context(hide_model=True).name_search("Expected Cl", domain)
        self.assertEqual([label for _id, label in found], ["Expected Closing"])
        with Form(self.new.with_user(self.admin)) as form:
            form.oplus_key_field_ids.add(self._field("referred"))
            with form.checkpoint_ids.new() as point:
                point.name = "Rivals known"
        self.assertEqual(self.new.checkpoint_ids[-1].name, "Rivals known")
        self.assertIn("referred", self._panel())

    def test_whether_it_is_folded_follows_the_user(self):
        settings = self.env["res.users.settings"]
        mine = settings._find_or_create_for_user(self.agent).with_user(self.agent)
        self.assertFalse(mine._res_users_settings_format()["oplus_guidance_folded"])
        mine.set_res_users_settings({"oplus_guidance_folded": True})
        self.assertTrue(mine._res_users_settings_format()["oplus_guidance_folded"])
        other = settings._find_or_create_for_user(self.colleague)
        self.assertFalse(other.oplus_guidance_folded)

    def test_the_history_opens_from_the_panel(self):
        lead = self._lead()
        lead.action_tick(self.called.id)
        action = lead.oplus_action_view_ticks()
        ticks = self.env["crm.lead.tick"].search(action["domain"])
        self.assertEqual(ticks, lead.oplus_tick_ids)
        self.assertEqual(action["target"], "new")
