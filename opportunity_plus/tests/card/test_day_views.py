# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..documents.quotation_common import OpportunityPlusQuotationCommon

SEARCH = "crm.view_crm_case_opportunities_filter"


@tagged("post_install", "-at_install", "opportunity_plus")
class TestDayViews(OpportunityPlusQuotationCommon):
    """What the pages of a day's work show, and what they keep out of the way."""

    def _arch(self, view, kind, model="crm.lead", user=None):
        records = self.env[model].with_user(user or self.agent)
        return etree.fromstring(records.get_view(self.env.ref(view).id, kind)["arch"])

    def _filter(self, name):
        [node] = self._arch(SEARCH, "search").xpath(f"//filter[@name='{name}']")
        return node

    # F19, F24, F34

    def test_archived_is_near_the_top_and_money_is_at_the_bottom(self):
        names = self._arch(SEARCH, "search").xpath("//filter[@domain]/@name")
        self.assertLess(names.index("archived"), names.index("with_documents"))
        self.assertLess(names.index("quotation_expired"), names.index("with_documents"))

    def test_columns_that_are_mostly_empty_are_optional(self):
        view = "opportunity_plus.crm_lead_stage_history_view_list"
        arch = self._arch(view, "list", "crm.lead.stage.history")
        for name in ("merged_from", "outcome"):
            [column] = arch.xpath(f"//field[@name='{name}']")
            self.assertEqual(column.get("optional"), "hide")

    def test_buttons_without_documents_are_hidden(self):
        arch = self._arch("crm.crm_lead_view_form", "form")
        for name, count in (
            ("action_view_sale_quotation", "quotation_count"),
            ("oplus_action_view_invoices", "oplus_invoice_count"),
            ("oplus_action_view_credit_notes", "oplus_credit_note_count"),
        ):
            [button] = arch.xpath(f"//button[@name='{name}']")
            for number in (0, 1):
                is_hidden = safe_eval(button.get("invisible"), {count: number})
                self.assertEqual(bool(is_hidden), not number)

    # F28

    def test_one_date_is_shown_with_its_label(self):
        """The form shows when it is expected to close, or when it was closed."""
        arch = self._arch("crm.crm_lead_view_form", "form")
        group = arch.xpath("//label[@for='date_deadline']/..")[0]
        nodes = group.xpath(".//label[contains(@for, 'date_')]")
        nodes += group.xpath(".//field[@name='date_deadline' or @name='date_closed']")
        nodes = [node for node in nodes if node.get("invisible") not in ("1", "True")]
        for outcome, closed, shown in (
            ("pending", False, "date_deadline"),
            ("won", "2026-11-02", "date_closed"),
            ("lost", "2026-11-02", "date_closed"),
            ("lost", False, "date_deadline"),
        ):
            values = {"won_status": outcome, "date_closed": closed}
            values |= {"type": "opportunity", "date_deadline": "2026-12-01"}
            seen = [
                node.get("for") or node.get("name")
                for node in nodes
                if not safe_eval(node.get("invisible") or "False", values)
            ]
            with self.subTest(outcome, closed=closed):
                self.assertEqual(seen, [shown, shown])

    def test_overdue_says_of_what(self):
        for view in (SEARCH, "opportunity_plus.crm_lead_view_search_finance"):
            [node] = self._arch(view, "search").xpath(
                "//filter[contains(@domain, 'oplus_is_overdue')]"
            )
            self.assertEqual(node.get("string"), "Invoice Overdue")

    # the card

    def test_a_lost_card_explains_itself(self):
        arch = self._arch("crm.crm_case_kanban_view_leads", "kanban")
        [node] = arch.xpath("//div[@name='lost_explanation']")
        names = [field.get("name") for field in node.iter("field")]
        self.assertEqual(names, ["lost_reason_id", "lost_note"])
        for outcome, note, is_hidden in (
            *(("lost", "Too late", False), ("lost", False, True)),
            ("won", "Too late", True),
        ):
            values = {"won_status": outcome, "lost_note": note, "lost_reason_id": False}
            self.assertEqual(bool(safe_eval(node.get("invisible"), values)), is_hidden)

    def test_a_name_that_is_the_customers_is_told_apart(self):
        arch = self._arch("crm.crm_case_kanban_view_leads", "kanban")
        [node] = arch.xpath("//div[@name='told_apart']")
        self.assertIn("partner_id.value", node.get("t-if"))
        names = [field.get("name") for field in node.iter("field")]
        self.assertEqual(names, ["campaign_id", "create_date"])

    # quotations that want attention are those of open opportunities

    def test_expiring_and_expired_quotations_are_of_open_opportunities(self):
        won, open_one = self._lead(name="Gone"), self.lead
        for lead in (won, open_one):
            self._quotation(lead, state="sent", valid=-1)
        won.sudo().action_set_won()
        for name, valid in (("quotation_expired", -1), ("quotation_expiring", 1)):
            (won | open_one).order_ids.sudo().validity_date = self._day(valid)
            domain = safe_eval(self._filter(name).get("domain"))
            found = won.search([("id", "in", (won | open_one).ids), *domain])
            self.assertEqual(found, open_one)

    # Finance

    def test_finance_sees_why_it_was_lost(self):
        arch = self._arch("opportunity_plus.crm_lead_view_form_finance", "form")
        self.assertTrue(arch.xpath("//field[@name='lost_note']"))
        self.assertTrue(arch.xpath("//field[@name='won_status']"))

    def test_finance_is_told_currency_and_tax_on_card_and_list(self):
        for kind in ("kanban", "list"):
            view = f"opportunity_plus.crm_lead_view_{kind}_finance"
            arch = self._arch(view, kind)
            [due] = arch.xpath("//field[@name='amount_due']")
            self.assertIn("show_total", due.get("options"))
            self.assertEqual(due.get("decoration-danger"), "oplus_overdue_note")
            [currency] = arch.xpath("//field[@name='company_currency']")
            self.assertFalse(currency.get("column_invisible"))
