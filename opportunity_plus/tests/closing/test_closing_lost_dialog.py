# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .. import doors
from ..common import OpportunityPlusCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestClosingLostDialog(OpportunityPlusCommon):
    """The dialog *Lost*, and what the screens show of lost opportunities."""

    def _dialog(self, leads):
        context = {"default_lead_ids": leads.ids}
        return Form(self.env["crm.lead.lost"].with_context(**context))

    def test_it_names_the_opportunities(self):
        self.assertEqual(self._dialog(self._lead(name="Mango")).oplus_names, "Mango")
        many = self._leads(7)
        self.assertIn("Opportunity 4 and 2 more", self._dialog(many).oplus_names)

    def test_it_asks_for_the_reason_beforehand(self):
        arch = self.env["crm.lead.lost"].get_view(view_type="form")["arch"]
        reason = etree.fromstring(arch).find(".//field[@name='lost_reason_id']")
        self.assertEqual(reason.get("placeholder"), "Choose a reason")
        self.assertEqual(reason.get("required"), "oplus_is_reason_required")
        self.assertIn("Choose a reason", "".join(reason.getparent().itertext()))

    def test_closed_ones_are_named_before_anything_is_asked(self):
        won, still_open = self._lead(name="Mango"), self._lead(name="Papaya")
        won.action_set_won()
        self._end_transaction()
        told = self._dialog(won | still_open).oplus_closed_told
        self.assertEqual(
            told, "These opportunities are closed already. Leave out: Mango"
        )
        self.assertFalse(self._dialog(still_open).oplus_closed_told)
        arch = self.env["crm.lead.lost"].get_view(view_type="form")["arch"]
        button = etree.fromstring(arch).find(
            ".//button[@name='action_lost_reason_apply']"
        )
        self.assertTrue(safe_eval(button.get("invisible"), {"oplus_closed_told": told}))

    def test_closed_ones_of_others_are_not_named(self):
        foreign = self._lead().sudo()
        foreign.user_id = self.colleague
        foreign.action_set_won()
        self._end_transaction()
        with self.assertRaises(AccessError):
            self._dialog(foreign)
        with self.assertRaises(AccessError):
            foreign.with_user(self.agent)._oplus_closing_closed_told()

    def test_what_another_addon_requires_stays_required(self):
        dialog = self.env.ref("crm.crm_lead_lost_view_form")
        self.env["ir.ui.view"].sudo().create(
            {
                "name": "A reason is required by another add-on",
                "model": "crm.lead.lost",
                "inherit_id": dialog.id,
                "priority": 1,  # before this add-on
                "arch": """<field name="lost_reason_id" position="attributes">
                    <attribute name="required">True</attribute>
                </field>""",
            }
        )
        arch = self.env["crm.lead.lost"].get_view(dialog.id, "form")["arch"]
        reason = etree.fromstring(arch).find(".//field[@name='lost_reason_id']")
        required = {"oplus_is_reason_required": False}
        self.assertTrue(safe_eval(reason.get("required"), required))

    def test_the_note_is_plain_text(self):
        lead, note = self._lead(), "<b>5 < 6</b> & more\nsecond line"
        self._end_transaction()
        dialog = self._dialog(lead)
        dialog.lost_reason_id = self.too_expensive
        dialog.oplus_note = f"  {note} "
        dialog.save().action_lost_reason_apply()
        self._end_transaction()
        self.assertEqual(lead.lost_note, note)
        bodies = "".join(lead.sudo().message_ids.mapped("body"))
        self.assertIn("&lt;b&gt;5 &lt; 6", bodies)

    def test_what_is_missing_is_called_as_in_the_dialog(self):
        note = self.env["crm.lead.lost"].fields_get(["oplus_note"])["oplus_note"]
        arch = self.env["crm.lead.lost"].get_view(view_type="form")["arch"]
        [label] = etree.fromstring(arch).xpath("//label[@for='oplus_note']/@string")
        self.assertEqual(note["string"], label)

    def test_blanks_are_no_note(self):
        self.too_expensive.sudo().note_required = True
        dialog = self._dialog(self._lead())
        dialog.lost_reason_id = self.too_expensive
        dialog.oplus_note = " \u200b "
        with self.assertRaisesRegex(ValidationError, "closing note"):
            dialog.save().action_lost_reason_apply()

    def test_a_note_that_others_give_as_html_is_taken(self):
        lead = self._lead()
        self._end_transaction()
        note = "<p>Too <b>late</b></p>"
        doors.lose(lead, self.too_expensive, lost_feedback=note)
        self._end_transaction()
        self.assertEqual(lead.lost_note, "Too *late*")
        bodies = "".join(lead.sudo().message_ids.mapped("body"))
        self.assertIn("<b>late</b>", bodies)

    def test_lost_ones_are_found_by_the_filter_and_grouped_by_outcome(self):
        lead = self._lead()
        lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        arch = self.env["crm.lead"].get_view(
            self.env.ref("crm.view_crm_case_opportunities_filter").id, "search"
        )["arch"]
        search = etree.fromstring(arch)
        group = search.find(".//filter[@name='group_outcome']")
        self.assertEqual(group.get("context"), "{'group_by': 'won_status'}")
        groups = self.env["crm.lead"].formatted_read_group(
            [("active", "=", False)], ["won_status"], ["__count"]
        )
        self.assertIn("lost", [one["won_status"] for one in groups])
        self.assertNotIn(lead, lead.search([]))
        for name in ("archived", "filter_won_status_lost"):
            found = search.find(f".//filter[@name='{name}']")
            self.assertIn("opportunity_plus_lost", found.get("context"))

    def test_other_lists_offer_the_explanation_as_columns(self):
        view = self.env.ref("crm.crm_case_tree_view_oppor")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id, "list")["arch"])
        lost = "context.get('opportunity_plus_lost')"
        for name in ("lost_reason_id", "lost_note"):
            columns = arch.findall(f".//field[@name='{name}']")
            self.assertEqual(
                [(one.get("optional"), one.get("column_invisible")) for one in columns],
                [("hide", lost), (None, f"not {lost}")],
            )

    def test_assigning_says_so(self):
        lead = self._lead(name="Mango")
        wizard = self.env["crm.lead.assign"].create(
            {"lead_ids": lead.ids, "user_id": self.agent.id}
        )
        action = wizard.action_assign()
        self.assertEqual(action["params"]["message"], "Assigned to Agent: Mango")
        self.assertEqual(action["params"]["next"]["tag"], "soft_reload")
