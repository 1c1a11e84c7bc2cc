# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import etree

from odoo.tests import tagged

from .money_common import OpportunityPlusMoneyCommon


@tagged("post_install", "-at_install", "opportunity_plus")
class TestMoneyNotes(OpportunityPlusMoneyCommon):
    """What is said beside the amounts, and the way from a document and back."""

    def _drafts(self, lead):
        return lead.oplus_amount_invoiced_draft, lead.oplus_amount_credited_draft

    def test_drafts_show_their_amount_apart(self):
        order = self._order(self.lead, True, order_line=self._lines(100, 30))
        invoice = order.with_user(self.admin).sudo()._create_invoices()
        lead = self._as(self.supervisor)
        self.assertEqual(self._drafts(lead), (130, 0))
        self.assertEqual((lead.oplus_invoice_count, lead.amount_invoiced), (1, 0))
        invoice.action_post()
        credit = self._credit(invoice)
        lead = self._as(self.supervisor)
        self.assertEqual(self._drafts(lead), (0, 130))
        self.assertEqual((lead.oplus_credit_note_count, lead.amount_credited), (1, 0))
        self.assertEqual(lead.amount_due, 130)
        credit.sudo().button_cancel()
        lead = self._as(self.supervisor)
        self.assertEqual(self._drafts(lead), (0, 0))
        self.assertEqual(lead.oplus_credit_note_count, 1)

    def test_a_draft_of_two_opportunities_and_of_another_currency(self):
        other = self._lead(name="Other")
        orders = self._order(self.lead, True, order_line=self._lines(100))
        orders |= self._order(other, True, order_line=self._lines(50))
        invoice = orders.with_user(self.admin).sudo()._create_invoices(grouped=False)
        self.assertEqual(len(invoice), 1)
        self.assertEqual(self._drafts(self._as(self.supervisor)), (100, 0))
        self.assertEqual(self._drafts(self._as(self.supervisor, other)), (50, 0))
        foreign = self._direct_invoice(other).sudo()
        foreign.write({"currency_id": self.pounds.id, "invoice_date": "2026-02-10"})
        self.assertEqual(self._drafts(self._as(self.supervisor, other)), (75, 0))
        self.assertEqual(self._drafts(self._as(self.agent, other)), (0, 0))

    def test_what_the_documents_say_in_their_own_currency(self):
        lead = self._as(self.finance)
        self.assertFalse(lead.oplus_currency_note)
        own = self._direct_invoice(self.lead)
        own.sudo().action_post()
        self.assertFalse(self._as(self.finance).oplus_currency_note)
        foreign = self._direct_invoice(self.lead).sudo()
        foreign.write({"currency_id": self.pounds.id, "invoice_date": "2026-02-10"})
        foreign.action_post()
        note = self._as(self.finance).oplus_currency_note.replace("\xa0", " ")
        self.assertIn("Invoices in OPX, with tax:", note)
        self.assertEqual(note.count("110.00"), 2)  # invoiced and due
        self._credit(foreign).sudo().action_post()
        note = self._as(self.finance).oplus_currency_note
        self.assertIn("credited", note)
        self.assertFalse(self._as(self.agent).oplus_currency_note)
        bare = self._user("bare", "opportunity_plus.group_finance")
        self.assertFalse(self._as(bare).oplus_currency_note)

    def test_what_is_lost_or_shared_has_a_note_too(self):
        foreign = self._direct_invoice(self.lead).sudo()
        foreign.write({"currency_id": self.pounds.id, "invoice_date": "2026-02-10"})
        foreign.action_post()
        note = self._as(self.finance).oplus_currency_note
        self.assertNotIn("in full", note)
        self.lead.action_set_lost(lost_reason_id=self.too_expensive.id)
        self.assertFalse(self.lead.active)
        self.assertEqual(self._as(self.finance).oplus_currency_note, note)
        # raw SQL: as if the invoice belonged to two opportunities
        self.env.cr.execute(
            "UPDATE account_move SET oplus_is_opportunity_divided = TRUE WHERE id = %s",
            [foreign.id],
        )
        note = self._as(self.finance).oplus_currency_note
        self.assertIn("(shared ones in full)", note)

    def test_from_the_order_back_to_the_opportunity(self):
        order = self._order(self.lead, confirmed=True, user_id=self.colleague.id)
        self._end_transaction()
        for user, sees in (
            (self.supervisor, True),
            (self.finance, True),
            (self.colleague, False),
        ):
            with self.subTest(user.name):
                mine = order.with_user(user)
                self.assertEqual(mine.oplus_is_opportunity_readable, sees)
                action = mine.oplus_action_view_opportunity()
                self.assertEqual(action.get("res_id") or 0, sees and self.lead.id)
        order.sudo().opportunity_id = False
        self.assertFalse(order.with_user(self.supervisor).oplus_is_opportunity_readable)

    def test_bookkeepers_group_by_salesperson(self):
        view = self.env.ref("opportunity_plus.crm_lead_view_search_finance").sudo()
        leads = self.env["crm.lead"].with_user(self.finance)
        arch = etree.fromstring(leads.get_view(view.id, "search")["arch"])
        (node,) = arch.xpath("//filter[contains(@context, 'user_id')]")
        self.assertFalse(arch.xpath("//field[@name='user_id']"))
        self._invoice(self._order(self.lead, confirmed=True))
        self._end_transaction()
        groups = leads.formatted_read_group(
            [("id", "=", self.lead.id)], ["user_id"], ["__count"]
        )
        self.assertEqual(groups[0]["user_id"], (self.agent.id, self.agent.name))
        self.assertEqual(node.get("string"), "Salesperson")
